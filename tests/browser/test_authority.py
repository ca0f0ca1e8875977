"""What stands behind issuance, for those who answer for it: ceremonies, linters and what they said."""
import pytest

from peers.ceremony import HOLDERS, ROOT, SUB, People, step
from peers.chancery import Server, binary
from peers.console import newcomer
from peers.linter import program
from peers.openssl import make_csr
from peers.rest import Rest

from test_pages import LOOKS, assert_usable, report

ORPHAN = SUB.replace("lab-1", "lab-2").replace("lab-root", "no-root")
WARNING = '{"findings":[{"lint":"w_name_is_long","severity":"warning","citation":"RFC 5280 4.1.2.6","detail":"63 octets"}]}'


@pytest.fixture
def authority(tmp_path):
    """A CA whose second ceremony is under way, and whose linter warns of whatever it sees."""
    binary()
    server = Server(tmp_path / "authority", {"keys": {"activation_file": str(tmp_path / "activation")},
                                             "linter": {"zlint": str(program(tmp_path, f"say('{WARNING}')"))}})
    people = People(tmp_path, server)
    people.hold(people.script("Founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("activate")), "ann bob cho dan")
    growing = people.script("Growing", step("create-subordinate", SUB), step("create-subordinate", ORPHAN))
    people.hold(growing, "ann bob cho", check=False)
    server.start()
    yield server
    server.stop()


def test_ceremonies_and_linters_say_who_or_what_is_waited_for(console, authority):
    there = type(console)(authority, None, console.screenshots)
    there.administrator = auditor = newcomer(authority, "internal-auditor")
    officer = Rest(authority, authority.api_key("registration-officer", "officer"))
    issued = officer.post("/certificates", {"profile": "private-server", "csr": make_csr(["db.corp.internal"], encoding="pem")}).expect(201).json()
    waiting = next(one for one in auditor.get("/ceremonies").json()["items"] if one["state"] == "open")
    found = there.run("pages", axe=True, prefix="", language="en", outside=False, looks=[LOOKS[0], LOOKS[3]], pages={
        "ceremonies-held": "/ceremonies", "ceremony": f"/ceremonies/{waiting['id']}", "profiles-linted": "/profiles",
        "certificate-linted": f"/certificates/{issued['id']}"})
    report(found)
    assert_usable(found)
    texts = found["texts"]
    assert "Founding" in texts["ceremonies-held"] and "Growing" in texts["ceremonies-held"]
    assert "Step 2 waits for 3 of these people\n\nAnn Kim, Bob Kim, Cho Kim, Dan Kim" in texts["ceremony"]
    assert "2. Make a subordinate CA" in texts["ceremony"] and "Failed" in texts["ceremony"]
    assert "Outside linters" in texts["profiles-linted"] and "v3.7.3" in texts["profiles-linted"]
    assert "Linted before signing" in texts["certificate-linted"] and "w_name_is_long" in texts["certificate-linted"]
