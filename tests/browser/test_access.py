"""Coming in: by invitation, with a passkey, with a recovery code; and what a browser keeps of it."""
from peers.console import invite

PASSWORD = "a sentence for the door"


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
