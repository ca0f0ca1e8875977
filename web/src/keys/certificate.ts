// The key in a certificate (RFC 5280 section 4.1), to be compared with others. Nothing of it is verified here.
import { readAll, readOne } from "./der.ts";
import { fromPem } from "./pem.ts";

const VERSION = 0xa0;
const SPKI = 5; // after serial number, signature algorithm, issuer, validity, subject

/** SHA-256 of the SubjectPublicKeyInfo of the first certificate in the text, hexadecimal; undefined when there is none. */
export async function certificateKeyHash(pem: string): Promise<string | undefined> {
  try {
    const der = fromPem(pem).find(({ label }) => label === "CERTIFICATE")?.der;
    if (!der) return undefined;
    const tbs = readAll(readOne(der, 0x30).value)[0]!;
    const fields = readAll(tbs.value).filter(({ tag }) => tag !== VERSION);
    const digest = await crypto.subtle.digest("SHA-256", fields[SPKI]!.whole);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return undefined;
  }
}
