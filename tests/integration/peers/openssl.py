"""Keys and CSRs, and OpenSSL's opinion of certificates, CRLs and OCSP answers."""
import ipaddress
import pathlib
import re
import subprocess
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID, NameOID

from peers import issued

OPENSSL = "/usr/bin/openssl"


def run(*arguments, data=None, check=True):
    """Runs openssl; its standard output and error as one text."""
    done = subprocess.run([OPENSSL, *map(str, arguments)], input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    text = done.stdout.decode(errors="replace")
    if check and done.returncode != 0:
        raise AssertionError(f"openssl {' '.join(map(str, arguments))}: {text}")
    return text


def make_key(kind="P-256"):
    """P-256, P-384, P-521, Ed25519, or RSA-2048 and other lengths."""
    curves = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1}
    if kind in curves:
        return ec.generate_private_key(curves[kind]())
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(65537, int(kind.removeprefix("RSA-")))


def make_csr(names, key=None, common_name=None, encoding="der", organization=()):
    """A CSR for DNS names and IP addresses. Returns DER bytes, or text with encoding="pem". `organization`: pairs of
    "C", "ST", "L", "O", "OU" and a text, as the subject has them before its common name."""
    key = key or make_key()
    types = {"C": NameOID.COUNTRY_NAME, "ST": NameOID.STATE_OR_PROVINCE_NAME, "L": NameOID.LOCALITY_NAME,
             "O": NameOID.ORGANIZATION_NAME, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME}
    subject = [x509.NameAttribute(types[field], text) for field, text in organization]
    subject += [x509.NameAttribute(NameOID.COMMON_NAME, common_name)] if common_name else []
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(subject))
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([_general_name(n) for n in names]), critical=False)
    digest = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    csr = builder.sign(key, digest)
    if encoding == "pem":
        return csr.public_bytes(serialization.Encoding.PEM).decode()
    return csr.public_bytes(serialization.Encoding.DER)


def _general_name(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def split_chain(pem):
    """The certificates of a PEM text, each as PEM."""
    return re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", pem, re.S)


def to_der(pem):
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(serialization.Encoding.DER)


def load(pem):
    return x509.load_pem_x509_certificate(pem.encode())


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def urls_of(certificate):
    """Where a certificate says that its issuer, its OCSP responder and its CRL are: {"issuer", "ocsp", "crl"};
    a kind that it does not name is missing."""
    found = {}
    for extension in certificate.extensions:
        if extension.oid == ExtensionOID.AUTHORITY_INFORMATION_ACCESS:
            for access in extension.value:
                issuer = access.access_method == AuthorityInformationAccessOID.CA_ISSUERS
                found["issuer" if issuer else "ocsp"] = access.access_location.value
        elif extension.oid == ExtensionOID.CRL_DISTRIBUTION_POINTS:
            found["crl"] = extension.value[0].full_name[0].value
    return found


def fetch_root(chain_pem):
    """The root above a chain, found through the URLs in the certificates, as PEM."""
    certificate = load(split_chain(chain_pem)[-1])
    while certificate.issuer != certificate.subject:
        certificate = x509.load_der_x509_certificate(fetch(urls_of(certificate)["issuer"]))
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


class Verifier:
    """Asks `openssl verify`, `crl` and `ocsp` about one leaf below `root`. `chain_pem` is the leaf first, then
    its issuers; the root may be among them."""

    def __init__(self, folder, chain_pem, root_pem):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        pieces = split_chain(chain_pem)
        self.leaf = self._write("leaf.pem", pieces[0])
        self.issuer = self._write("issuer.pem", pieces[1] if len(pieces) > 1 else root_pem)
        self.intermediates = self._write("intermediates.pem", "".join(pieces[1:]))
        self.root = self._write("root.pem", root_pem)

    def _write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def verify(self, *, crl_ders=(), purpose="sslserver", check=True):
        """`openssl verify`, with -crl_check when CRLs are given. Returns what it printed."""
        arguments = ["verify", "-purpose", purpose, "-CAfile", self.root, "-untrusted", self.intermediates]
        for index, der in enumerate(crl_ders):
            pem = run("crl", "-inform", "DER", "-in", self._write(f"{index}.crl", der), "-outform", "PEM")
            arguments += ["-crl_check", "-CRLfile", self._write(f"{index}.crl.pem", pem)]
        return run(*arguments, self.leaf, check=check)

    def crl_text(self, crl_der):
        """Checks the CRL's signature against the issuer and returns its text."""
        path = self._write("checked.crl", crl_der)
        verdict = run("crl", "-inform", "DER", "-in", path, "-CAfile", self.issuer, "-noout")
        assert "verify OK" in verdict, verdict
        return run("crl", "-inform", "DER", "-in", path, "-noout", "-text")

    def ocsp(self, url, *, nonce=False):
        """`openssl ocsp` by POST, the answer verified. Returns good, revoked or unknown."""
        answer = self.folder / "ocsp.der"
        text = run("ocsp", "-issuer", self.issuer, "-cert", self.leaf, "-url", url, "-CAfile", self.root,
                   "-verify_other", self.intermediates, "-no_nonce" if not nonce else "-nonce", "-respout", answer)
        issued.note("ocsp", answer.read_bytes(), url)
        assert "Response verify OK" in text, text
        return re.search(r"leaf\.pem: (\w+)", text).group(1)
