"""The console without a pointer (WCAG 2.2, 2.1.1 and 2.4.7)."""
from peers.console import newcomer


def test_the_cloud_basic_wizard_needs_no_pointer(console, server):
    applicant = newcomer(server, "applicant", "Keyboard Ltd")
    found = console.run("keyboard", cookie=applicant.cookie, title="by keyboard", domain="keyboard.example.net", keyPassword="a sentence that seals a key")
    assert found["faults"] == []
    assert found["hidden"] == [], "whatever takes the focus is seen, and shows that it has it"
    assert [row["name"] for row in applicant.get("/applications").json()["items"]] == ["by keyboard"]
