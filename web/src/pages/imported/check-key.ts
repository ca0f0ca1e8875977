// Whether a private key belongs to a certificate. Neither leaves the browser for it.
import { certificateKeyHash } from "../../keys/certificate.ts";
import { publicKeyHash, readPrivateKey } from "../../keys/private-key.ts";
import { NotASealedKey, WrongPassword } from "../../keys/sealed-key.ts";

export type KeyFault = "other" | "password" | "seal" | "none";

export class KeyRefused extends Error {
  readonly fault: KeyFault;

  constructor(fault: KeyFault) {
    super(fault);
    this.fault = fault;
  }
}

async function hashOf(key: string, password: string): Promise<string> {
  try {
    return await publicKeyHash(await readPrivateKey(key, password));
  } catch (error) {
    if (error instanceof WrongPassword) throw new KeyRefused("password");
    if (error instanceof NotASealedKey) throw new KeyRefused("seal");
    throw new KeyRefused("none");
  }
}

/** Throws KeyRefused. Of a certificate that cannot be read it says nothing: the server will, with the cause. */
export async function checkKey(certificate: string, key: string, password: string) {
  const wanted = await certificateKeyHash(certificate);
  const found = await hashOf(key, password);
  if (wanted !== undefined && wanted !== found) throw new KeyRefused("other");
}
