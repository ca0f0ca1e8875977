import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8, type Bytes } from "../../keys/bytes.ts";
import { leafHash, nodeHash, provesConsistency, provesInclusion } from "./merkle.ts";

const leaves = await Promise.all(Array.from({ length: 21 }, (_, i) => leafHash(utf8(`leaf ${i}`))));

/** The largest power of two below n. */
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);

async function rootOf(part: Bytes[]): Promise<Bytes> {
  if (part.length === 1) return part[0]!;
  const k = split(part.length);
  return nodeHash(await rootOf(part.slice(0, k)), await rootOf(part.slice(k)));
}

/** RFC 6962 section 2.1.1: PATH(m, D[n]). */
async function path(m: number, part: Bytes[]): Promise<Bytes[]> {
  if (part.length === 1) return [];
  const k = split(part.length);
  return m < k ? [...(await path(m, part.slice(0, k))), await rootOf(part.slice(k))] : [...(await path(m - k, part.slice(k))), await rootOf(part.slice(0, k))];
}

/** RFC 6962 section 2.1.2: SUBPROOF(m, D[n], b). */
async function subproof(m: number, part: Bytes[], whole: boolean): Promise<Bytes[]> {
  if (m === part.length) return whole ? [] : [await rootOf(part)];
  const k = split(part.length);
  return m <= k
    ? [...(await subproof(m, part.slice(0, k), whole)), await rootOf(part.slice(k))]
    : [...(await subproof(m - k, part.slice(k), false)), await rootOf(part.slice(0, k))];
}

const broken = (hash: Bytes): Bytes => hash.map((byte, i) => (i === 0 ? byte ^ 1 : byte));

test("every leaf of every tree is proven, and no other", async () => {
  for (let size = 1; size <= leaves.length; size++) {
    const tree = leaves.slice(0, size);
    const root = await rootOf(tree);
    for (let index = 0; index < size; index++) {
      const proof = await path(index, tree);
      assert.ok(await provesInclusion(tree[index]!, index, size, proof, root), `${index} of ${size}`);
      assert.ok(!(await provesInclusion(broken(tree[index]!), index, size, proof, root)));
      assert.ok(!(await provesInclusion(tree[index]!, index, size, [...proof, root], root)));
      if (proof.length > 0) assert.ok(!(await provesInclusion(tree[index]!, index, size, proof.slice(1), root)));
    }
  }
  assert.ok(!(await provesInclusion(leaves[0]!, 1, 1, [], leaves[0]!)));
});

test("a log extends each that it was, and none that it was not", async () => {
  for (let second = 1; second <= leaves.length; second++) {
    const root = await rootOf(leaves.slice(0, second));
    for (let first = 1; first <= second; first++) {
      const kept = await rootOf(leaves.slice(0, first));
      const proof = await subproof(first, leaves.slice(0, second), true);
      assert.ok(await provesConsistency(first, kept, second, root, proof), `${first} to ${second}`);
      assert.ok(!(await provesConsistency(first, broken(kept), second, root, proof)));
      assert.ok(!(await provesConsistency(first, kept, second, broken(root), proof)));
    }
  }
  assert.ok(!(await provesConsistency(0, leaves[0]!, 1, leaves[0]!, [])));
});
