"""An organization: filed by its enterprise, looked into by a specialist, named in a certificate over real DNS."""
from peers import openssl
from peers.console import newcomer

from furnished import organization
from test_apply import assert_openssl_accepts, chain_of

NAME = "Named & Söhne, Ltd"
SUBJECT = {"C": "KR", "ST": "Seoul", "L": "Jung-gu", "O": NAME}
SOURCES = [["Existence and name", "Internet Registry Office, Supreme Court of Korea", "110111-1234567"],
           ["Address", "Business registration, National Tax Service", "123-45-67890"],
           ["Representative", "Personnel office", "Confirmed by H. Lee on 22 November"]]


def request(key_file, domain, **changes):
    """A CSR whose subject is the organization's, apart from the changes."""
    values = {**SUBJECT, "CN": domain, **changes}
    subject = "".join(f"/{name}={value}" for name, value in values.items())
    return openssl.run("req", "-new", "-utf8", "-key", key_file, "-subj", subject, "-addext", f"subjectAltName=DNS:{domain}")


def test_an_ov_certificate_names_the_organization_that_a_specialist_approved(console, server, tmp_path):
    applicant, specialist = newcomer(server, "applicant", "Named Ltd"), newcomer(server, "validation-specialist")
    organization(applicant, "Nobody Knows Ltd")
    key_file, domain = tmp_path / "key.pem", "named.example.net"
    openssl.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key_file)
    found = console.run("organizations", cookie=applicant.cookie, specialist=specialist.cookie, name=NAME,
                        places={"Country": "south k", "State or province": "seo"},
                        form={"Name of the organization": NAME, "Locality": "Jung-gu",
                              "Registration number": "110111-1234567", "Full name": "Kim Min-jun", "E-mail": "minjun@named.example.net",
                              "Phone": "+82 2 555 0199"},
                        sources=SOURCES, rejected="Nobody Knows Ltd", title="named", domain=domain,
                        csr=request(key_file, domain), wrongCsr=request(key_file, domain, L="Busan"))
    assert found["faults"] == []
    assert {page: axe for page, axe in found["axe"].items() if axe} == {}
    assert found["steps"] == ["Domain", "Organization", "CSR", "Validation", "Review", "Done"]
    assert_only_what_is_validated_can_be_named(found)
    assert_verdicts_need_the_right_sources(found)
    again, = (row for row in found["again"] if NAME in row)
    assert "Validated" in again and "0 of 4" in again
    assert_the_csr_is_compared(found)
    chain = chain_of(applicant, found["certificate"])
    assert_openssl_accepts(tmp_path, chain, key_file, "none")
    subject = openssl.run("x509", "-in", tmp_path / "leaf.pem", "-noout", "-subject", "-nameopt", "utf8,sep_multiline,sname")
    assert dict(line.strip().split("=", 1) for line in subject.splitlines()[1:]) == SUBJECT
    assert applicant.get(f"/certificates/{found['certificate']}").json()["organization"]["name"] == NAME
    rejected, = applicant.get("/organizations", status="rejected").json()["items"]
    assert rejected["why"] == "The register knows no such company."


def assert_only_what_is_validated_can_be_named(found):
    assert found["blocked"], "without a validated organization the wizard does not go on"
    assert found["preview"] == f"C=KR, ST=Seoul, L=Jung-gu, O={NAME}"
    for check in ("Existence and name", "Address", "Representative", "Independent contact"):
        assert check in found["missing"]
    assert found["offered"] == [NAME]
    assert found["listed"]["Country"] == ["South Korea (KR)"]
    assert found["listed"]["State or province"] == ["Seoul (KR-11)", "Seoul-teukbyeolsi (KR-11)"]


def assert_verdicts_need_the_right_sources(found):
    assert found["early"], "nothing is approved before all checks have passed"
    assert "Utility bill" in found["kinds"]["Address"] and "Utility bill" not in found["kinds"]["Existence and name"]
    assert "vetting_contact_not_independent" in found["refusal"]


def assert_the_csr_is_compared(found):
    wrong = found["wrong"]
    assert wrong["blocked"] and "csr_organization_mismatch" in wrong["refusal"]
    locality, = (row for row in wrong["rows"] if row.startswith("Locality (L)"))
    assert "Jung-gu" in locality and "Busan" in locality and "Differs" in locality
    assert sum("Differs" in row for row in wrong["rows"]) == 1
    assert f"-subj '/C=KR/ST=Seoul/L=Jung-gu/O={NAME}/CN=named.example.net'" in found["command"]
