import assert from "node:assert/strict";
import { test } from "node:test";
import { crossesBy, linesOf, linksBetween, type Issuer } from "./lineage.ts";

const cross = (signer_id?: string) => ({ sha256: `by ${signer_id}`, signer_id }) as Issuer["cross_certificates"][number];
const issuer = (id: string, succeeds_id?: string, crosses: string[] = []) => ({ id, succeeds_id, cross_certificates: crosses.map(cross) }) as Issuer;
const ids = (lines: Issuer[][]) => lines.map((line) => line.map(({ id }) => id));

test("a line goes from the CA that signs now back to the first one", () => {
  const all = [issuer("1"), issuer("x"), issuer("2", "1"), issuer("3", "2")];
  assert.deepEqual(ids(linesOf(all)), [["x"], ["3", "2", "1"]]);
});

test("a predecessor that stands elsewhere is no part of the line", () => {
  assert.deepEqual(ids(linesOf([issuer("2", "1")])), [["2"]]);
});

test("link certificates are those between the two, in both directions", () => {
  const [older, newer] = [issuer("1", undefined, ["2", "9"]), issuer("2", "1", ["1"])];
  const { toNewer, toOlder } = linksBetween(newer!, older!);
  assert.deepEqual([toNewer, toOlder].map((links) => links.map(({ signer_id }) => signer_id)), [["1"], ["2"]]);
  assert.deepEqual(crossesBy(newer!, [older!, newer!]).map(({ to }) => to.id), ["1"]);
});
