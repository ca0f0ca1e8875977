"""The applicant's hosts: what curl and openssl see of them."""
import hashlib
import ssl
import socket
import urllib.error
import urllib.request

import pytest
from cryptography import x509

from peers import openssl
from peers.http_host import CHALLENGE, HttpHost, Reply, redirect
from peers.tls_host import ACME_IDENTIFIER, TlsHost


@pytest.fixture
def web():
    host = HttpHost()
    host.start()
    yield host
    host.stop()


def fetch(host, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{host.port}{path}", timeout=5) as answer:
        return answer.read()


def test_a_provisioned_token_is_served_and_every_request_remembered(web):
    web.provision("tok", "tok.thumb")
    assert fetch(web, CHALLENGE + "tok") == b"tok.thumb"
    assert [path for _, path, _ in web.seen] == [CHALLENGE + "tok"]


def test_an_unknown_path_is_not_found_and_a_redirect_leads_on(web):
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetch(web, "/else")
    assert refused.value.code == 404
    web.reply("/from", redirect(f"http://127.0.0.1:{web.port}/to"))
    web.reply("/to", Reply(b"arrived"))
    assert fetch(web, "/from") == b"arrived"


def test_challenges_are_served_from_a_webroot_and_nothing_else_is(web, tmp_path):
    web.webroot = tmp_path
    for path in (CHALLENGE + "tok", "/secret"):
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("content")
    assert fetch(web, CHALLENGE + "tok") == b"content"
    with pytest.raises(urllib.error.HTTPError):
        fetch(web, "/secret")


def test_an_endless_body_goes_on_past_a_megabyte_and_stop_ends_it(web):
    web.reply("/endless", Reply(endless=True))
    with urllib.request.urlopen(f"http://127.0.0.1:{web.port}/endless", timeout=5) as answer:
        assert len(answer.read(1 << 20)) == 1 << 20


def test_a_closed_connection_is_no_answer(web):
    web.reply("/gone", Reply(close=True))
    with pytest.raises(OSError):
        fetch(web, "/gone")


@pytest.fixture
def tls(tmp_path):
    host = TlsHost(tmp_path / "tls")
    host.start()
    yield host
    host.stop()


def handshake(host, name, alpn=("acme-tls/1",)):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(list(alpn))
    with socket.create_connection(("127.0.0.1", host.port), 5) as plain, \
            context.wrap_socket(plain, server_hostname=name) as connection:
        return connection.getpeercert(binary_form=True), connection.selected_alpn_protocol()


def test_the_challenge_certificate_carries_the_digest_in_a_critical_extension(tls):
    tls.provision("a.example.net", "tok.thumb")
    der, alpn = handshake(tls, "a.example.net")
    certificate = x509.load_der_x509_certificate(der)
    extension = certificate.extensions.get_extension_for_oid(ACME_IDENTIFIER)
    assert alpn == "acme-tls/1" and extension.critical
    assert extension.value.value == b"\x04\x20" + hashlib.sha256(b"tok.thumb").digest()
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["a.example.net"]


def test_a_host_can_be_made_to_answer_wrongly(tls):
    tls.provision("b.example.net", "x", sans=["other.example.net"], critical=False, alpn=())
    der, alpn = handshake(tls, "b.example.net")
    certificate = x509.load_der_x509_certificate(der)
    assert alpn is None
    assert not certificate.extensions.get_extension_for_oid(ACME_IDENTIFIER).critical


def test_an_unknown_name_gets_no_challenge_certificate(tls):
    der, _ = handshake(tls, "nobody.example.net", alpn=["http/1.1"])
    with pytest.raises(x509.ExtensionNotFound):
        x509.load_der_x509_certificate(der).extensions.get_extension_for_oid(ACME_IDENTIFIER)


@pytest.mark.parametrize("kind", ["P-256", "P-384", "P-521", "Ed25519", "RSA-2048"])
def test_openssl_accepts_the_csrs_that_tests_send(kind, tmp_path):
    csr = openssl.make_csr(["a.example.net", "192.0.2.1"], openssl.make_key(kind), common_name="a.example.net")
    path = tmp_path / "csr.der"
    path.write_bytes(csr)
    text = openssl.run("req", "-inform", "DER", "-in", path, "-noout", "-text", "-verify")
    assert "DNS:a.example.net, IP Address:192.0.2.1" in text and "verify OK" in text
