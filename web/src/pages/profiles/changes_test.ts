import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween } from "./changes.ts";

const NAMES = { usual: "usual", most: "most", names: "names" };

function profile(most: number, rules: string[], value = "v3") {
  return {
    name: "p", title: "", kind: "", policy_set: "", at: "", default_days: 90, max_days: most, max_days_citation: "BR", max_names: 100,
    rows: [{ field: "version", presence: "MUST", emission: "", value, citation: "RFC", effective_from: "2008-05-01" }],
    rules: rules.map((text) => ({ id: text, text, citation: "BR", effective_from: "2026-03-15" })),
    limits: [],
    changes: [],
  };
}

test("a profile that stays as it is has no change", () => {
  assert.deepEqual(changesBetween(profile(200, ["lives at most 200 days"]), profile(200, ["lives at most 200 days"]), NAMES), []);
});

test("a limit that moves is one change, what comes and goes is told apart", () => {
  const found = changesBetween(profile(200, ["lives at most 200 days", "goes"]), profile(100, ["lives at most 100 days", "comes"], "v4"), NAMES);
  assert.deepEqual(found, [
    { what: "most", before: "200", after: "100", citation: "BR" },
    { what: "version", before: "MUST, v3", after: "MUST, v4", citation: "RFC" },
    { what: "", before: "lives at most 200 days", after: "lives at most 100 days", citation: "BR" },
    { what: "", before: "goes", citation: "BR" },
    { what: "", after: "comes", citation: "BR" },
  ]);
});
