"""Coming in: by invitation, with a passkey, with a recovery code; and what a browser keeps of it."""
import contextlib
import sqlite3

import pytest

from peers.chancery import Server, binary
from peers.console import invite, newcomer

PASSWORD = "a sentence for the door"
MINUTE = 60_000  # as the store counts: milliseconds


def test_a_person_comes_in_by_invitation_and_again_by_passkey_and_recovery_code(console, server):
    name, link = invite(server, "registration-officer")
    found = console.run("access", name=name, link=link, password=PASSWORD)
    assert found["faults"] == []
    assert {page: axe for page, axe in found["axe"].items() if axe} == {}
    assert found["codes"] == 10
    assert "sign_in_refused" in found["refusal"]
    for secret in (PASSWORD, "csrf", "__Host"):
        assert secret not in found["stored"], "nothing of a session is where a script could read it"
    assert "Certificates" in found["places"] and "People" not in found["places"]


def test_a_code_generator_is_set_up_and_its_codes_work_once(console, server):
    name, link = invite(server, "registration-officer")
    found = console.run("codes", name=name, link=link, password=PASSWORD)
    assert found["faults"] == []
    assert {page: axe for page, axe in found["axe"].items() if axe} == {}
    assert found["picture"] > 0, "the QR code is drawn"
    assert "second_factor_refused" in found["refusal"] and "second_factor_refused" in found["replay"]
    assert (found["codes"], found["file"]) == (10, "chancery-recovery-codes.txt")


@pytest.fixture
def careful(tmp_path):
    """A server that wants a fresh second proof for sensitive acts."""
    binary()
    server = Server(tmp_path / "careful", {"identity": {"step_up_minutes": 1}})
    server.start()
    yield server
    server.stop()


def test_a_sensitive_act_asks_for_a_fresh_proof_and_goes_on(careful, console):
    person = newcomer(careful, "ca-administrator")
    with contextlib.closing(sqlite3.connect(careful.data / "chancery.db", timeout=20)) as store, store:
        store.execute("UPDATE console_session SET verified = verified - ?", (5 * MINUTE,))
    there = type(console)(careful, None, console.screenshots)
    there.administrator = person
    found = there.run("step-up", secret=person.secret)
    assert found["faults"] == [] and found["axe"] == []
    assert "step_up_needed" in found["refused"], "who gives up is told what was refused"
    assert found["names"] == ["Gone through with"]
