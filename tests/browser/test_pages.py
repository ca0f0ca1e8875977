"""Every page of the console, in both themes and at both widths."""
import pytest

from peers.openssl import make_csr
from peers.rest import Rest


@pytest.fixture(scope="module")
def certificate(server):
    officer = Rest(server, server.api_key("registration-officer", "pages"))
    for names in (["git.corp.internal", "code.corp.internal"], ["*.staging.corp.internal"], ["vault.corp.internal"]):
        made = officer.post("/certificates", {"profile": "private-server", "csr": make_csr(names, encoding="pem")}).expect(201).json()
    officer.post(f"/certificates/{made['id']}/revoke", {"reason": "superseded"}).expect(200)
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_every_page_can_be_read_and_used_by_all(console, certificate, theme, width):
    more = {"certificate": f"/certificates/{certificate['id']}", "issuer": f"/issuers/{certificate['issuer_id']}"}
    found = console.run("pages", theme=theme, width=width, more=more)
    assert found["faults"] == []
    assert {name: page["axe"] for name, page in found["pages"].items() if page["axe"]} == {}
    assert {name: page["sideways"] for name, page in found["pages"].items() if page["sideways"] > 0} == {}
