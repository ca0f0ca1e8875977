"""How CAs are made, change and end: an offline root, a key changeover, a termination, a key destroyed."""
import json
import os
import pathlib
import shutil
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates

from peers import openssl, wait
from peers.rest import Rest


class House:
    """One installation with its command line; `issue` by REST where it serves."""

    def __init__(self, server):
        self.server = server

    def run(self, *words):
        return json.loads(self.server.cli("hierarchy", *words, "--json").stdout)

    def refused(self, *words):
        done = self.server.cli("hierarchy", *words, "--json", check=False)
        assert done.returncode == 1, done.stdout
        return json.loads(done.stderr)["error"]["code"]

    def issuers(self):
        return {issuer["name"]: issuer for issuer in self.run("list")["items"]}

    def issue(self, folder, name, issuer=None):
        csr = folder / f"{name}.csr"
        csr.write_text(openssl.make_csr([name], encoding="pem"))
        words = ["--issuer", issuer] if issuer else []
        return self.server.cli("issue", "--csr", csr, "--chain", *words).stdout

    def refused_issue(self, folder, name, issuer):
        csr = folder / f"{name}.csr"
        csr.write_text(openssl.make_csr([name], encoding="pem"))
        done = self.server.cli("issue", "--csr", csr, "--issuer", issuer, "--json", check=False)
        return json.loads(done.stderr)["error"]["code"]


@pytest.fixture(scope="session")
def go_verify(tmp_path_factory):
    """Go's crypto/x509 as a function of (trusted, others, leaf); None where there is no Go."""
    go = shutil.which("go") or "/usr/local/go/bin/go"
    if not pathlib.Path(go).exists():
        return None
    folder = tmp_path_factory.mktemp("go")
    environment = {**os.environ, "GOCACHE": str(folder / "cache"), "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"}
    source = pathlib.Path(__file__).parent / "peers" / "x509_verify.go"
    subprocess.run([go, "build", "-o", folder / "verify", source], env=environment, check=True, cwd=folder)

    def verify(*pems):
        files = [folder / f"{name}.pem" for name in ("trusted", "others", "leaf")]
        for file, pem in zip(files, pems):
            file.write_text(pem)
        return subprocess.run([folder / "verify", *files], capture_output=True, text=True)

    return verify


@pytest.fixture
def house(make_server):
    """Two commands work on one data folder: no server runs."""
    return lambda: House(make_server(start=False))


