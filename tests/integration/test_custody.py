"""CA keys on a PKCS#11 token (SoftHSM), by configuration alone: made there, used there, healed there."""
import hashlib
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from peers import openssl, wait
from peers.dying_token import DyingToken
from peers.rest import Rest


def issue(rest, name):
    body = {"profile": "private-server", "csr": openssl.make_csr([name], encoding="pem")}
    return rest.post("/certificates", body)


def secret_file(path, content):
    path.touch(0o600)
    path.write_text(content + "\n")
    return str(path)


@pytest.fixture
def on_token(make_server, store, token, tmp_path):
    """A function: a server whose CA keys are on the token."""
    def make(pin=None, start=True):
        keys = {"backend": "pkcs11", "module": token.module, "token": token.label,
                "pin_file": secret_file(tmp_path / "pin", pin or token.pin)}
        return make_server(store=store, config={"keys": keys}, env=token.env, start=start)
    return make


class Away:
    """While entered, the token's objects are out of reach, as if it had been pulled out."""

    def __init__(self, token):
        self.tokens, self.elsewhere = token.folder / "tokens", token.folder / "elsewhere"

    def __enter__(self):
        os.rename(self.tokens, self.elsewhere)
        self.tokens.mkdir(0o700)

    def __exit__(self, *_):
        self.tokens.rmdir()
        os.rename(self.elsewhere, self.tokens)


def test_every_ca_key_is_made_on_the_token_and_signs_there(on_token, token, tmp_path, fresh_name):
    server = on_token(start=False)
    made = json.loads(server.cli("init", "--json").stdout)
    names = {issuer["name"] for issuer in made["issuers"]}
    assert names == {"tls-root", "tls-sub", "private-root", "private-sub"}
    objects = token.objects()
    assert all(f"{name}-" in objects or name in objects for name in names), objects
    assert objects.count("Private Key Object") >= len(names)
    assert "never extractable" in objects and "sensitive" in objects
    keys = [path.name for path in (server.data / "keys").iterdir()]
    assert not [k for k in keys if any(name in k for name in names)], "a CA key lies in a file"

    server.start()
    rest = Rest(server, server.api_key("registration-officer", "token"))
    chain = issue(rest, fresh_name()).expect(201).json()["chain_pem"]
    verifier = openssl.Verifier(tmp_path / "verify", chain, openssl.fetch_root(chain))
    urls = openssl.urls_of(openssl.load(openssl.split_chain(chain)[0]))
    assert "OK" in verifier.verify(crl_ders=[openssl.fetch(urls["crl"])])
    assert verifier.ocsp(urls["ocsp"]) == "good"
    # A command and the server use the token at the same time.
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    assert server.cli("issue", "--csr", csr).stdout.startswith("-----BEGIN CERTIFICATE")
    server.restart()
    issue(rest, fresh_name()).expect(201)


def test_a_token_that_was_away_is_used_again_without_a_restart(on_token, token, fresh_name):
    server = on_token()
    rest = Rest(server, server.api_key("registration-officer", "token"))
    issue(rest, fresh_name()).expect(201)
    server.kill()
    with Away(token):
        server.start()
        refused = issue(rest, fresh_name())
        assert (refused.status, Rest.code(refused)) == (503, "token_unavailable"), refused.body
        assert server.is_ready(), "lists and answers go on without the keys"
    wait.until(lambda: issue(rest, fresh_name()).status == 201, "the token to be used again", 30)
    report = json.loads(server.cli("audit", "verify", "--json").stdout)
    assert report["intact"]


def test_a_wrong_pin_is_told_and_never_shown(on_token):
    server = on_token(pin="000011112222", start=False)
    done = server.cli("init", "--json", check=False)
    assert done.returncode != 0
    assert json.loads(done.stderr)["error"]["code"] == "token_pin_refused", done.stderr
    assert "000011112222" not in done.stdout + done.stderr


def test_a_foreign_key_is_not_put_into_a_file_where_keys_belong_on_the_token(on_token, tmp_path):
    server = on_token(start=False)
    server.cli("init")
    key, certificate = tmp_path / "ca.key", tmp_path / "ca.pem"
    openssl.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-keyout", key,
                "-out", certificate, "-subj", "/CN=Old Root", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    done = server.cli("hierarchy", "import", "--name", "old", "--certificate", certificate, "--key", key, "--json", check=False)
    assert done.returncode == 1
    assert json.loads(done.stderr)["error"]["code"] == "key_type_unavailable", done.stderr


# --- a token that dies in the middle of a signature ---

