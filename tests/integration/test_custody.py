"""CA keys on a PKCS#11 token (SoftHSM), by configuration alone: made there, used there, healed there."""
import json
import os

import pytest

from peers import openssl, wait
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
