"""Certificate transparency. A real log (peers/ct_log.py) has in its tree what its SCT promised; against STUBS of logs
(peers/ct_log_stub.py), which misbehave on demand, what is signed is never unknown, and what we hand out stands before
OpenSSL and `cryptography`."""
import base64
import hashlib
import json
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from peers import openssl, wait
from peers.chancery import ROOT
from peers.ct_log import CtLog
from peers.ct_log_stub import CtLogStub, verify
from peers.jws import b64
from peers.linter import program
from peers.process import Process, free_port
from peers.rest import Rest


class Logs:
    """By default two RFC 6962 logs and a static-ct-api log, of three operators, and the list that names them."""

    def __init__(self, folder, of=None):
        self.all = of or [CtLogStub("Alpha 2026", "Alpha"), CtLogStub("Beta 2026", "Beta"),
                          CtLogStub("Gamma 2026", "Gamma", static=True)]
        self.list_file = folder / "log_list.json"
        self.list_file.write_text(json.dumps({"version": "1.0", "log_list_timestamp": "2026-11-20T00:00:00Z",
                                              "operators": [log.listed() for log in self.all]}))

    def by_id(self, log_id):
        return next(log for log in self.all if log.id == log_id)

    def misbehave(self, fault):
        for log in self.all:
            log.fault = fault

    def shown(self):
        return [precertificate for log in self.all for precertificate in log.shown]


@pytest.fixture
def logs(tmp_path):
    made = Logs(tmp_path)
    yield made
    for log in made.all:
        log.stop()


@pytest.fixture
def make_ct_server(make_server, logs):
    def make(store="sqlite", linter=None, **ct):
        settings = {"log_list": str(logs.list_file), "deadline": "3s", "hedge": "200ms", **ct}
        tables = {"ct": settings, "acme": {"finalize_wait": "6s"}, **({"linter": linter} if linter else {})}
        return make_server(store=store, config=tables)
    return make


@pytest.fixture
def real_log(tmp_path):
    log = CtLog(tmp_path, "Real 2026", "Tessera")
    yield log
    log.stop()


@pytest.fixture
def issue(acme, http_host):
    def issue(server, name, key=None):
        client = acme(server)
        return client.issue([name], openssl.make_csr([name], key), "http-01",
                            lambda _, c: http_host.provision(c["token"], client.key_authorization(c)))
    return issue


@pytest.fixture
def order(acme, http_host):
    """A function: an order that is proven, and its client."""
    def order(server, name):
        client = acme(server)
        placed = client.new_order([name]).expect(201)
        for authorization in placed.json()["authorizations"]:
            client.prove(authorization, "http-01",
                         lambda _, c: http_host.provision(c["token"], client.key_authorization(c)))
        return client, placed.location
    return order


def finalize(client, url, name):
    """The answer itself, whatever it is."""
    placed = client.post(url).expect(200).json()
    return client.post(placed["finalize"], {"csr": b64(openssl.make_csr([name]))})


def scts_of(certificate):
    return list(certificate.extensions.get_extension_for_class(
        x509.PrecertificateSignedCertificateTimestamps).value)


def assert_scts_stand(logs, chain):
    leaf, issuer = (openssl.load(pem) for pem in openssl.split_chain(chain)[:2])
    scts = scts_of(leaf)
    spki = issuer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    used = [logs.by_id(sct.log_id) for sct in scts]
    for log, sct in zip(used, scts, strict=True):
        verify(log, leaf, sct, spki)
    assert len({log.operator for log in used}) >= 2
    assert any(not log.static for log in used)
    return leaf


def openssl_judges_scts(folder, logs, chain, key_pem):
    """The output of s_client, which fetches the certificate over TLS and verifies what is embedded."""
    (folder / "chain.pem").write_text(chain)
    (folder / "key.pem").write_bytes(key_pem)
    names = [f"log{i}" for i in range(len(logs.all))]
    (folder / "logs.cnf").write_text(f"enabled_logs={','.join(names)}\n" + "".join(
        f"[{name}]\ndescription={log.name}\nkey={base64.b64encode(log.spki).decode()}\n"
        for name, log in zip(names, logs.all, strict=True)))
    (folder / "root.pem").write_text(openssl.fetch_root(chain))
    port = free_port()
    peer = Process(["openssl", "s_server", "-accept", str(port), "-cert", folder / "chain.pem", "-cert_chain",
                    folder / "chain.pem", "-key", folder / "key.pem", "-quiet"], folder / "s_server.log")
    try:
        def connect():
            done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-ct", "-ctlogfile",
                                   folder / "logs.cnf", "-CAfile", folder / "root.pem"],
                                  input="", capture_output=True, text=True, timeout=20)
            # s_client counts in whole seconds: an SCT of this very second is in its future, and so invalid
            return done.stdout if "SCT validation status: valid" in done.stdout else None
        return wait.until(connect, "s_client to see valid SCTs", 20)
    finally:
        peer.stop()


