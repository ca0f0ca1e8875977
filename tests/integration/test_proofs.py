"""Hosts that answer wrongly, slowly or for ever prove nothing, and the reason is told."""
import pytest

from peers.http_host import CHALLENGE, Reply, redirect


@pytest.fixture
def attempt(server, acme):
    """attempt(name, kind, provide) -> the settled authorization."""
    def run(name, kind, provide, at=server):
        client = acme(at)
        url = client.new_order([name]).expect(201).json()["authorizations"][0]
        return client.prove(url, kind, lambda n, c: provide(client, n, c))
    return run


def error_of(authorization, kind):
    assert authorization["status"] == "invalid", authorization
    return next(c for c in authorization["challenges"] if c["type"] == kind)["error"]


@pytest.mark.parametrize("zone", ["example.net", "unsigned.net"])
def test_signed_and_unsigned_zones_are_both_believed(attempt, http_host, fresh_name, zone):
    settled = attempt(fresh_name(zone), "http-01",
                      lambda client, _, c: http_host.provision(c["token"], client.key_authorization(c)))
    assert settled["status"] == "valid"


@pytest.mark.parametrize("kind", ["http-01", "dns-01", "tls-alpn-01"])
def test_a_zone_with_broken_signatures_proves_nothing(attempt, dns, http_host, tls_host, fresh_name, kind):
    def provide(client, name, c):
        http_host.provision(c["token"], client.key_authorization(c))
        tls_host.provision(name, client.key_authorization(c))
        dns.add_txt(f"_acme-challenge.{name}", client.dns_value(c))
    error = error_of(attempt(fresh_name("bogus.net"), kind, provide), kind)
    assert error["type"].endswith(":dns") and "DNSSEC" in error["detail"]


@pytest.mark.parametrize("reply, seen", [
    (lambda host: Reply(b"something else"), None),
    (lambda host: Reply(b"", 500), "500"),
    (lambda host: Reply(endless=True), None),
    (lambda host: Reply(close=True), None),
    (lambda host: redirect("ftp://example.net/x"), None),
    (lambda host: redirect(f"http://127.0.0.1:{host.port}/.well-known/acme-challenge/loop"), None),
    (lambda host: redirect("http://example.net:2525/x"), None),
], ids=["other text", "error", "endless", "closed", "other scheme", "loop", "other port"])
def test_a_host_that_answers_wrongly_proves_nothing(attempt, http_host, fresh_name, reply, seen):
    http_host.reply(CHALLENGE + "loop", redirect(CHALLENGE + "loop"))
    settled = attempt(fresh_name(), "http-01",
                      lambda _, __, c: http_host.reply(CHALLENGE + c["token"], reply(http_host)))
    error = error_of(settled, "http-01")
    assert error["detail"] and (seen is None or seen in error["detail"])


def test_a_redirect_to_an_allowed_place_is_followed(attempt, http_host, fresh_name):
    def provide(client, name, c):
        http_host.reply(CHALLENGE + c["token"], redirect(f"http://{name}:{http_host.port}/elsewhere"))
        http_host.reply("/elsewhere", Reply(client.key_authorization(c).encode()))
    assert attempt(fresh_name(), "http-01", provide)["status"] == "valid"


@pytest.mark.parametrize("wrong", [{"sans": ["other.example.net"]}, {"critical": False}, {"extension": False},
                                   {"digest": b"\0" * 32}, {"alpn": ()}], ids=str)
def test_a_wrong_tls_answer_proves_nothing(attempt, tls_host, fresh_name, wrong):
    settled = attempt(fresh_name(), "tls-alpn-01",
                      lambda client, name, c: tls_host.provision(name, client.key_authorization(c), **wrong))
    assert error_of(settled, "tls-alpn-01")["detail"]


def test_a_wrong_txt_value_proves_nothing(attempt, dns, fresh_name):
    settled = attempt(fresh_name(), "dns-01", lambda _, n, __: dns.add_txt(f"_acme-challenge.{n}", "wrong"))
    assert error_of(settled, "dns-01")["type"].endswith((":incorrectResponse", ":unauthorized", ":dns"))


def test_private_addresses_are_not_asked_unless_configured(attempt, make_server, http_host, fresh_name):
    server = make_server(config={"va": {"allow_private_addresses": False}})
    before = len(http_host.seen)
    settled = attempt(fresh_name(), "http-01",
                      lambda client, _, c: http_host.provision(c["token"], client.key_authorization(c)), at=server)
    assert error_of(settled, "http-01")["detail"]
    assert len(http_host.seen) == before
