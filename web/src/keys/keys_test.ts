// Keys made here, judged by OpenSSL and (where there is one) Java's keytool.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { after, test } from "node:test";
import { makeCsr } from "./csr.ts";
import { oid, readAll, setOf } from "./der.ts";
import { makeJks } from "./jks.ts";
import { KEY_KINDS, makeKeyPair } from "./key-pair.ts";
import { fromPem, toPem } from "./pem.ts";
import { makePkcs12 } from "./pkcs12.ts";
import { NoPrivateKey, publicKeyHash, readPrivateKey } from "./private-key.ts";
import { NotASealedKey, openSealedKey, sealPrivateKey, WrongPassword } from "./sealed-key.ts";

const folder = mkdtempSync(path(tmpdir(), "chancery-keys-"));
after(() => rmSync(folder, { recursive: true }));

const PASSWORD = "pässword 한글 with spaces";
const PLAIN_PASSWORD = "correct horse battery";

function file(name: string, content: string | Uint8Array) {
  writeFileSync(path(folder, name), content);
  return path(folder, name);
}

function openssl(...args: string[]) {
  return execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

async function certified() {
  const pair = await makeKeyPair("ec-p256");
  const plain = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const key = file("plain.pem", toPem("PRIVATE KEY", plain));
  const pem = openssl("req", "-x509", "-key", key, "-subj", "/CN=www.example.net", "-days", "2");
  return { plain, chain: fromPem(pem).map(({ der }) => der) };
}

for (const kind of KEY_KINDS) {
  test(`a CSR over ${kind} verifies and asks for exactly its names`, async () => {
    const pair = await makeKeyPair(kind);
    const csr = file("csr.pem", await makeCsr(pair, ["example.net", "*.example.net"]));
    const text = openssl("req", "-in", csr, "-noout", "-text", "-verify");
    assert.match(text, /Subject: CN ?= ?example\.net/);
    assert.match(text, /DNS:example\.net, DNS:\*\.example\.net\n/);
  });
}

test("a name too long for a CN leaves the subject empty and is asked for all the same", async () => {
  const long = `${"a".repeat(60)}.${"b".repeat(20)}.example.net`;
  const csr = file("long.pem", await makeCsr(await makeKeyPair("ec-p256"), [long]));
  const text = openssl("req", "-in", csr, "-noout", "-text", "-verify");
  assert.match(text, /Subject: *\n/);
  assert.ok(text.includes(`DNS:${long}`));
});

test("a sealed key opens with its password, here and in OpenSSL, and with no other", async () => {
  const pair = await makeKeyPair("ec-p384");
  const sealed = await sealPrivateKey(pair.privateKey, PASSWORD);
  const plain = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  assert.deepEqual(await openSealedKey(sealed, PASSWORD), plain);
  const opened = openssl("pkey", "-in", file("sealed.pem", sealed), "-passin", `pass:${PASSWORD}`, "-outform", "PEM");
  assert.match(opened, /BEGIN PRIVATE KEY/);
  await assert.rejects(openSealedKey(sealed, "another"), WrongPassword);
});

test("what is no sealed key is said to be none", async () => {
  for (const odd of ["", "text", toPem("ENCRYPTED PRIVATE KEY", Uint8Array.of(0x30, 0x80)), toPem("PRIVATE KEY", Uint8Array.of(5, 0))]) {
    await assert.rejects(openSealedKey(odd, "x"), NotASealedKey);
  }
});

test("OpenSSL reads key and chain out of a PKCS#12 file, and no one without the password", async () => {
  const { plain, chain } = await certified();
  const pfx = file("key.p12", await makePkcs12(plain, chain, PLAIN_PASSWORD, "www.example.net"));
  const text = openssl("pkcs12", "-in", pfx, "-passin", `pass:${PLAIN_PASSWORD}`, "-nodes", "-info");
  assert.match(text, /BEGIN CERTIFICATE/);
  assert.match(text, /BEGIN PRIVATE KEY/);
  assert.match(text, /friendlyName: www\.example\.net/);
  assert.notEqual(spawnSync("openssl", ["pkcs12", "-in", pfx, "-passin", "pass:no", "-noout"]).status, 0);
});

const keytool = spawnSync("keytool", ["-help"]).error ? "there is no keytool here" : false;

for (const [kind, make] of Object.entries({ PKCS12: makePkcs12, JKS: makeJks })) {
  test(`Java reads the key out of a ${kind} store`, { skip: keytool }, async () => {
    const { plain, chain } = await certified();
    const store = file(`store.${kind}`, await make(plain, chain, PLAIN_PASSWORD, "www.example.net"));
    const moved = path(folder, `moved-${kind}.p12`);
    const pass = ["-srcstorepass", PLAIN_PASSWORD, "-deststorepass", PLAIN_PASSWORD];
    execFileSync("keytool", ["-importkeystore", "-srckeystore", store, "-srcstoretype", kind, "-destkeystore", moved, "-deststoretype", "PKCS12", ...pass], { stdio: "pipe" });
    assert.match(openssl("pkcs12", "-in", moved, "-passin", `pass:${PLAIN_PASSWORD}`, "-nodes"), /BEGIN PRIVATE KEY/);
  });
}

for (const [name, args] of Object.entries({
  "PKCS#1": ["genrsa", "-traditional", "2048"],
  "SEC 1": ["ecparam", "-genkey", "-noout", "-name", "secp384r1"],
  "PKCS#8": ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
})) {
  test(`a key in ${name} is read, and known by the hash of its public part`, async () => {
    const pem = openssl(...args);
    const der = execFileSync("openssl", ["pkey", "-in", file("any.pem", pem), "-pubout", "-outform", "DER"]);
    const hash = createHash("sha256").update(der).digest("hex");
    assert.equal(await publicKeyHash(await readPrivateKey(pem, "")), hash);
  });
}

test("what holds no private key is refused as such", async () => {
  for (const odd of ["", "text", toPem("CERTIFICATE", Uint8Array.of(0x30, 0))]) await assert.rejects(readPrivateKey(odd, ""), NoPrivateKey);
});

test("DER is cut short nowhere and sorted where it has to be", () => {
  assert.throws(() => readAll(Uint8Array.of(0x30, 5, 1)));
  assert.throws(() => readAll(Uint8Array.of(0x30, 0x80, 0, 0)));
  assert.deepEqual(oid("1.2.840.113549"), Uint8Array.of(6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d));
  assert.deepEqual(setOf(Uint8Array.of(4, 1, 9), Uint8Array.of(4, 1, 2)), Uint8Array.of(0x31, 6, 4, 1, 2, 4, 1, 9));
});
