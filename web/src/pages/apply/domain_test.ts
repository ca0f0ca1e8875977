import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDomain } from "./domain.ts";

test("FQDN, apex and wildcard are taken, however they are typed", () => {
  for (const [typed, name] of [
    ["www.example.com", "www.example.com"],
    ["example.com", "example.com"],
    ["*.example.com", "*.example.com"],
    ["  WWW.Example.COM. ", "www.example.com"],
    ["https://www.example.com:8443/path?x=1", "www.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["*.예제.example", "*.xn--2j5b21b.example"],
  ] as const) {
    assert.deepEqual(parseDomain(typed), { name });
  }
});

test("what is none of the three forms is refused, with the reason", () => {
  for (const [typed, fault] of [
    ["", "empty"],
    ["localhost", "form"],
    ["-a.example.com", "form"],
    ["a_b.example.com", "form"],
    ["a..example.com", "form"],
    ["192.0.2.1", "address"],
    ["[2001:db8::1]", "address"],
    ["www.*.example.com", "wildcard"],
    ["*.*.example.com", "wildcard"],
    [`${"a.".repeat(130)}com`, "length"],
  ] as const) {
    assert.deepEqual(parseDomain(typed), { fault }, typed);
  }
});