def test_a_real_log_has_in_its_tree_what_its_sct_promised(make_server, store, real_log, issue, fresh_name, tmp_path):
    # Beside it one RFC 6962 log, which the policy asks for: a stub, for nothing of that kind can be had here.
    stub = CtLogStub("Alpha 2026", "Alpha")
    logs = Logs(tmp_path, [stub, real_log])
    server = make_server(store=store, config={"ct": {"log_list": str(logs.list_file)}})
    issue(server, fresh_name())  # so that the next one is not alone
    chain = issue(server, fresh_name())
    leaf = assert_scts_stand(logs, chain)
    (sct,) = (one for one in scts_of(leaf) if one.log_id == real_log.id)
    entry = real_log.entry(int.from_bytes(sct.extension_bytes[3:], "big"))
    issuer = openssl.load(openssl.split_chain(chain)[1])
    spki = issuer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert entry["is_precertificate"] and entry["issuer_key_hash"] == hashlib.sha256(spki).digest()
    assert entry["body"] == leaf.tbs_precertificate_bytes
    assert entry["precertificate"] == stub.shown[-1].public_bytes(Encoding.DER)
    assert entry["chain"][0] == issuer.fingerprint(hashes.SHA256())
    told = json.loads(server.cli("show", f"{leaf.serial_number:x}", "--json").stdout)["transparency"]["scts"]
    (ours,) = (one for one in told if one["kind"] == "static-ct-api")
    assert ours["leaf_index"] == 1 and ours["verified"] and ours["operator"] == "Tessera"
    stub.stop()


def ca_promise(log, promise, der):
    """(timestamp, extensions) of an SCT about a finished certificate, whose signature has to stand."""
    sct = base64.b64decode(promise["sct"])
    assert (sct[0], sct[1:33], sct[33 + 10 + int.from_bytes(sct[41:43], "big"):][:2]) == (0, log.id, b"\4\3")
    at, extensions = sct[33:41], sct[43:43 + int.from_bytes(sct[41:43], "big")]
    message = b"\0\0" + at + b"\0\0" + len(der).to_bytes(3, "big") + der + len(extensions).to_bytes(2, "big") + extensions
    log.public_key.verify(sct[43 + len(extensions) + 4:], message, ec.ECDSA(hashes.SHA256()))
    return int.from_bytes(at, "big"), extensions


def test_ca_certificates_are_shown_to_the_logs_that_take_them_and_nothing_waits_for_one(make_server, real_log, tmp_path):
    stub, refusing = CtLogStub("Alpha 2026", "Alpha"), CtLogStub("Beta 2026", "Beta")
    refusing.fault = "500"
    logs = Logs(tmp_path, [stub, refusing, real_log])
    server = make_server(config={"ct": {"log_list": str(logs.list_file)}})
    shown = json.loads(server.cli("ct", "submit-ca", "--json").stdout)["items"]
    tls = {issuer["name"]: issuer for issuer in json.loads(server.cli("hierarchy", "list", "--json").stdout)["items"]
           if issuer["hierarchy"] == "tls"}
    assert [item["issuer"] for item in shown] == list(tls) and len(tls) >= 2
    for item in shown:
        certificate = openssl.load(tls[item["issuer"]]["certificate_pem"])
        der = certificate.public_bytes(Encoding.DER)
        assert item["sha256"] == hashlib.sha256(der).hexdigest() and item["not_after"] == tls[item["issuer"]]["not_after"]
        assert [one["log"] for one in item["refusals"]] == ["Beta 2026"] and "HTTP" not in item["refusals"][0]["error"]
        promised = {one["log"]: one for one in item["promises"]}
        assert set(promised) == {"Alpha 2026", "Real 2026"}
        ca_promise(stub, promised["Alpha 2026"], der)
        at, extensions = ca_promise(real_log, promised["Real 2026"], der)
        entry = real_log.entry(int.from_bytes(extensions[3:], "big"))
        assert not entry["is_precertificate"] and entry["body"] == der and entry["timestamp"] == at
    assert {c.fingerprint(hashes.SHA256()).hex() for c in stub.finished} == {item["sha256"] for item in shown}

    # what a log repeats is known already
    auditor = Rest(server, server.api_key("internal-auditor", "auditor"))
    recorded = auditor.get("/audit/records", kind="ca_certificate.logged").expect(200).json()["items"]
    assert len(recorded) == 2 * len(shown)
    again = json.loads(server.cli("ct", "submit-ca", next(iter(tls)), "--json").stdout)["items"]
    assert [one for one in again[0]["promises"] if one["log"] == "Real 2026"] == \
        [one for one in shown[0]["promises"] if one["log"] == "Real 2026"]
    assert "not_for_logs" in server.cli("ct", "submit-ca", "private-root", "--json", check=False).stderr
    stub.stop()
    refusing.stop()


