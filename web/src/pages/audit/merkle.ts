// Proofs of the Merkle tree of RFC 6962, verified in the browser: what the server says of its log is not believed but
// checked. Sizes stay far below 2^53, so numbers do.
import { join, type Bytes } from "../../keys/bytes.ts";

async function sha256(...parts: Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
}

export const leafHash = (leaf: Bytes) => sha256(Uint8Array.of(0), leaf);
export const nodeHash = (left: Bytes, right: Bytes) => sha256(Uint8Array.of(1), left, right);

const same = (a: Bytes | undefined, b: Bytes) => a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
const half = (n: number) => Math.floor(n / 2);
const isOdd = (n: number) => n % 2 === 1;

/** RFC 9162 section 2.1.3.2, with its names. */
export async function provesInclusion(leaf: Bytes, index: number, size: number, proof: Bytes[], root: Bytes): Promise<boolean> {
  if (index < 0 || index >= size) return false;
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      r = await nodeHash(p, r);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = await nodeHash(r, p);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(r, root);
}

const isPowerOfTwo = (n: number) => Number.isInteger(Math.log2(n));

/** RFC 9162 section 2.1.4.2, with its names. */
export async function provesConsistency(first: number, firstRoot: Bytes, second: number, secondRoot: Bytes, proof: Bytes[]): Promise<boolean> {
  if (first <= 0 || first > second) return false;
  if (first === second) return proof.length === 0 && same(firstRoot, secondRoot);
  const [start, ...path] = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  if (!start) return false;
  let [fn, sn, fr, sr] = [first - 1, second - 1, start, start];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  for (const c of path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      [fr, sr] = [await nodeHash(c, fr), await nodeHash(c, sr)];
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = await nodeHash(sr, c);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(fr, firstRoot) && same(sr, secondRoot);
}
