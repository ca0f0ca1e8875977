"""What stands behind issuance, for those who answer for it: ceremonies, linters and what they said, CT logs."""
import json

import pytest

from peers import openssl
from peers.ceremony import HOLDERS, ROOT, SUB, People, step
from peers.chancery import Server, binary
from peers.console import newcomer
from peers.ct_log_stub import CtLogStub
from peers.linter import program
from peers.openssl import make_csr
from peers.rest import Rest

from furnished import Applicant
from test_pages import LOOKS, assert_usable, report

ORPHAN = SUB.replace("lab-1", "lab-2").replace("lab-root", "no-root")
WARNING = '{"findings":[{"lint":"w_name_is_long","severity":"warning","citation":"RFC 5280 4.1.2.6","detail":"63 octets"}]}'


@pytest.fixture
def authority(tmp_path):
    """A CA whose second ceremony is under way."""
    binary()
    server = Server(tmp_path / "authority", {"keys": {"activation_file": str(tmp_path / "activation")}})
    people = People(tmp_path, server)
    people.hold(people.script("Founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("activate")), "ann bob cho dan")
    growing = people.script("Growing", step("create-subordinate", SUB), step("create-subordinate", ORPHAN))
    people.hold(growing, "ann bob cho", check=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def logged(tmp_path, dns):
    """A CA whose linter warns of whatever it sees, and which asks two CT logs (stubs) of two operators."""
    binary()
    logs = [CtLogStub("Alpha 2026", "Alpha"), CtLogStub("Gamma 2026", "Gamma", static=True)]
    log_list = tmp_path / "log_list.json"
    log_list.write_text(json.dumps({"version": "1.0", "log_list_timestamp": "2026-11-20T00:00:00Z", "operators": [log.listed() for log in logs]}))
    server = Server(tmp_path / "logged", {
        "ct": {"log_list": str(log_list)}, "linter": {"zlint": str(program(tmp_path, f"say('{WARNING}')"))},
        "va": {"resolver": dns.endpoint, "trust_anchor": dns.trust_anchor_file, "allow_private_addresses": True}})
    server.start()
    yield server
    server.stop()
    for log in logs:
        log.stop()


@pytest.fixture
def changed(tmp_path):
    """A hierarchy whose root, and the CA below it, have new keys; the old root's key is gone."""
    binary()
    server = Server(tmp_path / "changed")
    for words in (["create-root", "--name", "root-1", "--subject", "CN=Root 1,O=Lab,C=KR"],
                  ["create-subordinate", "--name", "lab-1", "--parent", "root-1", "--subject", "CN=Lab CA 1,O=Lab,C=KR"],
                  ["change-key", "root-1", "--name", "root-2", "--subject", "CN=Root 2,O=Lab,C=KR"],
                  ["change-key", "lab-1", "--name", "lab-2", "--subject", "CN=Lab CA 2,O=Lab,C=KR"]):
        server.cli("hierarchy", *words)
    server.start()
    yield server
    server.stop()


def texts_of(console, server, pages):
    """What the pages say to an internal auditor, once they are found to be usable."""
    there = type(console)(server, None, console.screenshots)
    there.administrator = newcomer(server, "internal-auditor")
    found = there.run("pages", axe=True, prefix="", language="en", outside=False, looks=[LOOKS[0], LOOKS[3]], pages=pages)
    report(found)
    assert_usable(found)
    return found["texts"]


def test_ceremonies_say_who_still_has_to_act(console, authority):
    listed = newcomer(authority, "internal-auditor").get("/ceremonies").json()["items"]
    waiting = next(one for one in listed if one["state"] == "open")
    texts = texts_of(console, authority, {"ceremonies-held": "/ceremonies", "ceremony": f"/ceremonies/{waiting['id']}"})
    assert "Founding" in texts["ceremonies-held"] and "Growing" in texts["ceremonies-held"]
    assert "Step 2 waits for 3 of these people\n\nAnn Kim, Bob Kim, Cho Kim, Dan Kim" in texts["ceremony"]
    assert "2. Make a subordinate CA" in texts["ceremony"] and "Failed" in texts["ceremony"]


def test_a_changed_root_shows_both_keys_and_the_certificates_that_link_them(console, changed, tmp_path):
    issuers = {one["name"]: one for one in newcomer(changed, "internal-auditor").get("/issuers").json()["items"]}
    pages = {"issuers-changed": "/issuers", "issuer-new": f"/issuers/{issuers['root-2']['id']}", "issuer-old": f"/issuers/{issuers['root-1']['id']}"}
    texts = texts_of(console, changed, pages)
    shown = texts["issuers-changed"]
    assert "root-2 took over from root-1" in shown and "took over from lab-1" in shown
    assert "who trusts root-1 accepts root-2" in shown and "who trusts root-2 accepts root-1" in shown
    assert "root-1 signs only CRLs" in shown
    assert "root-2 took over from it" in texts["issuer-old"] and "only CRLs" in texts["issuer-old"]
    for page, other in (("issuer-new", "CN=Root 1, O=Lab, C=KR"), ("issuer-old", "CN=Root 2, O=Lab, C=KR")):
        assert texts[page].count(other) == 2, "received and given"
        assert "Link certificate" in texts[page]
    there = type(console)(changed, None, console.screenshots)
    there.administrator = newcomer(changed, "internal-auditor")
    found = there.run("download", path=pages["issuer-new"], button="Download root-2-by-Root 1.pem", folder=str(tmp_path))
    assert found["faults"] == []
    (tmp_path / "root-1.pem").write_text(issuers["root-1"]["certificate_pem"])
    assert "OK" in openssl.run("verify", "-CAfile", tmp_path / "root-1.pem", found["file"])


def test_a_certificate_shows_what_linters_and_logs_said(console, logged, dns):
    issued = Applicant(logged, dns, "Logged Ltd").issued("logged", ["logged.example.net"])
    officer = Rest(logged, logged.api_key("registration-officer", "officer"))
    private = officer.post("/certificates", {"profile": "private-server", "csr": make_csr(["db.corp.internal"], encoding="pem")}).expect(201).json()
    texts = texts_of(console, logged, {"profiles-linted": "/profiles", "certificate-linted": f"/certificates/{private['id']}",
                                       "certificate-logged": f"/certificates/{issued['certificate_id']}"})
    assert "Outside linters" in texts["profiles-linted"] and "v3.7.3" in texts["profiles-linted"]
    assert "Linted before signing" in texts["certificate-linted"] and "w_name_is_long" in texts["certificate-linted"]
    shown = texts["certificate-logged"]
    assert "Certificate transparency" in shown and "Enough for browsers" in shown and shown.count("Verified") == 2
    assert "Alpha 2026" in shown and "Gamma 2026" in shown
