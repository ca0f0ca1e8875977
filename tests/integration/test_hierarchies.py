"""Private hierarchies: CAs that openssl made move in, issuers are switched off, keys that the house keeps."""
import json

import pytest
from cryptography import x509

from peers import openssl, wait
from peers.rest import Rest

PASSPHRASE = "correct horse battery staple"


class Officer:
    """Issues under private profiles, by REST."""

    def __init__(self, server):
        self.server = server
        self.rest = Rest(server, server.api_key("registration-officer", "officer"))

    def issuer(self, name):
        return next((i for i in self.rest.get("/issuers").expect(200).json()["items"] if i["name"] == name), None)

    def issue(self, name, issuer=None, **more):
        body = {"profile": "private-server", "csr": openssl.make_csr([name], encoding="pem"), **more}
        if issuer:
            body["issuer_id"] = self.issuer(issuer)["id"]
        return self.rest.post("/certificates", body)


@pytest.fixture
def officer(make_server, store):
    return Officer(make_server(store=store))


def secret_file(path, content):
    path.touch(0o600)
    path.write_text(content + "\n")
    return path


def error_code(done):
    assert done.returncode == 1, done.stdout
    return json.loads(done.stderr)["error"]["code"]


class ForeignCa:
    """A root and a subordinate as openssl makes them; the subordinate's key is encrypted."""

    def __init__(self, folder):
        self.folder = folder
        self.passphrase_file = secret_file(folder / "passphrase", PASSPHRASE)
        root_key, sub_csr, extensions = folder / "root.key", folder / "sub.csr", folder / "sub.cnf"
        self.root, self.sub, self.sub_key = folder / "root.pem", folder / "sub.pem", folder / "sub.key"
        ca = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]
        openssl.run("req", "-x509", *curve, "-nodes", "-keyout", root_key, "-out", self.root, "-days", "3650", "-subj",
                    "/C=KR/O=Old House/CN=Old Root", *ca)
        openssl.run("req", *curve, "-keyout", self.sub_key, "-passout", f"file:{self.passphrase_file}", "-out", sub_csr,
                    "-subj", "/C=KR/O=Old House/CN=Old CA 1")
        extensions.write_text("basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n"
                              "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
        openssl.run("x509", "-req", "-in", sub_csr, "-CA", self.root, "-CAkey", root_key, "-days", "1800", "-out", self.sub,
                    "-extfile", extensions)

    def move_in(self, server, name="old-ca", key=None, passphrase_file=None, certificate=None, check=True):
        return server.cli("hierarchy", "import", "--name", name, "--hierarchy", "private", "--certificate",
                          certificate or self.sub, "--key", key or self.sub_key, "--passphrase-file",
                          passphrase_file or self.passphrase_file, "--json", check=check)


@pytest.fixture
def foreign(tmp_path):
    return ForeignCa(tmp_path)


# --- a CA from elsewhere ---

def test_an_imported_ca_issues_below_its_old_root_beside_a_running_server(officer, foreign, tmp_path, fresh_name):
    assert "ENCRYPTED" in foreign.sub_key.read_text()
    shown = json.loads(foreign.move_in(officer.server).stdout)
    assert (shown["name"], shown["kind"], shown["key"]) == ("old-ca", "subordinate", "ECDSA P-384")
    wait.until(lambda: officer.issuer("old-ca"), "the server to see the imported issuer", 30)

    issued = officer.issue(fresh_name(), "old-ca").expect(201).json()
    leaf = openssl.split_chain(issued["chain_pem"])[0]
    chain = leaf + foreign.sub.read_text()
    verifier = openssl.Verifier(tmp_path / "verify", chain, foreign.root.read_text())
    urls = openssl.urls_of(openssl.load(leaf))
    crl = wait.until(lambda: fetched(officer.server, urls["crl"]), "the first CRL of the imported issuer", 10)
    assert "OK" in verifier.verify(crl_ders=[crl])
    assert verifier.ocsp(urls["ocsp"]) == "good"
    officer.rest.post(f"/certificates/{issued['id']}/revoke", {"reason": "superseded"}).expect(200)
    wait.until(lambda: verifier.ocsp(urls["ocsp"]) == "revoked", "OCSP to say revoked", 60)
    kept = [p for p in officer.server.data.rglob("*") if p.is_file() and b"PRIVATE KEY-----" in p.read_bytes()]
    assert kept == [], "a private key lies open"


def fetched(server, url):
    answer = server.get(url)
    return answer.body if answer.status == 200 else None


def test_what_is_no_ca_or_has_another_key_does_not_move_in(officer, foreign, tmp_path):
    server = officer.server
    wrong = secret_file(tmp_path / "wrong", "guess")
    assert error_code(foreign.move_in(server, passphrase_file=wrong, check=False)) == "passphrase_wrong"
    open_file = tmp_path / "open"
    open_file.write_text(PASSPHRASE)
    open_file.chmod(0o644)
    assert error_code(foreign.move_in(server, passphrase_file=open_file, check=False)) == "file_unreadable"
    assert error_code(foreign.move_in(server, certificate=foreign.root, check=False)) == "imported_key_differs"
    leaf_key, leaf = tmp_path / "leaf.key", tmp_path / "leaf.pem"
    openssl.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", leaf_key, "-out", leaf,
                "-subj", "/CN=leaf", "-addext", "basicConstraints=critical,CA:FALSE")
    assert error_code(foreign.move_in(server, certificate=leaf, key=leaf_key, check=False)) == "imported_not_ca"
    assert error_code(foreign.move_in(server, name="Not A Label", check=False)) == "issuer_name_malformed"
    assert error_code(foreign.move_in(server, name="private-sub", check=False)) == "issuer_name_taken"
    foreign.move_in(server)
    assert error_code(foreign.move_in(server, name="old-ca-2", check=False)) == "issuer_duplicate"


