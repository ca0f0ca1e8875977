"""The fixtures of the browser tests: one server with a DNS, shared by all of them."""
import pathlib

import pytest

from peers.chancery import Server, binary
from peers.dns import DnsPeer, Zone

from console import Console

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def dns(tmp_path_factory):
    here = ["@ A 127.0.0.1", "* A 127.0.0.1"]
    with DnsPeer(tmp_path_factory.mktemp("dns"), {"example.net": Zone(here)}) as peer:
        yield peer


@pytest.fixture(scope="session")
def server(tmp_path_factory, dns):
    binary()
    running = Server(tmp_path_factory.mktemp("chancery"), {
        "va": {"resolver": dns.endpoint, "trust_anchor": dns.trust_anchor_file, "allow_private_addresses": True},
    })
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def console(server, dns):
    made = Console(server, dns, ROOT / "build/screenshots")
    made.settle()
    return made
