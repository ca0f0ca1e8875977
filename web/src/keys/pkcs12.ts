// PKCS#12 (RFC 7292): key and chain in one file under one password. The key is sealed with PBES2 and AES-256, the
// whole is protected by HMAC-SHA-256: OpenSSL, Java 8u301, Windows Server 2019 and later read it.
import { join, random, utf16, type Bytes } from "./bytes.ts";
import { context, integer, nothing, octetString, oid, sequence, setOf, tlv } from "./der.ts";
import { seal } from "./sealed-key.ts";

const DATA = "1.2.840.113549.1.7.1";
const SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
const X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME = "1.2.840.113549.1.9.20";
const LOCAL_KEY_ID = "1.2.840.113549.1.9.21";
const SHA256 = "2.16.840.1.101.3.4.2.1";
const MAC_ITERATIONS = 10_000;
const KEY_ITERATIONS = 100_000;
const BLOCK = 64;

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function filled(bytes: Bytes): Bytes {
  const whole = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
  return whole.map((_, i) => bytes[i % bytes.length]!);
}

/** RFC 7292 appendix B.2 for one block of output, which is what a MAC key of SHA-256 takes. */
async function macKey(password: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const purpose = new Uint8Array(BLOCK).fill(3);
  let state = await sha256(join(purpose, filled(salt), filled(join(utf16(password), Uint8Array.of(0, 0)))));
  for (let i = 1; i < iterations; i++) state = await sha256(state);
  return state;
}

async function hmac(key: Bytes, bytes: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes));
}

function attributes(name: string, keyId: Bytes): Bytes {
  return setOf(sequence(oid(FRIENDLY_NAME), setOf(tlv(0x1e, utf16(name)))), sequence(oid(LOCAL_KEY_ID), setOf(octetString(keyId))));
}

function certificateBag(der: Bytes, extra: Bytes[]): Bytes {
  const value = sequence(oid(X509_CERTIFICATE), context(0, octetString(der)));
  return sequence(oid(CERTIFICATE_BAG), context(0, value), ...extra);
}

const contentInfo = (content: Bytes) => sequence(oid(DATA), context(0, octetString(content)));

/** `key` is PKCS#8; `chain` starts with the certificate of the key. */
export async function makePkcs12(key: Bytes, chain: Bytes[], password: string, name: string): Promise<Bytes> {
  const keyId = await sha256(chain[0]!);
  const marks = attributes(name, keyId);
  const keyBag = sequence(oid(SHROUDED_KEY_BAG), context(0, await seal(key, password, KEY_ITERATIONS)), marks);
  const certificates = chain.map((der, i) => certificateBag(der, i === 0 ? [marks] : []));
  const safe = sequence(contentInfo(sequence(...certificates)), contentInfo(sequence(keyBag)));
  const salt = random(16);
  const digest = await hmac(await macKey(password, salt, MAC_ITERATIONS), safe);
  const mac = sequence(sequence(sequence(oid(SHA256), nothing()), octetString(digest)), octetString(salt), integer(MAC_ITERATIONS));
  return sequence(integer(3), contentInfo(safe), mac);
}
