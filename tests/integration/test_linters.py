"""Outside linters: zlint for real, and programs that behave as a linter should not."""
import json
import pathlib
import time

import pytest

from peers import openssl
from peers.chancery import ROOT
from peers.linter import program
from peers.rest import Rest

SIDECAR = ROOT / "build/zlint/zlint-sidecar"

FAULT = '{"findings":[{"lint":"e_made_up","severity":"error","citation":"BR 9.9","detail":"it is bad"}]}'


@pytest.fixture
def house(make_server, tmp_path):
    """A function: a server with that linter, with its staff. `body` is Python, or None for the real zlint, which then
    sees the first start with its hierarchies as well."""
    def make(body=None, **settings):
        if body is None:
            return House(make_server(config={"linter": {"zlint": str(SIDECAR), **settings}}))
        server = make_server()
        server.config["linter"] = {"zlint": str(program(tmp_path, body)), **settings}
        server.write_config()
        return House(server.restart())
    return make


class House:
    def __init__(self, server):
        self.server = server
        self.officer = Rest(server, server.api_key("registration-officer", "officer"))
        self.auditor = Rest(server, server.api_key("internal-auditor", "auditor"))

    def issue(self, name="db.corp.example"):
        return self.officer.post("/certificates", {"profile": "private-server",
                                                   "csr": openssl.make_csr([name], encoding="pem")})

    def records(self, kind):
        return self.auditor.get("/audit/records", kind=kind).expect(200).json()["items"]

    def certificates(self):
        return self.officer.get("/certificates").expect(200).json()["items"]

    def assert_nothing_was_signed(self, before):
        assert len(self.certificates()) == before
        assert not self.records("serial.abandoned")


def test_zlint_sees_what_is_issued_and_its_report_is_kept(house):
    chancery = house()
    issued = chancery.issue().expect(201).json()
    report = chancery.officer.get(f"/certificates/{issued['id']}/lint").expect(200).json()
    assert report["certificate_id"] == issued["id"] and report["lints_run"] > 30
    assert all(one["severity"] in ("notice", "warning") for one in report["findings"])
    # The record in the audit log is where it comes from.
    record = next(one for one in chancery.records("certificate.issued") if one["sequence"] == report["audit_sequence"])
    assert record["details"]["lints"] == report["lints_run"]


def test_the_linter_in_use_and_its_age_are_shown(house):
    chancery = house()
    shown = chancery.auditor.get("/linters").expect(200).json()["items"]
    assert [(one["linter"], one["answers"], one["overdue"]) for one in shown] == [("zlint", True, False)]
    assert shown[0]["version"].startswith("v3.") and shown[0]["released"] < shown[0]["update_due"]
    listed = json.loads(chancery.server.cli("linters", "--json").stdout)["items"]
    assert listed[0]["version"] == shown[0]["version"]
    assert chancery.officer.get("/linters").status == 403


def test_a_linter_older_than_three_months_is_reported(house):
    chancery = house("say('{}')")
    program(pathlib.Path(chancery.server.config["linter"]["zlint"]).parent, "say('{}')", released="2026-01-25")
    chancery.server.restart()
    assert chancery.auditor.get("/linters").expect(200).json()["items"][0]["overdue"]
    assert "OVERDUE" in chancery.server.cli("linters").stdout
    deadline = time.monotonic() + 30
    while "overdue for an update" not in chancery.server.log_text():
        assert time.monotonic() < deadline, "the daily job did not say so"


def test_a_finding_halts_the_issuance_and_files_a_report(house):
    chancery = house(f"say('{FAULT}')")
    before = len(chancery.certificates())
    refused = chancery.issue("db1.corp.example")
    assert Rest.code(refused) == "outside_lint_stopped" and 400 <= refused.status < 500
    assert "e_made_up" in refused.body.decode() and "it is bad" in refused.body.decode()
    chancery.assert_nothing_was_signed(before)
    (report,) = chancery.records("issuance.halted")
    assert report["outcome"] == "refused"
    assert report["details"]["findings"] == "error zlint/e_made_up (BR 9.9): it is bad\n"
    assert report["details"]["names"] == ["DNS:db1.corp.example"] or "db1.corp.example" in str(report["details"]["names"])


@pytest.mark.parametrize("body", [
    "os.abort()",                                        # crashes
    "time.sleep(3600)",                                  # hangs
    "say('Usage: zlint [flags] file...')",               # babbles
    "sys.stdout.buffer.write(b'\\xff' * (1 << 22))",     # floods
    "sys.stdout.buffer.write(b'\\0\\0\\0\\x09half'); sys.stdout.buffer.flush(); sys.exit(0)",
], ids=["crashes", "hangs", "babbles", "floods", "breaks-off"])
def test_nothing_unlinted_is_signed_when_the_linter_fails(house, body):
    chancery = house(body, timeout="1500ms")
    before = len(chancery.certificates())
    for _ in range(3):
        began = time.monotonic()
        refused = chancery.issue()
        assert (refused.status, Rest.code(refused)) == (503, "outside_lint_missing")
        assert time.monotonic() - began < 15
    chancery.assert_nothing_was_signed(before)
    assert len(chancery.records("issuance.halted")) == 3


def test_where_it_may_pass_the_record_says_who_did_not_look(house):
    chancery = house("os.abort()", unavailable="pass", timeout="3s")
    issued = chancery.issue().expect(201).json()
    report = chancery.officer.get(f"/certificates/{issued['id']}/lint").expect(200).json()
    assert [(one["linter"], one["lint"]) for one in report["findings"]] == [("zlint", "no_answer")]


def test_a_linter_that_comes_back_is_used_again(house):
    chancery = house("os.abort() if not os.path.exists(__file__ + '.well') else say('{}')")
    assert chancery.issue().status == 503
    with open(chancery.server.config["linter"]["zlint"] + ".well", "w"):
        pass
    deadline = time.monotonic() + 45
    while chancery.issue().status != 201:
        assert time.monotonic() < deadline, "still left alone"


def test_what_is_found_after_signing_is_not_handed_out_and_on_record(house):
    chancery = house(f"say('{{}}' if asked % 2 else '{FAULT}')", processes=1)
    before = len(chancery.certificates())
    assert Rest.code(chancery.issue()) == "outside_lint_stopped"
    assert len(chancery.certificates()) == before
    (record,) = chancery.records("serial.abandoned")
    assert "e_made_up" in record["details"]["findings"]


def test_a_linter_that_is_not_there_keeps_the_server_from_starting(make_server):
    server = make_server(config={"linter": {"zlint": "/nonexistent/zlint-sidecar"}}, start=False)
    with pytest.raises(RuntimeError, match="linter.zlint"):
        server.start()
