"""RFC 8555 by hand: the ways that work, and that each way that must not work names its error."""
import json

import pytest

from peers import openssl
from peers.acme import AcmeClient
from peers.jws import ABSENT, AccountKey, b64, flattened

ALGORITHMS = ["ES256", "ES384", "RS256", "EdDSA"]


@pytest.fixture
def client(server, acme):
    return acme(server)


@pytest.fixture
def by_http(http_host):
    return lambda client: lambda name, challenge: http_host.provision(
        challenge["token"], client.key_authorization(challenge))


def no_null(value):
    if isinstance(value, dict):
        return all(v is not None and no_null(v) for v in value.values())
    return all(map(no_null, value)) if isinstance(value, list) else True


# --- the ways that work ---

@pytest.mark.parametrize("alg", ALGORITHMS)
def test_every_kind_of_account_key_gets_a_certificate(server, acme, by_http, fresh_name, alg):
    client, name = acme(server, alg), fresh_name()
    chain = client.issue([name], openssl.make_csr([name]), "http-01", by_http(client))
    assert openssl.load(openssl.split_chain(chain)[0]).extensions


@pytest.mark.parametrize("kind", ["P-256", "P-384", "RSA-2048"])
def test_every_kind_of_certificate_key_is_taken(client, by_http, fresh_name, kind):
    name = fresh_name()
    chain = client.issue([name], openssl.make_csr([name], openssl.make_key(kind)), "http-01", by_http(client))
    assert len(openssl.split_chain(chain)) >= 2


def test_a_wildcard_is_proven_by_dns_alone(client, dns, fresh_name):
    name = fresh_name()
    order = client.new_order([f"*.{name}"]).expect(201).json()
    authorization = client.post(order["authorizations"][0]).expect(200).json()
    assert authorization["wildcard"] is True and authorization["identifier"]["value"] == name
    assert [c["type"] for c in authorization["challenges"]] == ["dns-01"]
    client.issue([f"*.{name}", name], openssl.make_csr([f"*.{name}", name]), "dns-01",
                 lambda n, c: dns.add_txt(f"_acme-challenge.{n}", client.dns_value(c)))


def test_tls_alpn_proves_control(client, tls_host, fresh_name):
    name = fresh_name()
    client.issue([name], openssl.make_csr([name]), "tls-alpn-01",
                 lambda n, c: tls_host.provision(n, client.key_authorization(c)))


def test_a_proof_is_used_again_for_the_next_order(client, by_http, fresh_name):
    name = fresh_name()
    client.issue([name], openssl.make_csr([name]), "http-01", by_http(client))
    again = client.new_order([name]).expect(201).json()
    assert again["status"] == "ready"


def test_no_answer_holds_a_null(client, by_http, fresh_name):
    name = fresh_name()
    account = client.post(client.kid, {}).expect(200).json()
    placed = client.new_order([name]).expect(201)
    authorization = client.post(placed.json()["authorizations"][0]).expect(200).json()
    assert no_null(client.directory) and no_null(account) and no_null(placed.json()) and no_null(authorization)


def test_a_known_key_finds_its_account_and_an_unknown_one_does_not_make_one(server, client):
    same = AcmeClient(server.directory_url, client.key)
    assert same.new_account(onlyReturnExisting=True).expect(200).location == client.kid
    stranger = AcmeClient(server.directory_url)
    assert stranger.new_account(onlyReturnExisting=True).expect(400).error == "accountDoesNotExist"


def test_after_a_key_change_only_the_new_key_speaks_for_the_account(client):
    old = client.key
    client.change_key(AccountKey("ES384")).expect(200)
    client.post(client.kid, {}).expect(200)
    assert client.post(client.kid, {}, key=old).error in ("unauthorized", "malformed", "badSignatureAlgorithm")


def test_a_key_that_another_account_has_cannot_be_taken(server, acme, client):
    other = acme(server)
    answer = client.change_key(other.key).expect(409)
    assert answer.location == other.kid