def test_stub_logs_embedded_scts_stand_before_openssl_and_cryptography(make_ct_server, store, logs, issue, fresh_name,
                                                                       tmp_path):
    server = make_ct_server(store)
    key = openssl.make_key()
    chain = issue(server, fresh_name(), key)
    leaf = assert_scts_stand(logs, chain)
    precertificate = logs.shown()[0]
    assert precertificate.serial_number == leaf.serial_number
    assert precertificate.tbs_certificate_bytes != leaf.tbs_certificate_bytes
    seen = openssl_judges_scts(tmp_path, logs, chain, private_pem(key))
    assert seen.count("SCT validation status: valid") == len(scts_of(leaf)), seen
    # and our own tools tell the same
    shown = json.loads(server.cli("show", f"{leaf.serial_number:x}", "--json").stdout)["transparency"]
    assert shown["precertificate"]["state"] == "completed" and shown["policy"]["satisfied"]
    assert all(sct["verified"] for sct in shown["scts"])
    # as the API does, to those who may see the certificate
    found = json.loads(server.cli("show", f"{leaf.serial_number:x}", "--json").stdout)["id"]
    officer = Rest(server, server.api_key("registration-officer", "officer"))
    told = officer.get(f"/certificates/{found}/transparency").expect(200).json()
    assert told == shown and told["required"]
    assert {sct["kind"] for sct in told["scts"]} <= {"rfc6962", "static-ct-api"}
    assert told["precertificate"]["sha256"] == precertificate.fingerprint(hashes.SHA256()).hex()
    asked = {one["log"] for one in told["submissions"] if one["outcome"] == "sct"}
    assert asked >= {sct["log_name"] for sct in told["scts"]}


def private_pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("fault", CtLogStub.FAULTS)
def test_stub_logs_no_fault_of_one_log_stops_the_others(make_ct_server, logs, issue, fresh_name, fault):
    server = make_ct_server()
    logs.all[0].fault = fault
    for _ in range(2):  # whichever is asked first
        assert_scts_stand(logs, issue(server, fresh_name()))


def test_stub_logs_without_scts_the_precertificate_is_listed_answered_for_and_revocable(make_ct_server, store, logs,
                                                                                        order, fresh_name, tmp_path):
    server = make_ct_server(store)
    name = fresh_name()
    client, url = order(server, name)
    logs.misbehave("500")
    answer = finalize(client, url, name)
    assert answer.status == 503 or answer.json()["status"] == "processing", answer.body
    (precertificate,) = {p.serial_number: p for p in logs.shown()}.values()

    found = json.loads(server.cli("show", f"{precertificate.serial_number:x}", "--json").stdout)
    assert found["status"] == "issued"
    assert found["transparency"]["precertificate"]["state"] == "waiting"
    assert {one["error"] for one in found["transparency"]["submissions"]} == {"ct_log_refused (HTTP 500)"}
    listed = json.loads(server.cli("search", "--name", name, "--json").stdout)["items"]
    assert [item["id"] for item in listed] == [found["id"]]
    urls = openssl.urls_of(precertificate)
    issuer = x509.load_der_x509_certificate(openssl.fetch(urls["issuer"]))
    chain = "".join(one.public_bytes(Encoding.PEM).decode() for one in (precertificate, issuer))
    verifier = openssl.Verifier(tmp_path / "verify", chain, openssl.fetch_root(chain))
    assert wait.until(lambda: verifier.ocsp(urls["ocsp"]) == "good", "OCSP to answer for the precertificate", 30)
    server.cli("revoke", found["id"], "--reason", "superseded")
    assert wait.until(lambda: verifier.ocsp(urls["ocsp"]) == "revoked", "OCSP to say revoked", 60)
    # and what was revoked is never completed, though the logs come back
    logs.misbehave("")
    ended = wait.until(lambda: (got := client.post(url).json())["status"] != "processing" and got, "the order's end", 60)
    assert ended["status"] == "invalid"
    shown = json.loads(server.cli("show", found["id"], "--json").stdout)
    assert shown["transparency"]["precertificate"]["state"] == "unfinished"


