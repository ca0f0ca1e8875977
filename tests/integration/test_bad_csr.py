"""Certification requests that are wrong in one way each, at every door: a clear refusal, and nothing is made."""
import base64
import json

import pytest

from peers import bad_csr, openssl
from peers.rest import Rest

BAD, ODD = bad_csr.cases()


def pem(der):
    body = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE REQUEST-----\n{body}-----END CERTIFICATE REQUEST-----\n"


@pytest.fixture(scope="module")
def target(_server_factory):
    server = _server_factory(store="sqlite")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def rest(target):
    return Rest(target, target.api_key("ca-administrator", "bad requests"))


@pytest.mark.parametrize("case", BAD)
def test_rest_refuses_with_a_code_and_makes_nothing(rest, case):
    body = {"profile": "private-server", "csr": pem(BAD[case])}
    for wish in ({}, {"dry_run": True}):
        answer = rest.post("/certificates", body | wish)
        if wish and answer.status == 200:  # what was judged only when a body was to be made
            assert answer.json()["would_issue"] is False, case
            assert answer.json()["refusal"]["code"]
        else:
            assert 400 <= answer.status < 500 and rest.code(answer), (case, answer.status, answer.body)
    assert rest.get("/certificates", name=bad_csr.NAME).json()["items"] == []


@pytest.mark.parametrize("case", BAD)
def test_the_command_line_refuses_with_a_code(target, tmp_path, case):
    file = tmp_path / "request.der"
    file.write_bytes(BAD[case])
    done = target.cli("issue", "--csr", file, "--json", check=False)
    assert done.returncode == 1, (case, done.stdout, done.stderr)
    assert json.loads(done.stderr)["error"]["code"], case


def test_acme_answers_bad_csr_and_the_order_stays_ready(target, acme, http_host, fresh_name):
    client, name = acme(target), fresh_name()
    placed = client.new_order([name]).expect(201)
    client.prove(placed.json()["authorizations"][0], "http-01",
                 lambda _, c: http_host.provision(c["token"], client.key_authorization(c)))
    for case, der in BAD.items():
        csr = base64.urlsafe_b64encode(der).rstrip(b"=").decode()
        answer = client.post(placed.json()["finalize"], {"csr": csr})
        assert 400 <= answer.status < 500, (case, answer.status)
        assert answer.status == 413 or answer.error in ("badCSR", "badPublicKey", "malformed", "badSignatureAlgorithm"), (case, answer.error)
    assert client.finalize(placed.location, openssl.make_csr([name]))["status"] == "valid"


@pytest.mark.parametrize("case", ODD)
def test_what_no_row_takes_up_falls_away(rest, case):
    answer = rest.post("/certificates", {"profile": "private-server", "csr": pem(ODD[case])}).expect(201)
    text = openssl.run("x509", "-noout", "-text", data=answer.json()["certificate_pem"].encode())
    assert "CT Precertificate Poison" not in text
    assert "Certificate Sign" not in text and "CA:TRUE" not in text


def test_the_server_goes_on_as_if_nothing_had_been(target):
    target.assert_log_is_clean()
