"""An applicant in the browser, from an empty wizard to a certificate that OpenSSL accepts with its key."""
import itertools
import subprocess

import pytest

from peers import openssl
from peers.console import newcomer

PASSWORD = "a sentence that seals a key"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def applicant(server):
    return newcomer(server, "applicant", "Shop Ltd")


@pytest.fixture
def domain():
    return f"shop{next(_numbers)}.example.net"


def chain_of(applicant, certificate):
    return applicant.get(f"/certificates/{certificate}").expect(200).json()["chain_pem"]


def assert_openssl_accepts(folder, chain, key_file, password):
    """The chain leads to the root, and the key is that of the certificate."""
    assert "OK" in openssl.Verifier(folder / "verify", chain, openssl.fetch_root(chain)).verify()
    leaf = folder / "leaf.pem"
    leaf.write_text(openssl.split_chain(chain)[0])
    public = subprocess.run(["openssl", "pkey", "-in", key_file, "-passin", f"pass:{password}", "-pubout"],
                            capture_output=True, text=True, check=True).stdout
    assert public == openssl.run("x509", "-in", leaf, "-noout", "-pubkey")


def assert_readable(found, domain):
    assert found["kept"] == domain and found["drafts"] == 0, "a draft is kept until it is filed"
    assert found["faults"] == []
    assert {name: axe for name, axe in found["axe"].items() if axe} == {}


@pytest.mark.parametrize("theme, width", [("light", 1440), ("dark", 360)])
def test_cloud_basic_ends_in_a_certificate_whose_key_only_the_applicant_has(console, applicant, domain, tmp_path,
                                                                           theme, width):
    key_file = tmp_path / "key.pem"
    found = console.run("apply", family="cloud-basic", familyName="Cloud Basic", title=f"basic {domain}",
                        domains=[domain, f"*.{domain}"], keyFile=str(key_file), keyPassword=PASSWORD, cookie=applicant.cookie,
                        theme=theme, width=width)
    assert_readable(found, domain)
    assert found["steps"] == ["Domain", "Validation", "Review", "Done"] and found["last"] == "Done"
    assert f"basic {domain}" not in found["filedBefore"], "nothing is filed before the review is confirmed"
    assert found["key"] == {"refused": True, "early": True, "file": f"{domain}.key.pem"}
    assert found["leaks"] == 0
    assert key_file.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    chain = chain_of(applicant, found["certificate"])
    assert_openssl_accepts(tmp_path, chain, key_file, PASSWORD)
    assert sorted(found["containers"]) == ["p12", "pfx"]
    for container in found["containers"].values():
        opened = openssl.run("pkcs12", "-in", container, "-passin", f"pass:{PASSWORD}", "-nodes")
        assert "BEGIN PRIVATE KEY" in opened
        assert openssl.split_chain(opened[opened.index("-----BEGIN CERTIFICATE"):])[0].strip() in chain


def test_advanced_goes_on_with_a_validated_csr_only(console, applicant, domain, tmp_path):
    key_file = tmp_path / "key.pem"
    openssl.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key_file)
    csr, wrong = (openssl.run("req", "-new", "-key", key_file, "-subj", f"/CN={name}", "-addext",
                              f"subjectAltName=DNS:{name}") for name in (domain, f"elsewhere.{domain}"))
    found = console.run("apply", family="advanced-dv", familyName="Advanced DV", title=f"advanced {domain}",
                        domains=[domain], csr=csr, wrongCsr=wrong, cookie=applicant.cookie, theme="light", width=1440)
    assert_readable(found, domain)
    assert found["steps"] == ["Domain", "CSR", "Validation", "Review", "Done"] and found["last"] == "Done"
    assert found["csr"]["blocked"] == [True, True, True, True] and found["csr"]["open"]
    assert domain in found["csr"]["refusal"]
    assert [record[:2] for record in found["records"]] == [["TXT", f"_chancery-challenge.{domain}"]]
    assert_openssl_accepts(tmp_path, chain_of(applicant, found["certificate"]), key_file, "none")