# --- issuers that are switched off ---

def test_a_disabled_issuer_signs_no_certificate_but_still_answers_for_its_own(officer, tmp_path, fresh_name):
    issued = officer.issue(fresh_name(), "private-sub").expect(201).json()
    set_state(officer, "private-sub", "disabled")
    refused = officer.issue(fresh_name(), "private-sub")
    assert (refused.status, Rest.code(refused)) == (422, "issuer_not_enabled")
    assert Rest.code(officer.issue(fresh_name())) == "no_issuer_for_profile"
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    assert error_code(officer.server.cli("issue", "--csr", csr, "--json", check=False)) == "no_issuer_for_profile"
    assert_answers(officer, issued, tmp_path)

    officer.server.restart()
    set_state(officer, "private-sub", "enabled")
    officer.issue(fresh_name(), "private-sub").expect(201)


def test_a_retired_issuer_stays_retired_and_still_answers_for_its_own(officer, tmp_path, fresh_name):
    issued = officer.issue(fresh_name(), "private-sub").expect(201).json()
    set_state(officer, "private-sub", "retired")
    for state in ("enabled", "disabled"):
        done = officer.server.cli("hierarchy", "set-state", "private-sub", state, "--json", check=False)
        assert error_code(done) == "issuer_retired"
    assert Rest.code(officer.issue(fresh_name(), "private-sub")) == "issuer_not_enabled"
    assert_answers(officer, issued, tmp_path)
    made = officer.server.cli("hierarchy", "create-subordinate", "--name", "next", "--parent", "private-root",
                              "--subject", "CN=Next CA,O=Lab,C=KR", "--json")
    assert json.loads(made.stdout)["state"] == "enabled"
    wait.until(lambda: officer.issue(fresh_name()).status == 201, "the next issuer to take over", 30)


def set_state(officer, name, state):
    officer.server.cli("hierarchy", "set-state", name, state)
    wait.until(lambda: officer.issuer(name)["state"] == state, f"the server to see that {name} is {state}", 30)


