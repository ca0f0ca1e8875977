"""Self-test of the DNS peer: what it claims about a zone, ldns's own verifier must say too."""
import subprocess

import pytest

from peers.dns import DnsPeer, Zone, ask, quoted

TXT = 16


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    zones = {"signed.test": Zone(["@ A 127.0.0.1", "www A 127.0.0.1"]),
             "unsigned.test": Zone(["@ A 127.0.0.1"], kind="unsigned"),
             "bogus.test": Zone(["@ A 127.0.0.1"], kind="bogus"),
             "foreign-caa.test": Zone(['@ CAA 0 issue "ca.example"'])}
    with DnsPeer(tmp_path_factory.mktemp("dns"), zones) as dns:
        yield dns


def verifies(peer, zone):
    return subprocess.run(["ldns-verify-zone", str(peer.folder / f"zone-{zone}")],
                          capture_output=True).returncode == 0


def test_signed_zones_verify_and_a_bogus_one_does_not(peer):
    assert verifies(peer, "root") and verifies(peer, "test") and verifies(peer, "signed.test")
    assert not verifies(peer, "bogus.test")


def test_parents_vouch_for_signed_and_bogus_but_not_for_unsigned_zones(peer):
    parent = (peer.folder / "zone-test").read_text()
    delegated = {line.split()[0] for line in parent.splitlines() if "\tDS\t" in line}
    assert delegated == {"signed.test.", "bogus.test.", "foreign-caa.test."}


def test_a_txt_value_is_answered_once_set_txt_has_returned_and_gone_after_removal(peer):
    name = "_acme-challenge.signed.test"
    peer.add_txt(name, "first-value")
    peer.add_txt(name, "second-value")
    assert peer.txt(name) == ["first-value", "second-value"]
    answer = ask(peer.port, name, TXT)
    assert b"first-value" in answer and b"second-value" in answer
    peer.remove_txt(name, "first-value")
    assert b"first-value" not in ask(peer.port, name, TXT)
    assert verifies(peer, "signed.test")
    peer.set_txt(name, [])
    assert b"second-value" not in ask(peer.port, name, TXT)


def test_long_values_are_cut_into_character_strings():
    assert quoted("a" * 300) == '"' + "a" * 255 + '" "' + "a" * 45 + '"'
    assert quoted('say "x"') == '"say \\"x\\""'
