"""Foreign readers of what we issue: OpenSSL, GnuTLS and Go's crypto/x509, shown many documents at once."""
import base64
import json
import os
import subprocess

from linters import ROOT

READER = ROOT / "build/reader"


def _pem(documents):
    return "".join(f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(one.der).decode()}-----END CERTIFICATE-----\n"
                   for one in documents)


def openssl(certificates, folder):
    """How many of them OpenSSL prints."""
    bundle = folder / "openssl.pem"
    bundle.write_text(_pem(certificates))
    joined = subprocess.run(["/usr/bin/openssl", "crl2pkcs7", "-nocrl", "-certfile", bundle], capture_output=True, check=True)
    printed = subprocess.run(["/usr/bin/openssl", "pkcs7", "-print_certs", "-text", "-noout"], input=joined.stdout,
                             capture_output=True, check=True).stdout
    return printed.count(b"Certificate:\n")


def gnutls(certificates, folder):
    """How many of them certtool prints."""
    bundle = folder / "gnutls.pem"
    bundle.write_text(_pem(certificates))
    printed = subprocess.run(["certtool", "--certificate-info", "--infile", bundle], capture_output=True, check=True).stdout
    return printed.count(b"X.509 Certificate Information:")


def go(documents):
    """What Go has against each, certificates and CRLs; "" where it reads it and finds its issuer's signature good."""
    source = ROOT / "tests/lint/reader"
    command = subprocess.run([ROOT / "tools/go/find.sh"], capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run([command, "build", "-buildvcs=false", "-o", READER, "."], cwd=source, check=True,
                   env={**os.environ, "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"})
    lines = "\n".join(json.dumps({"kind": one.kind, "der": base64.b64encode(one.der).decode()}) for one in documents)
    said = subprocess.run([READER], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(said) == len(documents)
    return said
