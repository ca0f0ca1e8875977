import assert from "node:assert/strict";
import { test } from "node:test";
import { countryOptions, found, stateOptions } from "./places.ts";

const names: Record<string, string> = { KR: "대한민국", KP: "조선민주주의인민공화국", CI: "코트디부아르" };
const countries = countryOptions([{ code: "CI", name: "Côte d’Ivoire" }, { code: "KP", name: "North Korea" }, { code: "KR", name: "South Korea" }], (code) => names[code]!, "ko");
const known = (options: { value: string; label: string }[]) => new Map(options.map((option) => [option.value, option]));
const typed = (options: { value: string; label: string }[], text: string) => found(options, known(options), text).map(({ value }) => value);

test("a country is found by its name in either language, by its code, and without accents", () => {
  assert.deepEqual(typed(countries, "대한"), ["KR"]);
  assert.deepEqual(typed(countries, "south k"), ["KR"]);
  assert.deepEqual(typed(countries, "cote"), ["CI"]);
  assert.deepEqual(typed(countries, "kp"), ["KP"]);
  assert.deepEqual(typed(countries, "korea"), ["KR", "KP"].sort((a, b) => names[a]!.localeCompare(names[b]!, "ko")));
  assert.deepEqual(typed(countries, "atlantis"), []);
});

test("a state is found by each of its spellings, and chosen by any of them", () => {
  const states = stateOptions([{ code: "DE-BY", name: "Bavaria", also: ["Bayern"] }, { code: "DE-HB", name: "Bremen", also: [] }]);
  assert.deepEqual(states.map(({ value }) => value), ["Bavaria", "Bayern", "Bremen"]);
  assert.deepEqual(typed(states, "bayern"), ["Bavaria", "Bayern"]);
  assert.deepEqual(typed(states, "br"), ["Bremen"]);
});
