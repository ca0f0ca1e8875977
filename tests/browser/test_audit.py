"""The audit log, verified where it is read."""


def test_the_browser_proves_the_log_and_finds_a_forged_checkpoint(console):
    found = console.run("audit")
    assert found["faults"] == []
    assert {name: axe for name, axe in found["axe"].items() if axe} == {}
    assert "not a checkpoint" in found["malformed"]
