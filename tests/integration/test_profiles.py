"""Profiles by configuration: what may be changed, what shows it, and that the law stays above it."""
import json
import subprocess

import pytest
from cryptography import x509

from peers import openssl


def shown(server, profile):
    return json.loads(server.cli("profile", "show", profile, "--json").stdout)


@pytest.fixture
def adjusted(make_server):
    return make_server(config={
        "profiles.tls-dv": {"default_days": 10, "max_days": 30, "common_name": True, "ip_addresses": True},
        "profiles.private-server": {"default_days": 20, "max_names": 2}})


def test_settings_are_shown_and_end_up_in_certificates(adjusted, acme, http_host, fresh_name):
    assert (shown(adjusted, "tls-dv")["default_days"], shown(adjusted, "tls-dv")["max_days"]) == (10, 30)
    assert shown(adjusted, "private-server")["max_names"] == 2
    assert "[profiles.tls-dv]" in (config := adjusted.cli("config", "show").stdout) and "default_days = 10" in config

    client, name = acme(adjusted), fresh_name()
    chain = client.issue([name], openssl.make_csr([name]), "http-01",
                         lambda _, c: http_host.provision(c["token"], client.key_authorization(c)))
    leaf = openssl.load(openssl.split_chain(chain)[0])
    lifetime = leaf.not_valid_after - leaf.not_valid_before
    assert lifetime.days == 9 and lifetime.seconds == 86_399  # 10 days, the last second included
    assert [a.value for a in leaf.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)] == [name]


def test_no_subject_of_the_cps_is_empty(adjusted, make_server, acme, fresh_name):
    """NT-11: where the whole subject is demanded, a name that does not fit into commonName is refused at the order; else it is taken."""
    name = f"{'a' * 60}.{fresh_name()}"
    strict = make_server(config={"profiles.tls-dv": {"cps_subject": True}})
    refused = acme(strict).new_order([name])
    assert 400 <= refused.status < 500 and "shorter name" in refused.body.decode(), refused.body
    assert acme(adjusted).new_order([name]).status == 201


def test_addresses_are_ordered_where_they_are_switched_on_alone_and_never_reserved_ones(adjusted, server, acme):
    assert acme(server).new_order(["192.88.98.1"]).error == "unsupportedIdentifier"
    client = acme(adjusted)
    client.new_order(["192.88.98.1"]).expect(201)
    assert client.new_order(["10.0.0.1"]).error == "rejectedIdentifier"


def test_a_request_beyond_a_setting_is_refused(adjusted, tmp_path):
    def issue(names, *options):
        csr = tmp_path / "request.pem"
        csr.write_text(openssl.make_csr(names, encoding="pem"))
        return adjusted.cli("issue", "--csr", csr, "--json", *options, check=False)

    assert issue(["a.internal.example", "b.internal.example"]).returncode == 0
    many = issue(["a.internal.example", "b.internal.example", "c.internal.example"])
    assert many.returncode == 1 and json.loads(many.stderr)["error"]["code"] == "names_too_many"


@pytest.mark.parametrize("verb", ["serve", "init"])
def test_a_setting_beyond_the_law_refuses_to_start_and_says_which_law(make_server, chancery_binary, verb):
    server = make_server(config={"profiles.tls-dv": {"max_days": 390}}, start=False)
    done = subprocess.run([chancery_binary, verb, "--data", server.data, "--config", server.config_file],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    for part in ("tls-dv", "max_days", "390", "200", "6.3.2"):
        assert part in done.stderr, done.stderr
