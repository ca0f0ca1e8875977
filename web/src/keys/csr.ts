// Certification requests (PKCS#10, RFC 2986) with the names as subjectAltName.
import { join, utf8, type Bytes } from "./bytes.ts";
import { bitString, context, integer, nothing, octetString, oid, sequence, setOf, tlv, utf8String } from "./der.ts";
import { toPem } from "./pem.ts";

const COMMON_NAME = "2.5.4.3";
const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
const SUBJECT_ALT_NAME = "2.5.29.17";
const LONGEST_COMMON_NAME = 64;

function subject(name: string): Bytes {
  if (name.length > LONGEST_COMMON_NAME) return sequence();
  return sequence(setOf(sequence(oid(COMMON_NAME), utf8String(name))));
}

function extensionRequest(names: string[]): Bytes {
  const altNames = sequence(...names.map((name) => tlv(0x82, utf8(name))));
  const extensions = sequence(sequence(oid(SUBJECT_ALT_NAME), octetString(altNames)));
  return sequence(oid(EXTENSION_REQUEST), setOf(extensions));
}

/** The two halves of WebCrypto's signature as SEQUENCE { r, s } (RFC 5480). */
function ecdsaValue(raw: Bytes): Bytes {
  const half = raw.length / 2;
  return sequence(integer(raw.slice(0, half)), integer(raw.slice(half)));
}

async function signed(body: Bytes, key: CryptoKey): Promise<{ algorithm: Bytes; signature: Bytes }> {
  if (key.algorithm.name !== "ECDSA") {
    const signature = new Uint8Array(await crypto.subtle.sign(key.algorithm.name, key, body));
    return { algorithm: sequence(oid("1.2.840.113549.1.1.11"), nothing()), signature };
  }
  const isP384 = (key.algorithm as EcKeyAlgorithm).namedCurve === "P-384";
  const hash = isP384 ? "SHA-384" : "SHA-256";
  const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash }, key, body));
  return { algorithm: sequence(oid(isP384 ? "1.2.840.10045.4.3.3" : "1.2.840.10045.4.3.2")), signature: ecdsaValue(raw) };
}

/** `names[0]` becomes the common name as well (NC-14), where it is short enough for one. */
export async function makeCsr(pair: CryptoKeyPair, names: string[]): Promise<string> {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const body = sequence(integer(0), subject(names[0] ?? ""), publicKey, context(0, extensionRequest(names)));
  const { algorithm, signature } = await signed(body, pair.privateKey);
  return toPem("CERTIFICATE REQUEST", join(sequence(body, algorithm, bitString(signature))));
}
