"""Profiles as tables: each at the dates on which the law changes, those that are forbidden, and those that an
operator adds on top."""
import json
import subprocess

import pytest

from peers import openssl

DATES = ["2026-11-21", "2027-03-15", "2029-03-15"]
LAW = {"2026-11-21": (200, 200), "2027-03-15": (100, 100), "2029-03-15": (47, 10)}
TLS = ["tls-dv", "tls-iv", "tls-ov", "tls-ev", "tls-precertificate"]
MAIL = [f"smime-{kind}-{generation}" for kind in ("mailbox", "organization", "sponsor", "individual")
        for generation in ("multipurpose", "strict")]
CAS = ["tls-root-ca", "tls-subordinate-ca", "tls-constrained-ca", "tls-cross-ca", "tls-cross-restricted-ca",
       "non-tls-cross-ca", "non-tls-constrained-ca", "smime-root-ca", "smime-subordinate-ca", "smime-cross-ca",
       "private-root-ca", "private-subordinate-ca", "private-cross-ca"]
OTHERS = ["private-server", "private-client", "tls-ocsp-responder", "smime-ocsp-responder", "private-ocsp-responder"]


def run(binary, *words):
    return subprocess.run([binary, *words], capture_output=True, text=True, timeout=60)


def shown(binary, name, date):
    return json.loads(run(binary, "profile", "show", name, "--at", date, "--json").stdout)


def test_the_list_holds_every_kind_and_nothing_else(chancery_binary):
    listed = [item["name"] for item in json.loads(run(chancery_binary, "profile", "list", "--json").stdout)["items"]]
    assert sorted(listed) == sorted(TLS + MAIL + CAS + OTHERS)


@pytest.mark.parametrize("date", DATES)
def test_every_profile_is_shown_with_citations_at_the_dates_of_the_law(chancery_binary, date):
    for name in TLS + MAIL + CAS + OTHERS:
        table = shown(chancery_binary, name, date)
        assert table["rows"] and table["rules"], name
        for row in table["rows"] + table["limits"] + table["rules"]:
            assert row["citation"] and row["effective_from"] <= date, (name, row)
            assert row.get("effective_until", "9999") > date, (name, row)
        fields = {row["field"] for row in table["rows"]}
        assert {"version", "serialNumber", "issuer", "validity", "subject", "authorityKeyIdentifier", "keyUsage"} <= fields


@pytest.mark.parametrize("date", DATES)
def test_the_law_of_the_date_bounds_validity_and_reuse(chancery_binary, date):
    days, reuse = LAW[date]
    for name in TLS:
        table = shown(chancery_binary, name, date)
        limits = {row["limit"]: row["value"] for row in table["limits"]}
        assert (table["max_days"], limits["validity_days"], limits["domain_reuse_days"]) == (days, days, reuse), name
        assert table["default_days"] <= days
    mail = {row["limit"]: row["value"] for row in shown(chancery_binary, "smime-sponsor-strict", date)["limits"]}
    assert (mail["validity_days"], mail["mailbox_reuse_days"], mail["identity_reuse_days"]) == (825, 30, 825)


def test_text_names_presence_criticality_value_source_and_what_changes(chancery_binary):
    text = run(chancery_binary, "profile", "show", "tls-ov", "--at", "2026-11-21").stdout
    for part in ("keyUsage: SHOULD, always, critical", "TLS BR 7.1.2.7.11", "O 2.5.4.10 (as verified)",
                 "2027-03-15 validity_days: 200 -> 100", "2029-03-15 domain_reuse_days: 100 -> 10", "since 2023-09-15"):
        assert part in text, text


@pytest.mark.parametrize("name, citation", [("precertificate-signing-ca", "SC092"), ("smime-mailbox-legacy", "2025-07-15")])
def test_what_is_forbidden_is_refused_with_its_citation(chancery_binary, name, citation):
    refused = run(chancery_binary, "profile", "show", name)
    assert refused.returncode == 1 and citation in refused.stderr


OWN = {"base": "tls-dv", "title": "Shop fronts", "default_days": 30, "max_days": 60, "max_names": 3,
       "policies": ["1.3.6.1.4.1.32473.7"], "keys": ["p256", "p384"], "common_name": True}
CORP = {"base": "private-server", "default_days": 20, "keys": ["p384"], "single_use_keys": True}


@pytest.fixture
def with_own(make_server):
    return make_server(config={"profiles.shop-front": OWN, "profiles.corp": CORP})


def test_an_operators_own_profile_stands_on_the_law_of_its_base(with_own, acme, http_host, fresh_name):
    table = json.loads(with_own.cli("profile", "show", "shop-front", "--json").stdout)
    assert (table["title"], table["default_days"], table["max_days"], table["max_names"]) == ("Shop fronts", 30, 60, 3)
    assert any("32473.7" in row["value"] for row in table["rows"] if row["field"] == "certificatePolicies")
    assert "[profiles.shop-front]" in with_own.cli("config", "show").stdout
    assert "shop-front" in with_own.cli("profile", "list").stdout


def test_kinds_and_reuse_of_keys_are_the_profiles_own_rule(with_own, tmp_path):
    def issue(key):
        csr = tmp_path / "request.pem"
        csr.write_text(openssl.make_csr(["a.internal.example"], key=key, encoding="pem"))
        done = with_own.cli("issue", "--csr", csr, "--profile", "corp", "--json", check=False)
        return json.loads(done.stdout or done.stderr)

    assert issue(openssl.make_key("P-256"))["error"]["code"] == "key_not_offered"
    key = openssl.make_key("P-384")
    assert "serial" in issue(key)
    assert issue(key)["error"]["code"] == "key_used_before"
    assert "serial" in issue(openssl.make_key("P-384"))


@pytest.mark.parametrize("change, words", [
    ({"max_days": 201}, ["200", "6.3.2"]),
    ({"policies": ["2.23.140.1.2.2"]}, ["7.1.2.7.9"]),
    ({"policies": ["2.5.29.32.0"]}, ["7.1.2.7.9"]),
    ({"keys": ["ed25519"]}, ["6.1.5"]),
    ({"max_names": 101}, ["max_names"]),
    ({"base": "tls-root-ca"}, ["base"]),
    ({"base": "tls-xx"}, ["tls-xx"]),
])
def test_a_profile_that_is_looser_than_the_law_refuses_to_start_and_names_line_and_law(make_server, chancery_binary, change,
                                                                                    words):
    server = make_server(config={"profiles.shop-front": OWN | change}, start=False)
    done = subprocess.run([chancery_binary, "serve", "--data", server.data, "--config", server.config_file],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    for word in words + ["line"]:
        assert word in done.stderr, done.stderr


def test_a_misspelt_key_or_table_is_named_with_the_nearest(make_server, chancery_binary):
    for table, key, meant in (("profiles.shop-front", "max_dais", "max_days"), ("profiles.tls-vd", "max_days", "tls-dv")):
        server = make_server(config={table: {key: 7}}, start=False)
        done = subprocess.run([chancery_binary, "serve", "--data", server.data, "--config", server.config_file],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and meant in done.stderr, done.stderr
