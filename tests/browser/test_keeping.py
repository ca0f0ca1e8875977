"""What the console keeps beside applications, and what it does when the time of one is over."""
import contextlib
import sqlite3

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from furnished import LIKE_MARKUP, Applicant, foreign_certificate
from peers import wait
from peers.console import newcomer
from peers.openssl import make_csr
from peers.rest import Rest

HOUR = 3_600_000  # as the store counts: milliseconds


@pytest.fixture(scope="module")
def applicant(server, dns):
    return Applicant(server, dns, "Keeper Ltd")


def is_empty(axe):
    return {name: faults for name, faults in axe.items() if faults} == {}


def test_drafts_views_watched_certificates_and_renewal(console, applicant, tmp_path):
    key, certificate = foreign_certificate(tmp_path)
    other, _ = foreign_certificate(tmp_path, "other.example.org")
    issued = applicant.issued("shop", ["shop.keeper.example.net"])
    applicant.post("/drafts", {"name": "not any more", "kind": "cloud-basic", "content": {"name": "not any more"}}).expect(201)
    found = console.run("keep", cookie=applicant.cookie, draft="not any more", foreign="mail.example.org", key=key.read_text(),
                        otherKey=other.read_text(), certificate=certificate.read_text(), csr=make_csr(["mail.example.org"], encoding="pem"),
                        certificateId=issued["certificate_id"])
    assert found["faults"] == [] and is_empty(found["axe"])
    assert applicant.get("/drafts").json()["items"] == []
    assert found["view"]["typed"] == "shop" and "status=valid" in found["view"]["address"]
    assert "-X POST" in found["view"]["curl"] and "search=shop&status=valid" in found["view"]["curl"]
    assert "import_is_request" in found["refusals"]["request"]
    assert "does not belong" in found["refusals"]["other key"]
    assert applicant.get("/imported-certificates").json()["items"] == []
    assert found["leaks"] == 0, "a key that is compared stays in the browser"
    assert found["labelled"] == {"before": False, "domains": "shop.keeper.example.net"}
    label = applicant.get(f"/certificates/{issued['certificate_id']}").json()["label"]
    assert label == {"name": "front door", "note": "Ask Jin.", "auto_renew": True}


def test_a_hosted_service_asks_for_the_sealed_key(console, applicant):
    issued = applicant.issued("hosted", ["hosted.keeper.example.net"])
    id_ = issued["certificate_id"]
    applicant.person.send("PUT", "/placements/lb-1:443", {"certificate_id": id_, "hosts_key": True}).expect(200)
    key = ec.generate_private_key(ec.SECP256R1())
    pem = [key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how).decode()
           for how in (NoEncryption(), BestAvailableEncryption(b"a password of theirs"))]
    found = console.run("sealed-key", cookie=applicant.cookie, domain="hosted.keeper.example.net", open=pem[0], sealed=pem[1])
    assert found["faults"] == [] and found["axe"] == []
    assert found["stillAsked"] == 0 and found["listed"] == [1, 0]
    assert applicant.get(f"/certificates/{id_}/sealed-key").expect(200).json()["sealed_key_pem"] == pem[1]
    assert applicant.get("/placements/lb-1:443").json()["key_registration"] == "registered"


def age(server, name, hours):
    """As if the application and its proof had been filed so long ago."""
    with contextlib.closing(sqlite3.connect(server.data / "chancery.db", timeout=20)) as store, store:
        for table, own in (("domain_authorization", "application"), ("application", "id")):
            aged = store.execute(f"UPDATE {table} SET created = created - ?, expires = expires - ? "
                                 f"WHERE {own} = (SELECT id FROM application WHERE name = ?)", (hours * HOUR, hours * HOUR, name))
            assert aged.rowcount == 1
        store.execute("UPDATE job SET due = 0 WHERE kind = 'validate-domain'")


def test_after_a_time_out_the_same_is_applied_for_again(console, server, applicant):
    filed = applicant.file("late", ["late.example.net"], family="advanced-dv")
    age(server, "late", 73)

    wait.until(lambda: applicant.get("/applications", status="Timeout").json()["items"], "the time-out to be written down")
    found = console.run("again", cookie=applicant.cookie, application=filed["id"],
                        csr=make_csr(["late.example.net"], common_name="late.example.net", encoding="pem"))
    assert found["faults"] == [] and found["axe"] == []
    assert found["filled"] == {"name": "late", "domain": "late.example.net"} and found["title"].startswith("late")
    assert found["earlier"].endswith(filed["id"])
    again, = applicant.get("/applications", name="late").json()["items"]
    assert (again["apply_again_of"], again["status"]) == (filed["id"], "In progress")


def test_staff_rejects_an_application_on_a_ground_that_whoever_applied_reads(console, server, applicant):
    filed = applicant.file("brand", ["brand.example.net"], family="advanced-dv")
    comment = "The owner of the mark has written to us."
    officer = newcomer(server, "registration-officer")
    found = console.run("reject", cookie=officer.cookie, application=filed["id"], comment=comment)
    assert found["faults"] == [] and found["axe"] == [] and found["early"], "not without saying what it rests on"
    assert "trademark-dispute" in found["text"] and "application_rejected" in found["text"]
    shown = applicant.get(f"/applications/{filed['id']}").json()
    assert shown["status"] == "Failed" and comment in shown["problems"][0]["detail"]


def test_names_that_look_like_markup_are_text(console, server, dns, tmp_path):
    markup = LIKE_MARKUP
    applicant = Applicant(server, dns, markup)
    issued = applicant.issued(markup, ["markup.example.net"])
    waiting = applicant.file(f"{markup} 2", ["later.markup.example.net"])
    applicant.post("/drafts", {"name": markup, "kind": "cloud-basic", "content": {"name": markup, "domains": [markup]}}).expect(201)
    applicant.post("/views", {"page": "certificates", "name": markup, "query": "search=x"}).expect(201)
    _, pem = foreign_certificate(tmp_path)
    imported = applicant.post("/certificates/import", {"certificate_pem": pem.read_text(), "name": markup}).expect(201).json()
    certificate = f"/certificates/{issued['certificate_id']}"
    applicant.person.send("PATCH", certificate, {"note": markup}).expect(200)
    paths = ["/applications", f"/applications/{waiting['id']}", "/apply", "/certificates", certificate, "/imported", f"/imported/{imported['id']}", "/validations"]
    assert_text(console.run("markup", cookie=applicant.cookie, markup=markup, paths=paths), paths)

    administrator = Rest(server, server.api_key("ca-administrator", markup))
    person = administrator.post("/users", {"name": "markup", "display_name": markup, "email": "m@example.net", "role": "policy-manager"}).expect(201).json()
    enterprise = next(each["id"] for each in administrator.get("/enterprises").json()["items"] if each["name"] == markup)
    paths = ["/people", f"/people/{person['id']}", "/enterprises", f"/enterprises/{enterprise}", "/api-keys"]
    assert_text(console.run("markup", markup=markup, paths=paths), paths)


def assert_text(found, paths):
    assert found["faults"] == []
    assert found["seen"] == {path: {"shown": True, "made": 0} for path in paths}