def test_a_deactivated_account_can_do_nothing_more(client):
    client.deactivate(client.kid).expect(200)
    assert client.new_order(["a.example.net"]).expect(401).error == "unauthorized"


def test_a_deactivated_authorization_is_not_used_again(client, by_http, fresh_name):
    name = fresh_name()
    url = client.new_order([name]).expect(201).json()["authorizations"][0]
    client.prove(url, "http-01", by_http(client))
    assert client.deactivate(url).expect(200).json()["status"] == "deactivated"
    assert client.new_order([name]).expect(201).json()["status"] == "pending"


# --- the ways that must not work ---

def test_a_nonce_is_good_once(client):
    nonce = client.nonce()
    client.post(client.kid, {}, protected={"nonce": nonce}).expect(200)
    answer = client.post(client.kid, {}, protected={"nonce": nonce})
    assert answer.expect(400).error == "badNonce" and answer.headers["Replay-Nonce"]


@pytest.mark.parametrize("broken, error", [
    ({"nonce": ABSENT}, ("malformed", "badNonce")),
    ({"nonce": "not-ours"}, ("badNonce",)),
    ({"url": "https://localhost/elsewhere"}, ("unauthorized", "malformed")),
    ({"alg": "none"}, ("badSignatureAlgorithm",)),
    ({"alg": "HS256"}, ("badSignatureAlgorithm",)),
    ({"kid": ABSENT}, ("malformed",)),
    ({"kid": "https://localhost/acme/account/none"}, ("accountDoesNotExist", "malformed")),
    ({"crit": ["x"]}, ("malformed",)),
])
def test_a_broken_header_is_refused_by_name(client, broken, error):
    answer = client.post(client.kid, {}, protected=broken)
    assert answer.error in error, answer.body
    assert answer.json()["detail"]


@pytest.mark.parametrize("tamper", [
    lambda jws: {**jws, "signature": b64(b"\0" * 64)},
    lambda jws: {**jws, "payload": b64(b'{"status":"deactivated"}')},
    lambda jws: {**jws, "header": {"kid": "x"}},
    lambda jws: {**jws, "signature": jws["signature"] + "="},
    lambda jws: b"{",
    lambda jws: b"[]",
    lambda jws: json.dumps({"payload": jws["payload"]}).encode(),
    lambda jws: json.dumps(jws).encode()[:-1] + b',"payload":"e30"}',
])
def test_a_broken_body_is_refused_and_changes_nothing(client, tamper):
    answer = client.post(client.kid, {"contact": []}, tamper=tamper)
    assert 400 <= answer.status < 500 and answer.error in ("malformed", "unauthorized", "badPublicKey"), answer.body
    assert client.post(client.kid, {}).expect(200).json()["status"] == "valid"


def test_another_content_type_is_refused(client):
    body = json.dumps(flattened({"alg": "ES256", "kid": client.kid, "nonce": client.nonce(), "url": client.kid},
                                {}, client.key.sign)).encode()
    assert client.send(client.kid, body, "application/json").status == 415


def test_a_body_beyond_every_need_is_refused(server, acme, client):
    # The server answers and closes without reading on, so a client that is still sending may see only the end.
    try:
        assert acme(server).post(client.directory["newOrder"], {"x": "y" * 2_000_000}).status == 413
    except OSError:
        pass
    assert client.post(client.kid, {}).status == 200, "the server is there and the account as well"


def test_another_accounts_order_and_authorization_are_not_shown(server, acme, client, fresh_name):
    placed = client.new_order([fresh_name()]).expect(201)
    stranger = acme(server)
    for url in (placed.location, placed.json()["authorizations"][0]):
        assert stranger.post(url).status in (401, 403, 404)


@pytest.mark.parametrize("names, error", [
    (["under_score.example.net"], "rejectedIdentifier"),
    (["localhost"], "rejectedIdentifier"),
    (["printer.local"], "rejectedIdentifier"),
    (["*.net"], "rejectedIdentifier"),
    (["*.co.uk"], "rejectedIdentifier"),
    (["192.168.1.1"], "rejectedIdentifier"),
    ([], "malformed"),
])
def test_names_that_cannot_be_certified_are_refused_at_once(client, names, error):
    answer = client.new_order(names)
    assert answer.error in (error, "unsupportedIdentifier"), answer.body


