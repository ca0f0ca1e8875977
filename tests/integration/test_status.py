"""What a relying party sees: chain, CRL and OCSP, before and after a revocation, by OpenSSL's judgement."""
import re

import pytest

from peers import openssl, wait
from peers.rest import Rest


@pytest.fixture
def issued(server, acme, http_host, fresh_name, tmp_path):
    client, name = acme(server), fresh_name()
    chain = client.issue([name], openssl.make_csr([name]), "http-01",
                         lambda _, c: http_host.provision(c["token"], client.key_authorization(c)))
    leaf = openssl.load(openssl.split_chain(chain)[0])
    return client, leaf, openssl.Verifier(tmp_path / "verify", chain, openssl.fetch_root(chain))


def der(certificate):
    return openssl.to_der(certificate.public_bytes(openssl.serialization.Encoding.PEM).decode())


def test_openssl_agrees_before_and_after_revocation(issued):
    client, leaf, verifier = issued
    urls = openssl.urls_of(leaf)
    assert "OK" in verifier.verify(crl_ders=[openssl.fetch(urls["crl"])])
    assert verifier.ocsp(urls["ocsp"]) == "good"

    client.revoke(der(leaf), reason=1).expect(200)

    assert wait.until(lambda: verifier.ocsp(urls["ocsp"]) == "revoked", "OCSP to say revoked", 60)
    serial = f"{leaf.serial_number:X}"
    crl = wait.until(lambda: next((c for c in [openssl.fetch(urls["crl"])] if serial in verifier.crl_text(c)), None),
                     "the CRL to list the certificate", 60)
    with pytest.raises(AssertionError, match="certificate revoked"):
        verifier.verify(crl_ders=[crl])


def ask_about_a_serial_that_was_never_used(verifier, url):
    return openssl.run("ocsp", "-issuer", verifier.issuer, "-serial", "0x1234567890ABCDEF", "-url", url, "-CAfile",
                       verifier.root, "-verify_other", verifier.intermediates, "-no_nonce", check=False)


def test_a_serial_that_was_never_used_is_not_good(issued, tmp_path):
    _, leaf, verifier = issued
    text = ask_about_a_serial_that_was_never_used(verifier, openssl.urls_of(leaf)["ocsp"])
    assert "0x1234567890ABCDEF: good" not in text
    assert "unknown" in text or "unauthorized" in text


def metric(server, name):
    return float(re.search(rf"^chancery_ocsp_{name} (\S+)$", server.get("/metrics").body.decode(), re.M).group(1))


def test_a_first_question_about_a_certificate_reads_no_database(make_server, store, tmp_path):
    server = make_server(store=store)
    rest = Rest(server, server.api_key("registration-officer", "status"))

    def issue(name):
        body = {"profile": "private-server", "csr": openssl.make_csr([name], encoding="pem")}
        certificate = rest.post("/certificates", body).expect(201).json()
        chain = certificate["chain_pem"]
        return certificate["id"], openssl.Verifier(tmp_path / name, chain, openssl.fetch_root(chain))

    def questions():
        return metric(server, "store_questions_total")

    before_the_start, to_be_revoked = issue("one.example.net"), issue("two.example.net")
    url = openssl.urls_of(openssl.load(to_be_revoked[1].leaf.read_text()))["ocsp"]
    assert to_be_revoked[1].ocsp(url) == "good"  # and the responder now has its certificate
    server.restart()
    wait.until(lambda: metric(server, "statuses_filled") == 1, "memory to be filled", 30)
    known = metric(server, "known_certificates")
    assert before_the_start[1].ocsp(url) == "good"
    after_the_start = issue("three.example.net")
    wait.until(lambda: metric(server, "known_certificates") > known, "the new certificate to be known", 30)
    assert after_the_start[1].ocsp(url) == "good"
    assert questions() == 0

    # A revocation shows at once, by the store until memory has it, and never by what memory had before.
    rest.post(f"/certificates/{to_be_revoked[0]}/revoke", {"reason": "superseded"}).expect(200)
    assert to_be_revoked[1].ocsp(url) == "revoked"
    server.restart()
    wait.until(lambda: metric(server, "statuses_filled") == 1, "memory to be filled", 30)
    assert to_be_revoked[1].ocsp(url) == "revoked"
    assert questions() == 0
    assert "good" not in ask_about_a_serial_that_was_never_used(to_be_revoked[1], url)
    assert questions() == 1


def test_ocsp_by_get_gives_the_same_answer(server, issued, tmp_path):
    import base64
    import urllib.parse
    _, leaf, verifier = issued
    request = tmp_path / "request.der"
    openssl.run("ocsp", "-issuer", verifier.issuer, "-cert", verifier.leaf, "-no_nonce", "-reqout", request)
    url = openssl.urls_of(leaf)["ocsp"].rstrip("/")
    answer = server.get(f"{url}/{urllib.parse.quote(base64.b64encode(request.read_bytes()), safe='')}")
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/ocsp-response"
    assert answer.headers["Cache-Control"] and answer.headers["ETag"]


def test_a_crl_that_did_not_change_is_not_sent_again(server, issued):
    url = openssl.urls_of(issued[1])["crl"]
    first = server.get(url)
    assert first.headers["Content-Type"] == "application/pkix-crl" and first.headers["ETag"]
    assert server.get(url, **{"If-None-Match": first.headers["ETag"]}).status == 304


@pytest.mark.parametrize("body", [b"", b"\x30\x00", b"\x30\x80\x00\x00", b"x" * 100_000], ids=["empty", "no fields", "indefinite", "long"])
def test_a_malformed_ocsp_request_is_answered_and_harms_nobody(server, issued, body):
    _, leaf, verifier = issued
    url = openssl.urls_of(leaf)["ocsp"]
    answer = server._http.request("POST", url, body, {"Content-Type": "application/ocsp-request"})
    assert answer.status in (200, 400, 413)
    assert verifier.ocsp(url) == "good"
