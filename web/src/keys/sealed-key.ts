// Private keys under a password: EncryptedPrivateKeyInfo (RFC 5958) with PBES2, PBKDF2 with HMAC-SHA-256 and
// AES-256-CBC (RFC 8018). OpenSSL, nginx, Apache and Java read it.
import { random, utf8, type Bytes } from "./bytes.ts";
import { integer, nothing, octetString, oid, readAll, readOne, sequence } from "./der.ts";
import { fromPem, toPem } from "./pem.ts";

const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";
const HMAC_SHA256 = "1.2.840.113549.2.9";
const AES256_CBC = "2.16.840.1.101.3.4.1.42";
const ITERATIONS = 600_000;
const MOST_ITERATIONS = 10_000_000;

export class WrongPassword extends Error {}
export class NotASealedKey extends Error {}

async function sealingKey(password: string, salt: Bytes, iterations: number, use: KeyUsage): Promise<CryptoKey> {
  const source = await crypto.subtle.importKey("raw", utf8(password), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", salt, iterations, hash: "SHA-256" }, source, { name: "AES-CBC", length: 256 }, false, [use]);
}

/** `plain` is PKCS#8 PrivateKeyInfo. */
export async function seal(plain: Bytes, password: string, iterations = ITERATIONS): Promise<Bytes> {
  const [salt, iv] = [random(16), random(16)];
  const key = await sealingKey(password, salt, iterations, "encrypt");
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, plain));
  const derivation = sequence(oid(PBKDF2), sequence(octetString(salt), integer(iterations), sequence(oid(HMAC_SHA256), nothing())));
  const encryption = sequence(oid(AES256_CBC), octetString(iv));
  return sequence(sequence(oid(PBES2), sequence(derivation, encryption)), octetString(sealed));
}

export async function sealPrivateKey(key: CryptoKey, password: string): Promise<string> {
  const plain = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));
  return toPem("ENCRYPTED PRIVATE KEY", await seal(plain, password));
}

interface Parts {
  salt: Bytes;
  iterations: number;
  iv: Bytes;
  sealed: Bytes;
}

/** Only what `seal` writes; other ciphers are for the tools that made them. */
function partsOf(der: Bytes): Parts {
  const [algorithm, sealed] = readAll(readOne(der, 0x30).value);
  const [, scheme] = readAll(algorithm!.value);
  const [derivation, encryption] = readAll(scheme!.value);
  const [, derivationParameters] = readAll(derivation!.value);
  const [salt, iterations, ...rest] = readAll(derivationParameters!.value);
  const [cipher, iv] = readAll(encryption!.value);
  const prf = rest.at(-1);
  const same = (node: { whole: Bytes } | undefined, id: string) => node !== undefined && oid(id).every((byte, i) => node.whole[i] === byte);
  if (!same(cipher, AES256_CBC) || !same(prf && readAll(prf.value)[0], HMAC_SHA256)) throw new Error("another cipher");
  const count = iterations!.value.reduce((sum, byte) => sum * 256 + byte, 0);
  if (count > MOST_ITERATIONS) throw new Error("too many iterations");
  return { salt: salt!.value, iterations: count, iv: iv!.value, sealed: sealed!.value };
}

/** The PKCS#8 inside of a PEM text. Throws NotASealedKey or WrongPassword. */
export async function openSealedKey(pem: string, password: string): Promise<Bytes> {
  let parts: Parts;
  try {
    const block = fromPem(pem).find(({ label }) => label === "ENCRYPTED PRIVATE KEY");
    parts = partsOf(block!.der);
  } catch {
    throw new NotASealedKey();
  }
  const key = await sealingKey(password, parts.salt, parts.iterations, "decrypt");
  try {
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv: parts.iv }, key, parts.sealed));
    readOne(plain, 0x30);
    return plain;
  } catch {
    throw new WrongPassword();
  }
}