def test_an_unknown_kind_of_identifier_is_refused(client):
    answer = client.post(client.directory["newOrder"], {"identifiers": [{"type": "tn", "value": "1"}]})
    assert answer.expect(400).error == "unsupportedIdentifier"


def test_an_order_that_is_not_ready_is_not_finalized(client, fresh_name):
    name = fresh_name()
    order = client.new_order([name]).expect(201).json()
    answer = client.post(order["finalize"], {"csr": b64(openssl.make_csr([name]))})
    assert answer.expect(403).error == "orderNotReady"


def test_a_request_for_other_names_or_with_a_broken_signature_is_refused(client, by_http, fresh_name):
    name = fresh_name()
    placed = client.new_order([name]).expect(201)
    client.prove(placed.json()["authorizations"][0], "http-01", by_http(client))
    finalize = placed.json()["finalize"]
    good = openssl.make_csr([name])
    for csr in (openssl.make_csr([name, "more.example.net"]), openssl.make_csr(["else.example.net"]),
                good[:-1] + bytes([good[-1] ^ 1]), good[:-3], b"\x30\x80"):
        assert client.post(finalize, {"csr": b64(csr)}).expect(400).error == "badCSR"
    assert client.finalize(placed.location, good)["status"] == "valid"


def test_the_account_key_is_not_taken_as_certificate_key(server, acme, by_http, fresh_name):
    client, name = acme(server, "ES256"), fresh_name()
    placed = client.new_order([name]).expect(201)
    client.prove(placed.json()["authorizations"][0], "http-01", by_http(client))
    csr = openssl.make_csr([name], client.key.private)
    assert client.post(placed.json()["finalize"], {"csr": b64(csr)}).expect(400).error in ("badCSR", "badPublicKey")


# --- revocation ---

@pytest.fixture
def issued(client, by_http, fresh_name):
    name, key = fresh_name(), openssl.make_key()
    chain = client.issue([name], openssl.make_csr([name], key), "http-01", by_http(client))
    return openssl.to_der(openssl.split_chain(chain)[0]), key, name


def test_the_account_revokes_once(client, issued):
    client.revoke(issued[0], reason=4).expect(200)
    assert client.revoke(issued[0]).expect(400).error == "alreadyRevoked"


def test_the_certificates_own_key_revokes(server, issued):
    stranger = AcmeClient(server.directory_url)
    key = AccountKey("ES256", issued[1])
    stranger.revoke(issued[0], reason=1, key=key).expect(200)


def test_a_stranger_does_not_revoke(server, acme, issued):
    assert acme(server).revoke(issued[0]).expect(403).error == "unauthorized"


def test_an_account_that_proved_all_names_may_revoke(server, acme, by_http, issued):
    other = acme(server)
    order = other.new_order([issued[2]]).expect(201).json()
    other.prove(order["authorizations"][0], "http-01", by_http(other))
    other.revoke(issued[0]).expect(200)


@pytest.mark.parametrize("reason", [2, 6, 7, 8, 9, 10, 11, -1, "1"])
def test_reasons_that_subscribers_may_not_give_are_refused(client, issued, reason):
    assert client.revoke(issued[0], reason=reason).expect(400).error in ("badRevocationReason", "malformed")


def test_a_certificate_of_somebody_else_is_not_revoked(client, tmp_path):
    openssl.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                tmp_path / "k", "-out", tmp_path / "c", "-subj", "/CN=x")
    assert client.revoke(openssl.to_der((tmp_path / "c").read_text())).status in (400, 403, 404)


# --- settings ---

def test_external_binding_is_required_when_configured(make_server):
    server = make_server(config={"acme": {"require_eab": True}})
    client = AcmeClient(server.directory_url)
    assert client.directory["meta"]["externalAccountRequired"] is True
    assert client.new_account().expect(403, 401).error == "externalAccountRequired"
