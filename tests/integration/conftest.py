"""The fixtures of the integration suite; README.md says how to use them."""
import itertools

import pytest

from peers.acme import AcmeClient
from peers.chancery import Server, binary
from peers.dns import DnsPeer, Zone
from peers.dns_hooks import DnsHooks
from peers.http_host import HttpHost
from peers.jws import AccountKey
from peers.postgres import Postgres
from peers.softhsm import SoftHsm
from peers.tls_host import TlsHost

STORES = ["sqlite", "postgresql"]

# The applicant's zones. Everything in them points at 127.0.0.1, where http_host and tls_host listen.
_HERE = ["@ A 127.0.0.1", "* A 127.0.0.1"]
ZONES = {
    "example.net": Zone(list(_HERE)),
    "unsigned.net": Zone(list(_HERE), kind="unsigned"),
    "bogus.net": Zone(list(_HERE), kind="bogus"),
    "caa-other.net": Zone([*_HERE, '@ CAA 0 issue "someone-else.example"']),
    "caa-none.net": Zone([*_HERE, '@ CAA 0 issue ";"']),
}


@pytest.fixture(scope="session", autouse=False)
def chancery_binary():
    try:
        return binary()
    except FileNotFoundError as missing:
        pytest.fail(str(missing), pytrace=False)


# --- the applicant's side, one of each for the session ---

@pytest.fixture(scope="session")
def dns(tmp_path_factory):
    with DnsPeer(tmp_path_factory.mktemp("dns"), ZONES) as peer:
        yield peer


@pytest.fixture(scope="session")
def http_host():
    host = HttpHost()
    host.start()
    yield host
    host.stop()


@pytest.fixture(scope="session")
def tls_host(tmp_path_factory):
    host = TlsHost(tmp_path_factory.mktemp("tls"))
    host.start()
    yield host
    host.stop()


@pytest.fixture
def dns_hooks(tmp_path, dns):
    hooks = DnsHooks(tmp_path / "hooks", dns)
    hooks.start()
    yield hooks
    hooks.stop()


@pytest.fixture
def token(tmp_path):
    hsm = SoftHsm(tmp_path / "softhsm")
    hsm.create()
    return hsm


# --- stores ---

@pytest.fixture(scope="session")
def postgres():
    cluster = Postgres()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session", params=STORES)
def store(request):
    """A test that takes this, or anything made of it, runs once per kind of store."""
    return request.param


@pytest.fixture(scope="session")
def new_store_url(request):
    """A function: the [store] table of a fresh database of a kind (nothing for SQLite: the default)."""
    def make(kind):
        if kind == "sqlite":
            return {}
        return {"store": {"url": request.getfixturevalue("postgres").create_database()}}
    return make


# --- servers ---

@pytest.fixture(scope="session")
def _server_factory(chancery_binary, tmp_path_factory, new_store_url, dns, http_host, tls_host):
    def make(config=None, store="sqlite", env=None, start=True, http_port=None):
        tables = {
            **new_store_url(store),
            "va": {"resolver": dns.endpoint, "trust_anchor": dns.trust_anchor_file,
                   "http_port": http_port or http_host.port, "tls_port": tls_host.port,
                   "allow_private_addresses": True},
        }
        for table, values in (config or {}).items():
            tables[table] = {**tables.get(table, {}), **values}
        made = Server(tmp_path_factory.mktemp("chancery"), tables, env)
        return made.start() if start else made
    return make


@pytest.fixture(scope="session")
def server(_server_factory, store):
    """A running server for the session, one per store. Shared: leave it running."""
    running = _server_factory(store=store)
    yield running
    running.stop()


@pytest.fixture
def make_server(_server_factory):
    """A function: a server of one's own (see Server), in a fresh data folder, stopped and checked at the
    end. Its keywords: config, store, env, start (False: not yet), http_port (where http-01 is asked)."""
    made = []

    def make(**keywords):
        made.append(_server_factory(**keywords))
        return made[-1]

    yield make
    failures = []
    for each in made:
        try:
            each.stop()
        except Exception as failure:  # noqa: BLE001 (stop the others, too)
            failures.append(failure)
    if failures:
        raise failures[0]


@pytest.fixture
def acme():
    """A function: a client with a new account at a server."""
    def make(at, alg="ES256", **fields):
        client = AcmeClient(at.directory_url, AccountKey(alg))
        client.new_account(**fields).expect(201)
        return client
    return make


_label_numbers = itertools.count(1)


@pytest.fixture
def fresh_name():
    """A function: a name below a zone that no other test uses."""
    return lambda zone="example.net": f"t{next(_label_numbers)}.{zone}"
