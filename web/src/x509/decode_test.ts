import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { decode } from "./decode.ts";

function certificate(key: string[], ...extensions: string[]): string {
  const added = extensions.flatMap((extension) => ["-addext", extension]);
  return execFileSync("openssl", ["req", "-x509", "-newkey", ...key, "-nodes", "-keyout", "/dev/null", "-subj", "/CN=decoded", "-days", "9", ...added], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

const EC = ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"];

function linesIn(pem: string): Record<string, string[]> {
  return Object.fromEntries(decode(pem)!.extensions.map(({ name, critical, lines }) => [critical ? `${name}!` : name, lines]));
}

test("what OpenSSL wrote is read back", () => {
  const pem = certificate(
    EC,
    "basicConstraints=critical,CA:TRUE,pathlen:3",
    "keyUsage=critical,keyCertSign,cRLSign,decipherOnly,keyAgreement",
    "extendedKeyUsage=serverAuth,1.2.3.4",
    "subjectAltName=DNS:a.example,email:b@c.example,IP:192.0.2.1,IP:2001:db8::1,URI:https://d.example/",
    "crlDistributionPoints=URI:http://e.example/crl",
    "authorityInfoAccess=OCSP;URI:http://f.example,caIssuers;URI:http://g.example/ca",
    "certificatePolicies=2.23.140.1.2.1,1.3.6.1.4.1.99999.1",
    "1.2.3.5=DER:0500",
  );
  const { version, signature, key } = decode(pem)!;
  assert.deepEqual([version, signature, key], [3, "ECDSA with SHA-256", "ECDSA P-384"]);
  const lines = linesIn(pem);
  assert.deepEqual(lines["Basic Constraints!"], ["CA: yes, path length 3"]);
  assert.deepEqual(lines["Key Usage!"], ["keyAgreement, keyCertSign, cRLSign, decipherOnly"]);
  assert.deepEqual(lines["Extended Key Usage"], ["serverAuth (1.3.6.1.5.5.7.3.1)", "1.2.3.4"]);
  assert.deepEqual(lines["Subject Alternative Name"], ["DNS: a.example", "email: b@c.example", "IP: 192.0.2.1", "IP: 2001:db8:0:0:0:0:0:1", "URI: https://d.example/"]);
  assert.deepEqual(lines["CRL Distribution Points"], ["http://e.example/crl"]);
  assert.deepEqual(lines["Authority Information Access"], ["OCSP: http://f.example", "CA issuers: http://g.example/ca"]);
  assert.deepEqual(lines["Certificate Policies"], ["domain validated (2.23.140.1.2.1)", "1.3.6.1.4.1.99999.1"]);
  assert.deepEqual(lines["1.2.3.5"], ["05:00"]);
  assert.match(lines["Subject Key Identifier"]![0]!, /^([0-9A-F]{2}:){19}[0-9A-F]{2}$/);
});

test("an RSA key is told by its size", () => {
  assert.equal(decode(certificate(["rsa:2048"]))!.key, "RSA 2048");
});

test("timestamps are told with the time and the log, and broken ones as octets", () => {
  const sct = `00${"ab".repeat(32)}0000019AA0000000000004030000`;
  const list = (length: string) => `04:${(sct.length / 2 + 4).toString(16)}:${((`00${(sct.length / 2 + 2).toString(16)}${length}${sct}`).match(/../g) ?? []).join(":")}`;
  const [line] = linesIn(certificate(EC, `1.3.6.1.4.1.11129.2.4.2=DER:${list(`00${(sct.length / 2).toString(16)}`)}`))["Signed Certificate Timestamps"]!;
  assert.match(line!, /^20\d\d-.*Z, log q6ur/);
  const [broken] = linesIn(certificate(EC, "1.3.6.1.4.1.11129.2.4.2=DER:0402"))["Signed Certificate Timestamps"]!;
  assert.equal(broken, "04:02");
});

test("what is no certificate is nothing", () => {
  for (const text of ["", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\nMIIBIj\n-----END CERTIFICATE-----"]) assert.equal(decode(text), undefined);
});
