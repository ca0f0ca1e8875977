import assert from "node:assert/strict";
import { test } from "node:test";
import { attributesIn, placeOf, subjectOf } from "./subject.ts";

const shop = { name: "Shop & Söhne GmbH", country: "DE", locality: "Hamburg", state_or_province: "Hamburg" };

test("a subject names what there is, in the order of certificates", () => {
  assert.equal(subjectOf(shop), "C=DE, ST=Hamburg, L=Hamburg, O=Shop & Söhne GmbH");
  assert.equal(subjectOf({ name: "Shop", country: "SG", locality: "Singapore" }), "C=SG, L=Singapore, O=Shop");
});

test("a place does not say the same twice", () => {
  assert.equal(placeOf(shop), "Hamburg, DE");
});

test("a distinguished name is read with what is escaped in it", () => {
  assert.deepEqual(attributesIn("CN=a.example,O=Shop\\, Ltd \\+ Sons,L=Se\\C3\\B6ul,C=KR"), { C: "KR", ST: "", L: "Seöul", O: "Shop, Ltd + Sons" });
  assert.deepEqual(attributesIn("C=KR, ST=Seoul, O=Shop"), { C: "KR", ST: "Seoul", L: "", O: "Shop" });
  assert.deepEqual(attributesIn(""), { C: "", ST: "", L: "", O: "" });
});

test("a value that looks like an attribute is none", () => {
  assert.equal(attributesIn("CN=x\\,O=Somebody else,C=KR").O, "");
});
