// Private keys as applicants have them, brought into PKCS#8, and the question whether one belongs to a certificate.
import { type Bytes } from "./bytes.ts";
import { integer, nothing, octetString, oid, readAll, readOne, sequence } from "./der.ts";
import { fromPem } from "./pem.ts";
import { NotASealedKey, openSealedKey } from "./sealed-key.ts";

const RSA = "1.2.840.113549.1.1.1";
const EC = "1.2.840.10045.2.1";
const CURVES: Record<string, string> = { "1.2.840.10045.3.1.7": "P-256", "1.3.132.0.34": "P-384", "1.3.132.0.35": "P-521" };

export class NoPrivateKey extends Error {}

/** PKCS#1 (RFC 8017 A.1.2) as PKCS#8. */
const wrapRsa = (der: Bytes) => sequence(integer(0), sequence(oid(RSA), nothing()), octetString(der));

/** SEC 1 ECPrivateKey (RFC 5915), whose parameters name the curve, as PKCS#8. */
function wrapEc(der: Bytes): Bytes {
  const parameters = readAll(readOne(der, 0x30).value).find(({ tag }) => tag === 0xa0);
  if (!parameters) throw new NoPrivateKey();
  return sequence(integer(0), sequence(oid(EC), parameters.value), octetString(der));
}

/** PKCS#8 of the first key in the text. Throws NoPrivateKey, NotASealedKey or WrongPassword. */
export async function readPrivateKey(pem: string, password: string): Promise<Bytes> {
  const block = fromPem(pem).find(({ label }) => label.endsWith("PRIVATE KEY"));
  switch (block?.label) {
    case "PRIVATE KEY":
      return block.der;
    case "RSA PRIVATE KEY":
      return wrapRsa(block.der);
    case "EC PRIVATE KEY":
      return wrapEc(block.der);
    case "ENCRYPTED PRIVATE KEY":
      return openSealedKey(pem, password);
    case undefined:
      throw new NoPrivateKey();
    default:
      throw new NotASealedKey();
  }
}

function algorithmOf(pkcs8: Bytes) {
  const [, algorithm] = readAll(readOne(pkcs8, 0x30).value);
  const [, parameters] = readAll(algorithm!.value);
  const curve = Object.entries(CURVES).find(([dotted]) => parameters && oid(dotted).join() === parameters.whole.join());
  return curve ? { name: "ECDSA", namedCurve: curve[1] } : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
}

/** SHA-256 of the SubjectPublicKeyInfo, hexadecimal: what a certificate's `key_hash` is. */
export async function publicKeyHash(pkcs8: Bytes): Promise<string> {
  const algorithm = algorithmOf(pkcs8);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey("jwk", key);
  const part = kty === "RSA" ? { kty, n, e } : { kty, crv, x, y };
  const open = await crypto.subtle.importKey("jwk", part as JsonWebKey, algorithm, true, ["verify"]);
  const digest = await crypto.subtle.digest("SHA-256", await crypto.subtle.exportKey("spki", open));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