def test_stub_logs_that_fail_for_a_while_get_the_same_precertificate_again(make_ct_server, logs, order, fresh_name):
    server = make_ct_server()
    name = fresh_name()
    client, url = order(server, name)
    logs.misbehave("500")
    assert finalize(client, url, name).expect(200).json()["status"] == "processing"
    server.stop()
    server.start()  # what waits outlives us
    logs.misbehave("")
    done = wait.until(lambda: (got := client.post(url).json())["status"] != "processing" and got, "the order's end", 90)
    assert done["status"] == "valid"
    leaf = assert_scts_stand(logs, client.download(done))
    assert len({one.public_bytes(Encoding.DER) for one in logs.shown()}) == 1
    assert {one.serial_number for one in logs.shown()} == {leaf.serial_number}


def test_stub_logs_killed_between_the_two_signatures_nothing_signed_is_lost(make_ct_server, store, logs, order,
                                                                            fresh_name):
    server = make_ct_server(store, deadline="60s")
    name = fresh_name()
    client, url = order(server, name)
    logs.misbehave("silent")
    assert finalize(client, url, name).json()["status"] == "processing"
    wait.until(lambda: logs.shown(), "a log to be shown the precertificate", 30)
    server.kill()
    logs.misbehave("")
    server.start()
    serial = f"{logs.shown()[0].serial_number:x}"
    found = json.loads(server.cli("show", serial, "--json").stdout)
    assert found["transparency"]["precertificate"]["state"] == "unfinished"
    assert found["transparency"]["precertificate"]["why"] == "crash"


def test_stub_logs_are_listed_with_state_and_health(make_ct_server, logs, issue, fresh_name):
    server = make_ct_server()
    issue(server, fresh_name())

    def healthy():
        items = json.loads(server.cli("ct", "logs", "--json").stdout)["items"]
        return items if sum(item.get("health", {}).get("answered", 0) for item in items) >= 2 else None

    items = wait.until(healthy, "the server to tell of its logs", 30)
    assert {item["name"] for item in items} == {log.name for log in logs.all}
    assert {item["state"] for item in items} == {"usable"}
    assert "usable    static-ct-api" in server.cli("ct", "logs").stdout


def kind_of(frame):
    """What a linter was shown: its certificate, as "poison", "scts" or "plain"."""
    oids = {one.oid for one in x509.load_der_x509_certificate(frame[2:]).extensions}
    if x509.PrecertPoison.oid in oids:
        return "poison"
    return "scts" if x509.PrecertificateSignedCertificateTimestamps.oid in oids else "plain"


def test_stub_logs_an_outside_linter_sees_the_precertificate_and_the_certificate(make_ct_server, issue, fresh_name, tmp_path):
    seen = tmp_path / "seen"
    body = f"open({str(seen)!r}, 'a').write(document.hex() + chr(10)); say('{{}}')"
    server = make_ct_server(linter={"zlint": str(program(tmp_path, body)), "processes": 1})
    already = len(seen.read_text().splitlines())
    issue(server, fresh_name())
    shown = [kind_of(bytes.fromhex(line)) for line in seen.read_text().splitlines()[already:]]
    # each before it is signed, and again with its signature
    assert shown == ["poison", "poison", "scts", "scts"]


def test_stub_logs_zlint_has_nothing_against_either(make_ct_server, issue, fresh_name):
    server = make_ct_server(linter={"zlint": str(ROOT / "build/zlint/zlint-sidecar")})
    leaf = openssl.load(openssl.split_chain(issue(server, fresh_name()))[0])  # else halted: it fails closed
    assert scts_of(leaf)
    auditor = Rest(server, server.api_key("internal-auditor", "auditor"))
    (found,) = auditor.get("/certificates", serial=f"{leaf.serial_number:x}").expect(200).json()["items"]
    assert auditor.get(f"/certificates/{found['id']}/lint").expect(200).json()["lints_run"] > 30
