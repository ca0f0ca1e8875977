"""The OpenSSL helper must not call a revoked or foreign certificate good."""
import datetime
import http.server
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from peers import openssl

NOW = datetime.datetime.utcnow()
DAY = datetime.timedelta(days=1)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, issuer_key, ca, extensions=()):
    builder = (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer))
               .public_key(key.public_key()).serial_number(x509.random_serial_number())
               .not_valid_before(NOW - DAY).not_valid_after(NOW + DAY)
               .add_extension(x509.BasicConstraints(ca, None), critical=True)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False))
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def pem(cert):
    return cert.public_bytes(serialization.Encoding.PEM).decode()


class House:
    """Root, subordinate, leaf; the root is published where the subordinate says."""

    def __init__(self, port):
        keys = [openssl.make_key() for _ in range(3)]
        here = x509.UniformResourceIdentifier(f"http://127.0.0.1:{port}/root")
        access = x509.AuthorityInformationAccess(
            [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, here)])
        self.root = certificate("root", keys[0], "root", keys[0], True)
        self.sub_key = keys[1]
        self.sub = certificate("sub", keys[1], "root", keys[0], True, [access])
        self.leaf = certificate("leaf", keys[2], "sub", keys[1], False)
        self.chain = pem(self.leaf) + pem(self.sub)

    def crl(self, *revoked):
        builder = x509.CertificateRevocationListBuilder().issuer_name(name("sub")).last_update(NOW - DAY)
        builder = builder.next_update(NOW + DAY)
        for cert in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(cert.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(NOW - DAY).build())
        return builder.sign(self.sub_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@pytest.fixture
def house():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(made.root.public_bytes(serialization.Encoding.DER))

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    made = House(server.server_address[1])
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def test_a_chain_verifies_up_to_the_root_that_its_urls_lead_to(house, tmp_path):
    verifier = openssl.Verifier(tmp_path, house.chain, openssl.fetch_root(house.chain))
    assert "OK" in verifier.verify(crl_ders=[house.crl()])


def test_a_revoked_certificate_does_not_verify(house, tmp_path):
    verifier = openssl.Verifier(tmp_path, house.chain, pem(house.root))
    with pytest.raises(AssertionError, match="certificate revoked"):
        verifier.verify(crl_ders=[house.crl(house.leaf)])
    assert f"{house.leaf.serial_number:X}" in verifier.crl_text(house.crl(house.leaf))


def test_another_root_or_another_issuers_crl_is_refused(house, tmp_path):
    other = House(1)
    with pytest.raises(AssertionError):
        openssl.Verifier(tmp_path / "a", house.chain, pem(other.root)).verify()
    with pytest.raises(AssertionError):
        openssl.Verifier(tmp_path / "b", house.chain, pem(house.root)).crl_text(other.crl())
