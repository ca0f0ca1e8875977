"""Keys that nobody may use again: reported, listed as weak, made by the CA itself."""
import hashlib
import json
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from peers import openssl
from peers.rest import Rest


def spki(key):
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def public_pem(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM,
                                         serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def order_with(client, http_host, name, key):
    """The order after its finalization with that key."""
    placed = client.new_order([name]).expect(201)
    client.prove(placed.json()["authorizations"][0], "http-01",
                 lambda _, c: http_host.provision(c["token"], client.key_authorization(c)))
    return client.finalize(placed.location, openssl.make_csr([name], key))


@pytest.fixture(scope="module")
def staff(server):
    return Rest(server, server.api_key("registration-officer", "key desk"))


def test_a_reported_key_is_refused_for_ever_and_listed(server, staff, acme, http_host, fresh_name, tmp_path):
    key, client = openssl.make_key(), acme(server)
    file = tmp_path / "leaked.pem"
    file.write_text(public_pem(key))
    blocked = json.loads(server.cli("keys", "block", file, "--note", "found on a mailing list", "--json").stdout)
    assert blocked["key_hash"] == hashlib.sha256(spki(key)).hexdigest() and blocked["certificates"] == []
    assert blocked["key_hash"] in server.cli("keys", "list").stdout
    answer = order_with(client, http_host, fresh_name(), key)
    assert answer["status"] == "invalid"
    assert order_with(client, http_host, fresh_name(), openssl.make_key())["status"] == "valid"
    again = staff.post("/blocked-keys", {"key": blocked["key_hash"], "note": "another story"}).expect(200).json()
    assert again["note"] == "found on a mailing list", "the first report stands"


def test_the_rest_desk_takes_keys_requests_and_certificates_and_names_who_holds_them(server, staff, acme, http_host, fresh_name):
    key, name, client = openssl.make_key(), fresh_name(), acme(server)
    order = order_with(client, http_host, name, key)
    leaf = openssl.split_chain(client.download(order))[0]
    blocked = staff.post("/blocked-keys", {"key": leaf}).expect(200).json()
    assert len(blocked["certificates"]) == 1
    as_request = staff.post("/blocked-keys", {"key": openssl.make_csr([name], key, encoding="pem")}).expect(200).json()
    assert as_request["key_hash"] == blocked["key_hash"] == hashlib.sha256(spki(key)).hexdigest()
    listed = [item["key_hash"] for item in staff.get("/blocked-keys", limit=200).expect(200).json()["items"]]
    assert blocked["key_hash"] in listed and listed == sorted(listed)


@pytest.mark.parametrize("text", ["", "no key", "ff" * 31, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_what_is_no_key_is_refused(staff, text):
    assert 400 <= staff.post("/blocked-keys", {"key": text}).status < 500


def test_nobody_but_officers_blocks_a_key(server):
    for role in ("applicant", "enterprise-operator", "validation-specialist"):
        outsider = Rest(server, server.api_key(role, f"not an officer, {role}"))
        assert outsider.post("/blocked-keys", {"key": "ab" * 32}).status == 403
        assert outsider.get("/blocked-keys").status == (200 if role == "validation-specialist" else 403)


def test_a_key_that_the_ca_made_gets_no_public_certificate(server, acme, http_host, fresh_name):
    administrator = Rest(server, server.api_key("ca-administrator", "makes keys"))
    made = administrator.post("/certificates", {"profile": "private-server", "generate_key": "ec-p256",
                                                "names": [{"type": "dns", "value": "managed.internal.example"}]}).expect(201).json()
    file = administrator.post(f"/certificates/{made['id']}/download", {"password": "correct horse battery"}).expect(200)
    key, _, _ = pkcs12.load_key_and_certificates(file.body, b"correct horse battery")
    assert order_with(acme(server), http_host, fresh_name(), key)["status"] == "invalid"


def test_a_key_of_a_published_list_is_refused_by_every_profile(make_server, tmp_path):
    key = openssl.make_key("RSA-2048")
    private = tmp_path / "weak.pem"
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                          serialization.NoEncryption()))
    # as the files of Debian's package openssl-blacklist say how to
    line = subprocess.run(f"openssl rsa -noout -modulus -in {private} | sha1sum | cut -d ' ' -f 1 | cut -c 21-",
                          shell=True, capture_output=True, text=True, check=True).stdout
    blacklist = tmp_path / "blacklist.RSA-2048"
    blacklist.write_text("# weak keys\n00005890bc78bcbee3ca\n" + line)
    server = make_server(config={"policy": {"weak_key_lists": [str(blacklist)]}})
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr(["weak.internal.example"], key, encoding="pem"))
    done = server.cli("issue", "--csr", csr, "--json", check=False)
    error = json.loads(done.stderr)["error"]
    assert done.returncode == 1 and error["code"] == "key_weak" and "6.1.1.3" in done.stderr
    csr.write_text(openssl.make_csr(["good.internal.example"], openssl.make_key("RSA-2048"), encoding="pem"))
    assert server.cli("issue", "--csr", csr, check=False).returncode == 0
