"""Dry runs: what would be signed, validated, asked and counted, with nothing signed, stored or counted."""
import base64
import itertools
import json

import pytest
from cryptography import x509

from peers import openssl
from peers.rest import Rest

AGREEMENT = "2026-11"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def target(_server_factory):
    server = _server_factory(store="sqlite", config={"acme": {"orders_per_account": "2/1h"}})
    yield server
    server.stop()


@pytest.fixture(scope="module")
def staff(target):
    return Rest(target, target.api_key("ca-administrator", "dry runs"))


@pytest.fixture
def applicant(target):
    return Rest(target, target.api_key("applicant", f"dry tenant {next(_numbers)}"))


def wish(names, **changes):
    return {"name": f"dry {next(_numbers)}", "domains": names, "agreement_version": AGREEMENT, "dry_run": True,
            "csr": openssl.make_csr(names, common_name=names[0], encoding="pem"), **changes}


def as_certificate(tbs_der):
    """The body under a signature that fits nothing, for readers that want a certificate."""
    def tlv(tag, body):
        size = len(body).to_bytes(2, "big")
        return bytes([tag, 0x82]) + size + body
    algorithm = bytes.fromhex("300a06082a8648ce3d040302")
    return tlv(0x30, tbs_der + algorithm + bytes.fromhex("0309003006020101020101"))


def test_the_body_is_the_one_that_is_signed_later_but_for_serial_and_times(staff):
    request = {"profile": "private-server", "csr": openssl.make_csr(["dry.internal.example"], encoding="pem"),
               "validity_days": 30}
    answer = staff.post("/certificates", request | {"dry_run": True}).expect(200).json()
    assert answer["dry_run"] and answer["would_issue"]
    made = answer["certificate"]
    assert made["lints_run"] > 30 and made["tbs"]["names"] == ["DNS:dry.internal.example"]
    body = x509.load_der_x509_certificate(as_certificate(base64.b64decode(made["tbs_der"])))
    real = openssl.load(staff.post("/certificates", request).expect(201).json()["certificate_pem"])
    assert [e for e in body.extensions] == [e for e in real.extensions]
    assert (body.subject, body.issuer) == (real.subject, real.issuer)
    assert body.public_key().public_numbers() == real.public_key().public_numbers()
    assert body.serial_number != real.serial_number
    assert (body.not_valid_after - body.not_valid_before) == (real.not_valid_after - real.not_valid_before)


def test_a_dry_run_leaves_no_certificate_behind(staff):
    request = {"profile": "private-server", "csr": openssl.make_csr(["none.internal.example"], encoding="pem"),
               "dry_run": True}
    staff.post("/certificates", request).expect(200)
    assert staff.get("/certificates", name="none.internal.example").expect(200).json()["items"] == []


def test_what_would_be_refused_says_why(staff):
    many = openssl.make_csr([f"n{i}.internal.example" for i in range(11)], encoding="pem")
    answer = staff.post("/certificates", {"profile": "private-server", "csr": many, "dry_run": True}).expect(200).json()
    assert answer["would_issue"] is False and "certificate" not in answer
    assert answer["refusal"]["code"] == "names_too_many" and answer["refusal"]["seen"] == "11"
    short = openssl.make_csr(["a.internal.example"], key=openssl.make_key("RSA-1024"), encoding="pem")
    assert 400 <= staff.post("/certificates", {"profile": "private-server", "csr": short, "dry_run": True}).status < 500


def test_an_application_is_told_its_validations_caa_quota_and_body_and_is_not_filed(target, applicant, fresh_name):
    names = [fresh_name(), fresh_name("caa-other.net")]
    for _ in range(4):  # more often than the quota allows to file
        answer = applicant.post("/applications", wish(names)).expect(200).json()
    assert [v["domain"] for v in answer["validations"]] == names
    assert all(v["needed"] and "record" not in v for v in answer["validations"])
    by_name = {entry["name"].removeprefix("dns:"): entry for entry in answer["caa"]}
    assert by_name[names[0]]["permitted"] is True and by_name[names[1]]["permitted"] is False
    assert answer["approvals"] == [] and answer["would_issue"] is False
    quota = next(q for q in answer["quotas"] if q["quota"] == "orders per account")
    assert (quota["limit"], quota["per_seconds"], quota["left"]) == (2, 3600, 2), "dry runs count nothing"
    tbs = answer["certificate"]["tbs"]
    assert tbs["subject"] == "" and tbs["names"] == [f"DNS:{name}" for name in names]
    assert applicant.get("/applications").expect(200).json()["items"] == []


def test_an_application_that_could_not_be_filed_is_refused_dry_as_well(applicant, fresh_name):
    name = fresh_name()
    for changes, code in (({"profile": "tls-ov"}, "profile_not_offered"), ({"profile": "tls-iv"}, "profile_not_offered"), ({"agreement_version": "1999-01"}, "agreement_required"),
                          ({"profile": "smime-mailbox-strict"}, "identifier_not_offered")):
        answer = applicant.post("/applications", wish([name], **changes))
        assert 400 <= answer.status < 500 and Rest.code(answer) == code, answer.body


def test_the_command_line_shows_the_body_and_signs_nothing(target, tmp_path):
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr(["cli.internal.example"], encoding="pem"))
    done = target.cli("issue", "--csr", csr, "--dry-run", "--json")
    shown = json.loads(done.stdout)
    assert shown["would_issue"] and base64.b64decode(shown["certificate"]["tbs_der"])[0] == 0x30
    assert "would be issued" in target.cli("issue", "--csr", csr, "--dry-run").stdout
    assert "cli.internal.example" not in target.cli("search", "--name", "cli.internal.example").stdout
