// Key pairs made by the browser (Web Cryptography API). The private key leaves this page sealed or not at all.
export type KeyKind = "ec-p256" | "ec-p384" | "rsa-2048" | "rsa-3072" | "rsa-4096";

export const KEY_KINDS: KeyKind[] = ["ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-4096"];

const PUBLIC_EXPONENT = Uint8Array.of(1, 0, 1);

function parameters(kind: KeyKind) {
  if (kind === "ec-p256" || kind === "ec-p384") return { name: "ECDSA", namedCurve: kind === "ec-p256" ? "P-256" : "P-384" };
  return { name: "RSASSA-PKCS1-v1_5", modulusLength: Number(kind.slice(4)), publicExponent: PUBLIC_EXPONENT, hash: "SHA-256" };
}

/** `extractable`, or it could not be handed to the applicant. */
export async function makeKeyPair(kind: KeyKind): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey(parameters(kind), true, ["sign", "verify"])) as CryptoKeyPair;
}
