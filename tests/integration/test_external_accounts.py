"""Accounts that an operator must have let in: external account binding, from `chancery eab` to the certificate."""
import json

import pytest

from peers import openssl
from peers.acme import AcmeClient
from peers.acme_clients import Certbot, ClientFailed, Lego


@pytest.fixture
def closed_server(make_server, store):
    return make_server(store=store, config={"acme": {"require_eab": True}})


def hand_out(server, name="web team", *options):
    """A new key: (key id, MAC key)."""
    made = json.loads(server.cli("eab", "create", "--name", name, "--json", *options).stdout)
    return made["id"], made["hmac_key"]


def listed(server):
    return {key["id"]: key for key in json.loads(server.cli("eab", "list", "--json").stdout)["items"]}


def test_certbot_and_lego_get_certificates_with_a_key_and_none_without(
        closed_server, http_host, tmp_path, fresh_name):
    http_host.webroot = tmp_path
    url, ca_file = closed_server.directory_url, closed_server.ca_file()
    with pytest.raises(ClientFailed, match="external"):
        Certbot(tmp_path / "stranger", url).webroot(tmp_path, fresh_name())

    name = fresh_name()
    chain, _ = Certbot(tmp_path / "certbot", url, eab=hand_out(closed_server)).webroot(tmp_path, name)
    assert openssl.load(openssl.split_chain(chain)[0])
    Lego(tmp_path / "lego", url, ca_file, eab=hand_out(closed_server)).webroot(tmp_path, fresh_name())


def test_an_account_without_a_binding_is_refused_by_the_error_of_the_rfc(closed_server):
    client = AcmeClient(closed_server.directory_url)
    assert client.directory["meta"]["externalAccountRequired"] is True
    assert client.new_account().error == "externalAccountRequired"


def test_a_revoked_key_opens_no_account(closed_server):
    key_id, mac_key = hand_out(closed_server)
    closed_server.cli("eab", "revoke", key_id)
    assert AcmeClient(closed_server.directory_url).bound_account(key_id, mac_key).error == "unauthorized"
    assert listed(closed_server)[key_id]["state"] == "revoked"
    again = closed_server.cli("eab", "revoke", key_id, "--json", check=False)
    assert again.returncode == 1
    assert json.loads(again.stderr)["error"]["code"] == "external_account_key_revoked"


def test_a_key_opens_one_account_and_not_with_a_foreign_mac(closed_server):
    key_id, mac_key = hand_out(closed_server)
    foreign_mac = hand_out(closed_server)[1]
    assert AcmeClient(closed_server.directory_url).bound_account(key_id, foreign_mac).error == "unauthorized"
    AcmeClient(closed_server.directory_url).bound_account(key_id, mac_key).expect(201)
    assert AcmeClient(closed_server.directory_url).bound_account(key_id, mac_key).error == "unauthorized"
    assert listed(closed_server)[key_id]["state"] == "used"
    assert "stays open" in closed_server.cli("eab", "revoke", key_id).stdout


def test_the_mac_key_is_shown_once_and_stands_nowhere(closed_server):
    key_id, mac_key = hand_out(closed_server)
    assert mac_key not in closed_server.cli("eab", "list", "--json").stdout
    assert mac_key not in closed_server.cli("audit", "show", "--limit", "10000").stdout
    assert mac_key not in closed_server.log_text()
    kept = [path for path in closed_server.data.rglob("*") if path.is_file() and mac_key.encode() in path.read_bytes()]
    assert kept == [], f"the MAC key of {key_id} was written"


def test_an_unknown_or_malformed_id_is_named(closed_server):
    unknown = closed_server.cli("eab", "revoke", "0000000000001", "--json", check=False)
    assert json.loads(unknown.stderr)["error"]["code"] == "external_account_key_not_found"
    malformed = closed_server.cli("eab", "revoke", "../x", check=False)
    assert malformed.returncode == 1 and "../x" in malformed.stderr
