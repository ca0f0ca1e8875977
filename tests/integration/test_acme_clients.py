"""Debian's certbot and lego get certificates from a really served, DNSSEC-signed zone."""
import pytest

from peers import openssl
from peers.acme_clients import Certbot, ClientFailed, Lego
from peers.process import free_port


def names_in(chain):
    leaf = openssl.load(openssl.split_chain(chain)[0])
    from cryptography.x509 import DNSName, SubjectAlternativeName
    return set(leaf.extensions.get_extension_for_class(SubjectAlternativeName).value.get_values_for_type(DNSName))


def assert_verifies(chain, folder):
    verifier = openssl.Verifier(folder, chain, openssl.fetch_root(chain))
    crl = openssl.fetch(openssl.urls_of(openssl.load(openssl.split_chain(chain)[0]))["crl"])
    verifier.crl_text(crl)
    assert "OK" in verifier.verify()


def test_certbot_listens_itself_then_renews_and_revokes(make_server, store, tmp_path, fresh_name):
    port, name = free_port(), fresh_name()
    server = make_server(store=store, http_port=port)
    certbot = Certbot(tmp_path / "certbot", server.directory_url, http_port=port, ca_file=server.ca_file())
    chain, _ = certbot.http01(name)
    assert names_in(chain) == {name}
    assert_verifies(chain, tmp_path / "verify")
    certbot.renew(name)
    certbot.revoke(name)


def test_certbot_by_webroot(server, http_host, tmp_path, fresh_name):
    name, http_host.webroot = fresh_name(), tmp_path
    chain, _ = Certbot(tmp_path / "certbot", server.directory_url).webroot(tmp_path, name)
    assert names_in(chain) == {name}


def test_certbot_gets_a_wildcard_by_dns(server, dns_hooks, tmp_path, fresh_name):
    name = fresh_name()
    chain, _ = Certbot(tmp_path / "certbot", server.directory_url).dns01(dns_hooks, name, f"*.{name}")
    assert names_in(chain) == {name, f"*.{name}"}
    assert_verifies(chain, tmp_path / "verify")


def test_lego_listens_itself(make_server, store, tmp_path, fresh_name):
    port, name = free_port(), fresh_name()
    server = make_server(store=store, http_port=port)
    chain, _ = Lego(tmp_path / "lego", server.directory_url, server.ca_file(), http_port=port).http01(name)
    assert names_in(chain) == {name}


def test_lego_gets_a_wildcard_by_dns(server, dns, dns_hooks, tmp_path, fresh_name):
    name = fresh_name()
    lego = Lego(tmp_path / "lego", server.directory_url, server.ca_file())
    chain, _ = lego.dns01(dns_hooks, dns.endpoint, f"*.{name}", name)
    assert names_in(chain) == {name, f"*.{name}"}
    assert_verifies(chain, tmp_path / "verify")


@pytest.mark.parametrize("zone, reason", [("bogus.net", "DNSSEC|bogus"), ("caa-other.net", "CAA|caa"),
                                          ("caa-none.net", "CAA|caa")])
def test_a_zone_that_forbids_it_is_refused_with_the_reason_in_the_clients_words(
        server, http_host, tmp_path, fresh_name, zone, reason):
    http_host.webroot = tmp_path
    with pytest.raises(ClientFailed, match=reason):
        Certbot(tmp_path / "certbot", server.directory_url).webroot(tmp_path, fresh_name(zone))