def certtool_accepts(folder, chain, root):
    (folder / "certtool.pem").write_text(chain)
    (folder / "certtool-root.pem").write_text(root)
    done = subprocess.run(["certtool", "--verify", "--load-ca-certificate", folder / "certtool-root.pem",
                           "--infile", folder / "certtool.pem"], capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


def everybody_accepts(folder, go_verify, leaf, others, trusted):
    """OpenSSL, GnuTLS and Go, each finding its own way over these certificates."""
    assert "OK" in openssl.Verifier(folder / "verify", leaf + "".join(others), trusted).verify()
    accepted, said = certtool_accepts(folder, leaf + "".join(others), trusted)
    assert accepted, said
    if go_verify:
        done = go_verify(trusted, "".join(others), leaf)
        assert done.returncode == 0, done.stdout


def purposes_of(pem):
    """What a CA certificate restricts itself to, as object identifiers; None where it does not."""
    found = [e.value for e in openssl.load(pem).extensions if isinstance(e.value, x509.ExtendedKeyUsage)]
    return [purpose.dotted_string for purpose in found[0]] if found else None


def published_crl(house, name, folder):
    """The newest list of an issuer, from the data folder, as openssl prints it."""
    files = sorted((house.server.data / "crl").glob(f"{name}.0.*.crl"), key=lambda f: int(f.name.split(".")[2]))
    pem = folder / f"{name}.crl.pem"
    openssl.run("crl", "-inform", "DER", "-in", files[-1], "-out", pem)
    return pem, openssl.run("crl", "-in", pem, "-noout", "-text")


def test_a_root_that_is_offline_certifies_a_ca_by_files_alone(house, tmp_path, fresh_name):
    offline, online = house(), house()
    root = offline.run("create-root", "--name", "vault-root", "--subject", "CN=Vault Root,O=Lab,C=KR")
    csr, answer = tmp_path / "ca.csr", tmp_path / "ca.pem"
    online.run("request", "--name", "front-1", "--subject", "CN=Front CA 1,O=Lab,C=KR", "--out", csr)
    assert "verify OK" in openssl.run("req", "-in", csr, "-verify", "-noout")
    offline.run("certify", "--issuer", "vault-root", "--csr", csr, "--out", answer)
    accepted = online.run("accept", "--name", "front-1", "--certificate", answer)
    assert accepted["kind"] == "subordinate" and "parent_id" not in accepted

    chain = online.issue(tmp_path, fresh_name(), "front-1")
    verifier = openssl.Verifier(tmp_path / "verify", chain, root["certificate_pem"])
    assert "OK" in verifier.verify()
    accepted_by_gnutls, said = certtool_accepts(tmp_path, chain, root["certificate_pem"])
    assert accepted_by_gnutls, said


def test_with_a_new_key_the_old_one_signs_lists_and_nothing_else(house, tmp_path, fresh_name):
    lab = house()
    root = lab.run("create-root", "--name", "lab-root", "--subject", "CN=Lab Root,O=Lab,C=KR")
    lab.run("create-subordinate", "--name", "lab-1", "--parent", "lab-root", "--subject", "CN=Lab CA 1,O=Lab,C=KR")
    old_chain = lab.issue(tmp_path, fresh_name(), "lab-1")
    changed = lab.run("change-key", "lab-1", "--name", "lab-2", "--subject", "CN=Lab CA 2,O=Lab,C=KR", "--key", "p384")
    issuers = lab.issuers()
    assert changed["succeeds_id"] == issuers["lab-1"]["id"]
    assert (issuers["lab-1"]["state"], issuers["lab-2"]["state"]) == ("retired", "enabled")
    assert lab.refused_issue(tmp_path, fresh_name(), "lab-1") == "issuer_not_enabled"
    new_chain = lab.issue(tmp_path, fresh_name())
    for number, chain in enumerate((old_chain, new_chain)):
        verifier = openssl.Verifier(tmp_path / f"verify{number}", chain, root["certificate_pem"])
        assert "OK" in verifier.verify()
        assert certtool_accepts(tmp_path, chain, root["certificate_pem"])[0]
    serial = f"{openssl.load(openssl.split_chain(old_chain)[0]).serial_number:x}"
    lab.server.cli("revoke", serial, "--reason", "superseded")
    lab.server.cli("crl", "publish", "--issuer", "lab-1")
    pem, text = published_crl(lab, "lab-1", tmp_path)
    assert serial.upper() in text.replace(":", "")
    (tmp_path / "old-ca.pem").write_text(issuers["lab-1"]["certificate_pem"])
    assert "verify OK" in openssl.run("crl", "-in", pem, "-CAfile", tmp_path / "old-ca.pem", "-noout")


def test_another_house_cross_certifies_our_root_and_both_chains_hold(house, tmp_path, fresh_name, go_verify):
    ours, theirs = house(), house()
    our_root = ours.run("create-root", "--name", "our-root", "--subject", "CN=Our Root,O=Lab,C=KR")["certificate_pem"]
    sub = ours.run("create-subordinate", "--name", "our-1", "--parent", "our-root", "--subject", "CN=Our CA 1,O=Lab,C=KR")
    their_root = theirs.run("create-root", "--name", "their-root", "--subject", "CN=Their Root,O=Other,C=KR")["certificate_pem"]
    (tmp_path / "our-1.pem").write_text(sub["certificate_pem"])
    (tmp_path / "our-root.pem").write_text(our_root)
    words = ["cross-certify", "--issuer", "their-root", "--certificate", tmp_path / "our-1.pem", "--out", tmp_path / "x.pem"]
    assert theirs.refused(*words) == "possession_unproven"
    ours.run("cross-request", "our-root", "--out", tmp_path / "our-root.csr")
    assert "verify OK" in openssl.run("req", "-in", tmp_path / "our-root.csr", "-verify", "-noout")
    theirs.run("cross-certify", "--issuer", "their-root", "--certificate", tmp_path / "our-root.pem",
               "--csr", tmp_path / "our-root.csr", "--from-existing", "--days", "700", "--out", tmp_path / "cross.pem")
    cross = openssl.split_chain((tmp_path / "cross.pem").read_text())[0]
    made, existing = openssl.load(cross), openssl.load(our_root)
    assert made.subject.public_bytes() == existing.subject.public_bytes(), "byte for byte"
    begins = [openssl.run("x509", "-noout", "-startdate", data=pem.encode()) for pem in (cross, our_root)]
    assert begins[0] == begins[1]

    leaf = openssl.split_chain(ours.issue(tmp_path, fresh_name(), "our-1"))[0]
    everybody_accepts(tmp_path, go_verify, leaf, [sub["certificate_pem"]], our_root)
    everybody_accepts(tmp_path, go_verify, leaf, [sub["certificate_pem"], cross], their_root)
    assert ours.refused("cross-accept", tmp_path / "our-root.pem") == "cross_foreign"
    assert ours.run("cross-accept", tmp_path / "cross.pem")["name"] == "our-root"


def test_two_roots_link_each_other_and_the_old_one_signs_lists_alone(house, tmp_path, fresh_name, go_verify):
    lab = house()
    old = lab.run("create-root", "--name", "root-1", "--subject", "CN=Root 1,O=Lab,C=KR")["certificate_pem"]
    sub = lab.run("create-subordinate", "--name", "lab-1", "--parent", "root-1", "--subject", "CN=Lab CA 1,O=Lab,C=KR")
    before = openssl.split_chain(lab.issue(tmp_path, fresh_name(), "lab-1"))[0]
    new = lab.run("change-key", "root-1", "--name", "root-2", "--subject", "CN=Root 2,O=Lab,C=KR")["certificate_pem"]
    lab.run("change-key", "lab-1", "--name", "lab-2", "--subject", "CN=Lab CA 2,O=Lab,C=KR")
    issuers = lab.issuers()
    assert (issuers["root-1"]["state"], issuers["root-2"]["key"]) == ("retired", "ECDSA P-384")
    assert issuers["lab-2"]["parent_id"] == issuers["root-2"]["id"]
    after = openssl.split_chain(lab.issue(tmp_path, fresh_name(), "lab-2"))[0]
    assert lab.refused("create-subordinate", "--name", "lab-3", "--parent", "root-1", "--subject", "CN=Lab CA 3,O=Lab,C=KR") \
        == "issuer_not_enabled"
    lab.server.cli("crl", "publish", "--issuer", "root-1")
    pem, _ = published_crl(lab, "root-1", tmp_path)
    (tmp_path / "root-1.pem").write_text(old)
    assert "verify OK" in openssl.run("crl", "-in", pem, "-CAfile", tmp_path / "root-1.pem", "-noout")

    lab.server.start()
    items = json.loads(openssl.fetch(f"{lab.server.public_url}/ca"))["items"]
    listed = {item["name"]: item["cross_certificates"] for item in items}
    assert [c["issuer"] for c in listed["root-2"]] == ["CN=Root 1,O=Lab,C=KR"]
    assert [c["issuer"] for c in listed["root-1"]] == ["CN=Root 2,O=Lab,C=KR"]
    rest = Rest(lab.server, lab.server.api_key("internal-auditor", "auditor"))
    known = rest.get("/issuers").expect(200).json()["items"]
    crosses = {i["name"]: i["cross_certificates"] for i in known}
    assert [c["signer_id"] for c in crosses["root-2"]] == [issuers["root-1"]["id"]]
    assert all(purposes_of(c["certificate_pem"]) == c.get("purposes") for own in crosses.values() for c in own)
    links = [c["certificate_pem"] for own in crosses.values() for c in own]
    assert len(links) == 2
    # NT-66: roots, subordinates and links, those of CAs that stepped down as well, for everybody
    made = {openssl.load(pem) for pem in [*(issuer["certificate_pem"] for issuer in known), *links]}
    handed_out = {x509.load_der_x509_certificate(openssl.fetch(lab.server.public_url + item["url"])) for item in items}
    for item in items:
        handed_out.update(load_der_pkcs7_certificates(openssl.fetch(lab.server.public_url + item["with_cross_certificates_url"])))
    assert made == handed_out and len(made) == len(known) + 2
    below = [sub["certificate_pem"], issuers["lab-2"]["certificate_pem"], *links]
    for number, (leaf, root) in enumerate((leaf, root) for leaf in (before, after) for root in (old, new)):
        folder = tmp_path / f"linked{number}"
        folder.mkdir()
        assert "OK" in openssl.Verifier(folder, leaf + "".join(below), root).verify()
        if go_verify:
            done = go_verify(root, "".join(below), leaf)
            assert done.returncode == 0, done.stdout


def test_a_ca_that_ended_leaves_a_last_list_and_no_key(house, tmp_path, fresh_name):
    lab = house()
    lab.run("create-root", "--name", "lab-root", "--subject", "CN=Lab Root,O=Lab,C=KR")
    made = lab.run("create-subordinate", "--name", "lab-1", "--parent", "lab-root", "--subject", "CN=Lab CA 1,O=Lab,C=KR")
    lab.issue(tmp_path, fresh_name(), "lab-1")
    assert lab.refused("destroy-key", "lab-1") == "issuer_still_active"
    assert lab.refused("terminate", "lab-1") == "certificates_still_valid"
    ended = lab.run("terminate", "lab-1", "--revoke-valid")
    assert ended["state"] == "retired" and ended["terminated_at"]
    _, text = published_crl(lab, "lab-1", tmp_path)
    year = made["not_after"][:4]
    assert "Cessation Of Operation" in text and f"{year} GMT" in text.split("Next Update:")[1].splitlines()[0]
    keys = lab.server.data / "keys"
    assert [k for k in keys.iterdir() if k.name.startswith("lab-1-")]
    assert lab.run("destroy-key", "lab-1")["key_destroyed_at"]
    assert not [k for k in keys.iterdir() if k.name.startswith("lab-1-")]
    assert lab.refused_issue(tmp_path, fresh_name(), "lab-1") == "issuer_not_enabled"
    report = json.loads(lab.server.cli("audit", "verify", "--json").stdout)
    assert report["intact"]


def test_the_api_tells_parents_custody_and_endings(make_server, store):
    server = make_server(store=store)
    rest = Rest(server, server.api_key("ca-administrator", "admin"))
    server.cli("hierarchy", "change-key", "private-sub", "--name", "private-sub-2", "--subject", "CN=Second,O=Lab,C=KR")
    server.cli("hierarchy", "terminate", "private-sub", "--revoke-valid")
    server.cli("hierarchy", "destroy-key", "private-sub")

    def issuers():
        return {i["name"]: i for i in rest.get("/issuers").expect(200).json()["items"]}

    wait.until(lambda: "key_destroyed_at" in issuers()["private-sub"], "the server to see the end", 30)
    seen = issuers()
    assert seen["private-sub-2"]["parent_id"] == seen["private-root"]["id"]
    assert seen["private-sub-2"]["succeeds_id"] == seen["private-sub"]["id"]
    assert {i["custody"] for i in seen.values()} == {"software"}
    assert all(len(i["spki_sha256"]) == 64 for i in seen.values())