def assert_answers(officer, issued, folder):
    """CRL and OCSP of an issuer go on, new revocations included."""
    chain = issued["chain_pem"]
    verifier = openssl.Verifier(folder / "verify", chain, openssl.fetch_root(chain))
    urls = openssl.urls_of(openssl.load(openssl.split_chain(chain)[0]))
    assert verifier.ocsp(urls["ocsp"]) == "good"
    officer.rest.post(f"/certificates/{issued['id']}/revoke", {"reason": "keyCompromise"}).expect(200)
    wait.until(lambda: verifier.ocsp(urls["ocsp"]) == "revoked", "OCSP to say revoked", 60)
    serial = f"{openssl.load(openssl.split_chain(chain)[0]).serial_number:X}"
    wait.until(lambda: serial in verifier.crl_text(openssl.fetch(urls["crl"])), "the CRL to list it", 60)


# --- keys that the house makes and keeps ---

@pytest.mark.parametrize("kind", ["ec-p256", "rsa-2048"])
def test_a_managed_key_comes_out_as_pkcs12_with_the_password_alone(officer, tmp_path, fresh_name, kind):
    name = fresh_name()
    issued = officer.rest.post("/certificates", {
        "profile": "private-server", "generate_key": kind, "common_name": name,
        "names": [{"type": "dns", "value": name}]}).expect(201).json()
    assert issued["managed_key"] is True and "PRIVATE KEY" not in json.dumps(issued)
    path = f"/certificates/{issued['id']}/download"
    assert officer.rest.post(path, {"password": "short"}).status == 400

    answer = officer.rest.post(path, {"password": PASSPHRASE}).expect(200)
    assert answer.headers.get_content_type() == "application/x-pkcs12"
    assert answer.headers["Cache-Control"] == "no-store"
    bundle, key = tmp_path / "bundle.p12", tmp_path / "key.pem"
    bundle.write_bytes(answer.body)
    secret = secret_file(tmp_path / "password", PASSPHRASE)
    opened = openssl.run("pkcs12", "-in", bundle, "-passin", f"file:{secret}", "-noenc", "-out", key)
    pieces = openssl.split_chain(key.read_text())
    assert opened is not None and openssl.to_der(pieces[0]) == openssl.to_der(issued["certificate_pem"])
    assert len(pieces) == 2, "leaf and issuer"
    assert openssl.run("pkey", "-in", key, "-pubout") == openssl.run("x509", "-noout", "-pubkey", data=pieces[0].encode())
    wrong = openssl.run("pkcs12", "-in", bundle, "-passin", "pass:wrong password", "-noenc", check=False)
    assert "invalid password" in wrong and "BEGIN PRIVATE KEY" not in wrong
    assert PASSPHRASE not in officer.server.log_text()


def test_a_key_that_the_house_does_not_have_cannot_be_downloaded(officer, fresh_name):
    issued = officer.issue(fresh_name()).expect(201).json()
    answer = officer.rest.post(f"/certificates/{issued['id']}/download", {"password": PASSPHRASE})
    assert answer.status in (404, 409) and Rest.code(answer), answer.body
    forbidden = officer.rest.post("/certificates", {
        "profile": "tls-dv", "generate_key": "ec-p256", "names": [{"type": "dns", "value": fresh_name()}]})
    assert (forbidden.status, Rest.code(forbidden)) == (422, "managed_key_forbidden")


def test_every_download_format_is_what_openssl_reads(officer, tmp_path, fresh_name):
    issued = officer.issue(fresh_name()).expect(201).json()
    leaf = openssl.to_der(issued["certificate_pem"])

    def download(form):
        return officer.rest.get(f"/certificates/{issued['id']}/download", format=form).expect(200).body

    assert x509.load_der_x509_certificate(download("der")).public_bytes(openssl.serialization.Encoding.DER) == leaf
    assert openssl.to_der(download("pem").decode()) == leaf
    assert [openssl.to_der(c) for c in openssl.split_chain(download("chain").decode())][0] == leaf
    p7 = tmp_path / "chain.p7c"
    p7.write_bytes(download("pkcs7"))
    printed = openssl.run("pkcs7", "-inform", "DER", "-in", p7, "-print_certs")
    assert leaf in [openssl.to_der(c) for c in openssl.split_chain(printed)]
    assert officer.rest.get(f"/certificates/{issued['id']}/download", format="exe").status == 400
