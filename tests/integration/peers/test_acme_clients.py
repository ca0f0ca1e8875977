"""certbot and lego take the options that their wrappers give them. (That they succeed is shown against the server.)"""
import pytest

from peers import acme_clients
from peers.acme import trusting
from peers.dns_hooks import DnsHooks
from peers.process import free_port


@pytest.fixture
def nobody():
    return f"https://localhost:{free_port()}/acme/directory"


@pytest.fixture
def hooks(tmp_path):
    made = DnsHooks(tmp_path / "hooks", dns=None)
    yield made
    made._server.server_close()


@pytest.mark.parametrize("way", ["http01", "dns01", "webroot"])
def test_certbot_fails_because_nobody_answers_and_for_no_other_reason(tmp_path, nobody, hooks, way):
    certbot = acme_clients.Certbot(tmp_path / "certbot", nobody)
    with pytest.raises(acme_clients.ClientFailed, match="Connection refused"):
        if way == "dns01":
            certbot.dns01(hooks, "a.example.net", "*.a.example.net")
        elif way == "webroot":
            certbot.webroot(tmp_path, "a.example.net")
        else:
            certbot.http01("a.example.net")


@pytest.mark.parametrize("way", ["http01", "dns01"])
def test_lego_fails_because_nobody_answers_and_for_no_other_reason(tmp_path, nobody, hooks, way):
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(open("/etc/ssl/certs/ca-certificates.crt", "rb").read())
    lego = acme_clients.Lego(tmp_path / "lego", nobody, ca_file)
    with pytest.raises(acme_clients.ClientFailed, match="connection refused"):
        if way == "dns01":
            lego.dns01(hooks, "127.0.0.1:53", "*.a.example.net")
        else:
            lego.http01("a.example.net")


def test_a_client_that_wants_a_trusted_server_checks_the_name_too():
    assert trusting("/etc/ssl/certs/ca-certificates.crt").check_hostname
    assert not trusting().check_hostname
