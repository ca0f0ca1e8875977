"""Certificates of every profile, key and extension that we can issue, shown to zlint and pkilint."""
import base64
import json
import os
import pathlib
import subprocess

import linters
import pytest
import readers

BUILD = pathlib.Path(os.environ.get("CHANCERY_BINARY", linters.ROOT / "build/release/chancery")).parent

# pkilint cannot tell them from CAs for TLS servers (TLS BR 7.1.2.6), whose extKeyUsage and policies they must not
# or need not have (7.1.2.2.4, 7.1.2.2.5, 7.1.2.3): they are held to RFC 5280 there, and to our own lints.
RULES = {"public-trust": "tls", "s-mime": "smime", "private": ""}
NO_TLS_CAS = ("cross-certified CA", "non-TLS CA")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Made by the real builder: src/issuance/corpus_test.cpp."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    subprocess.run([BUILD / "issuance_test", "--gtest_filter=Corpus.*"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "CHANCERY_CORPUS": str(path)})
    made = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(made) >= 500
    return [linters.Document("certificate", base64.b64decode(one["der"]),
                             "" if one["kind"] in NO_TLS_CAS else RULES[one["set"]],
                             f"{one['profile']}, {one['key']}") for one in made]


@pytest.mark.parametrize("linter", [linters.zlint, linters.pkilint], ids=["zlint", "pkilint"])
def test_no_certificate_that_we_can_issue_has_an_error(corpus, linter):
    found = linters.errors(linter(corpus))
    assert not found, linters.summary(found)


def test_openssl_and_gnutls_read_every_certificate(corpus, tmp_path):
    assert readers.openssl(corpus, tmp_path) == len(corpus)
    assert readers.gnutls(corpus, tmp_path) == len(corpus)


def test_go_reads_every_certificate_and_verifies_its_signature(corpus):
    refused = [(said, one.what) for said, one in zip(readers.go(corpus), corpus, strict=True) if said]
    # As it has to: a precertificate's poison is critical so that nobody takes it for a certificate (RFC 6962 3.1),
    # and Go knows no directoryName among name constraints.
    assert {said for said, _ in refused} == {"x509: unhandled critical extension"}
    assert all("precertificate" in what or "constrained" in what for _, what in refused), refused


def test_the_linters_see_faults_at_all(corpus):
    """Else the test above shows nothing: the same certificates, spoiled."""
    public = [one for one in corpus if one.rules == "tls"][:3]
    spoilt = [linters.Document(one.kind, one.der.replace(b"http://ca.example.com", b"ftp://ca.example.comm"), "tls")
              for one in public]
    assert linters.errors(linters.zlint(spoilt)) and linters.errors(linters.pkilint(spoilt))
