"""Everything that the integration tests were handed (peers/issued.py), shown to zlint and pkilint."""
import base64
import json
import os
import pathlib
import re

import linters
import pytest
import readers
from cryptography import x509
from cryptography.x509 import ocsp



def _names(kind, der):
    """(issuer, subject) as text; for an OCSP response who signed it."""
    if kind == "crl":
        return x509.load_der_x509_crl(der).issuer.rfc4514_string(), ""
    if kind == "ocsp":
        response = ocsp.load_der_ocsp_response(der)
        if response.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL:
            return "", ""  # says no more than that, and is not signed
        return "\n".join(one.issuer.rfc4514_string() for one in response.certificates), ""
    certificate = x509.load_der_x509_certificate(der)
    return certificate.issuer.rfc4514_string(), certificate.subject.rfc4514_string()


def _document(line):
    one = json.loads(line)
    der = base64.b64decode(one["der"])
    issuer, subject = _names(one["kind"], der)
    return linters.Document(one["kind"], der, "tls" if "TLS" in issuer else "", f"{one['kind']} of {issuer} from {one['from']}")


@pytest.fixture(scope="module")
def issued():
    folder = os.environ.get("CHANCERY_ISSUED")
    lines = {line for path in pathlib.Path(folder).glob("*.jsonl") for line in path.read_text().splitlines()} if folder \
        else set()
    if not lines:
        pytest.skip("no integration test ran before: ./dev test --integration")
    documents = {one.der: one for one in map(_document, sorted(lines))}
    return [one for one in documents.values() if "O=Chancery Development" in one.what]


def _is_of_the_suite(finding):
    """The servers of the suite live at http://localhost:PORT, which their certificates say where the CA's URLs stand."""
    return "uniformResourceIdentifier" in finding.detail and re.search(r'"(http://)?localhost[:"]', finding.detail)


def _shape(document):
    """What two documents of one kind share when they differ in names, keys and serials alone: for pkilint, which
    takes 25 ms for each."""
    if document.kind != "certificate":
        return document.kind, document.rules, len(document.der) // 200
    certificate = x509.load_der_x509_certificate(document.der)
    try:
        names = [type(name).__name__ for name in certificate.extensions.get_extension_for_class(
            x509.SubjectAlternativeName).value]
    except x509.ExtensionNotFound:
        names = []
    return (document.rules, type(certificate.public_key()).__name__, certificate.signature_algorithm_oid.dotted_string,
            tuple(one.oid.dotted_string for one in certificate.extensions), tuple(sorted(set(names))), len(names) > 1,
            tuple(one.oid.dotted_string for one in certificate.subject))


def test_zlint_finds_no_error_in_anything_that_was_issued(issued):
    found = linters.errors(linters.zlint(issued))
    assert not found, linters.summary(found)


def test_pkilint_finds_no_error_in_any_shape_of_what_was_issued(issued):
    of_a_shape = {}
    for document in issued:
        of_a_shape.setdefault(_shape(document), []).append(document)
    shown = [document for group in of_a_shape.values() for document in group[:5]]
    found = [one for one in linters.errors(linters.pkilint(shown)) if not _is_of_the_suite(one)]
    assert not found, linters.summary(found)


def _is_poisoned(document):
    """A precertificate: critical, so that nobody takes it for a certificate (RFC 6962 section 3.1)."""
    return document.kind == "certificate" and x509.PrecertPoison.oid in {
        one.oid for one in x509.load_der_x509_certificate(document.der).extensions}


def test_go_reads_it_and_verifies_its_signature(issued):
    read = [one for one in issued if one.kind in ("certificate", "crl") and not _is_poisoned(one)]
    refused = [(said, one.what) for said, one in zip(readers.go(read), read, strict=True) if said]
    # Roots are not handed out with what they signed; and the audit log shows what was abandoned without its issuer.
    alone = [one for one in refused if re.match("unknown issuer CN=.* Root,", one[0]) or "serial.abandoned" in one[1]]
    assert refused == alone
    assert len(refused) < len(read) / 2


def test_all_three_kinds_were_issued(issued):
    if len(issued) < 50:
        pytest.skip("only a part of the integration tests ran")
    assert {one.kind for one in issued} == {"certificate", "crl", "ocsp"}