@pytest.fixture
def dying(tmp_path):
    token = DyingToken(tmp_path / "dying")
    token.create()
    return token


def tbs_hashes(server):
    """SHA-256 of the body of every certificate on record, and of every one that was given up."""
    rest = Rest(server, server.api_key("registration-officer", "reader"))
    stored = {hashlib.sha256(openssl.load(one["certificate_pem"]).tbs_certificate_bytes).hexdigest()
              for item in rest.get("/certificates", limit=200).expect(200).json()["items"]
              for one in [rest.get(f"/certificates/{item['id']}").expect(200).json()]}
    shown = json.loads(server.cli("audit", "show", "--limit", "10000", "--json").stdout)
    abandoned = {json.loads(r["details"])["tbs_sha256"] if isinstance(r["details"], str) else r["details"]["tbs_sha256"]
                 for r in shown["items"] if r["kind"] == "serial.abandoned"}
    return stored, abandoned


@pytest.mark.parametrize("fault", ["die", "lose", "lie"])
def test_a_token_that_dies_in_the_middle_of_signatures_loses_none_and_heals(make_server, store, dying, tmp_path, fault, fresh_name):
    keys = {"backend": "pkcs11", "module": dying.module, "token": dying.label, "pin_file": secret_file(tmp_path / "pin", dying.pin)}
    server = make_server(store=store, config={"keys": keys}, env=dying.env)
    key = server.api_key("registration-officer", "token")
    rest = Rest(server, key)
    lists = set(dying.signed("private-sub-"))  # its first CRL
    issue(rest, fresh_name()).expect(201)
    names = [fresh_name() for _ in range(24)]
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(issue, Rest(server, key), name) for name in names[:8]]
        dying.behave(fault)
        answers += [pool.submit(issue, Rest(server, key), name) for name in names[8:]]
        wait.until(lambda: any(a.done() for a in answers[8:]) or fault == "die", "answers during the fault", 30)
        time.sleep(0.3)  # the fault itself has to last for a while
        dying.behave("ok")
        answers = [a.result() for a in answers]
    assert {a.status for a in answers} <= {201, 503}, [a.body for a in answers if a.status not in (201, 503)]
    wait.until(lambda: issue(rest, fresh_name()).status == 201, "the pool to heal", 20)

    issued = [a.json() for a in answers if a.status == 201]
    for one in issued:
        assert rest.get(f"/certificates/{one['id']}").expect(200).json()["status"] == "valid"
    stored, abandoned = tbs_hashes(server)
    unknown = set(dying.signed("private-sub-")) - lists - stored - abandoned
    assert not unknown, "the token signed what nobody recorded"
    assert len(stored) >= len(issued)


def test_a_process_that_dies_behind_a_signature_knows_of_it_when_it_starts_again(make_server, store, dying, tmp_path, fresh_name):
    keys = {"backend": "pkcs11", "module": dying.module, "token": dying.label, "pin_file": secret_file(tmp_path / "pin", dying.pin)}
    server = make_server(store=store, config={"keys": keys}, env=dying.env)
    rest = Rest(server, server.api_key("registration-officer", "token"))
    lists = set(dying.signed("private-sub-"))
    issue(rest, fresh_name()).expect(201)
    dying.behave("kill")
    with pytest.raises(OSError):
        issue(rest, fresh_name())
    wait.until(lambda: not server.running(), "the server to die", 10)
    dying.behave("ok")
    server.start()
    stored, abandoned = tbs_hashes(server)
    assert abandoned, "the signature that was lost is on record"
    assert set(dying.signed("private-sub-")) - lists <= stored | abandoned
    issue(rest, fresh_name()).expect(201)


@pytest.mark.parametrize("fault", ["full", "crowd"])
def test_a_token_without_room_makes_no_ca_and_the_name_stays_free(make_server, dying, tmp_path, fault):
    keys = {"backend": "pkcs11", "module": dying.module, "token": dying.label, "pin_file": secret_file(tmp_path / "pin", dying.pin)}
    server = make_server(config={"keys": keys}, env=dying.env, start=False)
    words = ["hierarchy", "create-root", "--name", "lab-root", "--subject", "CN=Lab Root,O=Lab,C=KR", "--json"]
    dying.behave(fault)
    refused = server.cli(*words, check=False)
    assert json.loads(refused.stderr)["error"]["code"] == "token_unavailable", refused.stderr
    assert json.loads(server.cli("hierarchy", "list", "--json").stdout)["items"] == []
    dying.behave("ok")
    assert json.loads(server.cli(*words).stdout)["name"] == "lab-root"
