// Java key stores of the old kind ("JKS"), for servers too old for PKCS#12. Its protection is SHA-1 and no
// iteration: whoever has the file can try passwords fast, and the page says so.
import { join, random, utf16, utf8, type Bytes } from "./bytes.ts";
import { nothing, octetString, oid, sequence } from "./der.ts";

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const PRIVATE_KEY_ENTRY = 1;
const SUN_KEY_PROTECTOR = "1.3.6.1.4.1.42.2.17.1.1";
const WHITENER = utf8("Mighty Aphrodite");

async function sha1(...parts: Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", join(...parts)));
}

function number32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function number64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Two octets of length, then the text; only ASCII, where Java's own UTF-8 is the same. */
function shortText(text: string): Bytes {
  const bytes = utf8(text);
  return join(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);
}

const counted = (bytes: Bytes) => join(number32(bytes.length), bytes);

/** Sun's own protector: the key XORed with a chain of SHA-1 over password and salt. */
async function protectedKey(key: Bytes, password: Bytes): Promise<Bytes> {
  const salt = random(20);
  const sealed = new Uint8Array(key.length);
  let stream = salt;
  for (let at = 0; at < key.length; at += 20) {
    stream = await sha1(password, stream);
    for (let i = 0; i < 20 && at + i < key.length; i++) sealed[at + i] = key[at + i]! ^ stream[i]!;
  }
  const check = await sha1(password, key);
  return sequence(sequence(oid(SUN_KEY_PROTECTOR), nothing()), octetString(join(salt, sealed, check)));
}

/** `key` is PKCS#8; `chain` starts with the certificate of the key. */
export async function makeJks(key: Bytes, chain: Bytes[], password: string, alias: string): Promise<Bytes> {
  const secret = utf16(password);
  const certificates = chain.map((der) => join(shortText("X.509"), counted(der)));
  const entry = join(
    number32(PRIVATE_KEY_ENTRY),
    shortText(alias.toLowerCase().replace(/[^a-z0-9.-]/g, "_")),
    number64(Date.now()),
    counted(await protectedKey(key, secret)),
    number32(chain.length),
    ...certificates,
  );
  const body = join(number32(MAGIC), number32(VERSION), number32(1), entry);
  return join(body, await sha1(secret, WHITENER, body));
}
