"""What the console rests on: lists, exports and events, pre-validated domains, imports, drafts, agreement."""
import contextlib
import csv
import http.client
import io
import json
import time

import pytest

from peers import openssl, wait
from peers.acme import trusting
from peers.rest import Rest
from test_applications import Applicant, provide


@pytest.fixture(scope="module")
def applicant(server):
    return Applicant(server)


@pytest.fixture(scope="module")
def officer(server):
    return Rest(server, server.api_key("registration-officer", "lists"))


def issue(rest, names):
    body = {"profile": "private-server", "csr": openssl.make_csr(names, encoding="pem")}
    return rest.post("/certificates", body).expect(201).json()


@contextlib.contextmanager
def listening(server, key):
    """The lines of the event stream, as a browser reads them."""
    address = server.base_url.split("//")[1]
    client = http.client.HTTPSConnection(address, context=trusting(), timeout=30)
    client.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {key}", "Accept": "text/event-stream"})
    answer = client.getresponse()
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/event-stream")
    try:
        yield answer
    finally:
        client.close()


def test_a_part_of_a_name_finds_what_was_just_issued(officer, fresh_name):
    name = fresh_name()
    made = issue(officer, [f"front.{name}"])
    found = officer.get(f"/certificates?search=NT.{name}").expect(200).json()["items"]
    assert [c["id"] for c in found] == [made["id"]]
    assert officer.get(f"/certificates?search={name}&status=revoked").json()["items"] == []
    officer.post(f"/certificates/{made['id']}/revoke", {"reason": "superseded"}).expect(200)
    assert len(officer.get(f"/certificates?search={name}&status=revoked").json()["items"]) == 1


def test_a_name_typed_in_its_own_script_finds_the_a_label(server, officer, applicant, fresh_name):
    zone = fresh_name()
    made = issue(officer, [f"xn--bcher-kva.{zone}"])
    for text in ("b\u00fccher", f"B\u00dcCHER.{zone}", "bu\u0308cher", f"b\u00fccher.{zone[:4]}"):
        found = officer.get("/certificates", search=text).expect(200).json()["items"]
        assert made["id"] in [c["id"] for c in found], text
    assert [c["id"] for c in officer.get("/certificates", name=f"b\u00fccher.{zone}").expect(200).json()["items"]] == [made["id"]]
    assert [c["id"] for c in officer.get("/certificates", name=f"*.{zone}").expect(200).json()["items"]] == [made["id"]]
    assert officer.get("/certificates", search=f"b\u00f6cher.{zone}").expect(200).json()["items"] == []
    exported = officer.get("/certificates/export", search=f"b\u00fccher.{zone}").expect(200).body.decode()
    assert f"xn--bcher-kva.{zone}" in exported
    filed = applicant.filed([f"xn--bcher-kva.{zone}"])
    listed = applicant.rest.get("/applications", domain=f"b\u00fccher.{zone}").expect(200).json()["items"]
    assert [a["id"] for a in listed] == [filed["id"]]


def test_pages_go_forth_and_back_and_show_each_once(officer, fresh_name):
    name = fresh_name()
    made = [issue(officer, [f"{number}.{name}"])["id"] for number in range(5)]
    for sort, expected in (("oldest", made), ("newest", made[::-1]), ("expires_first", made), ("expires_last", made[::-1])):
        pages, cursor = [], ""
        while True:
            page = officer.get(f"/certificates?search={name}&limit=2&sort={sort}{cursor}").expect(200).json()
            pages.append([c["id"] for c in page["items"]])
            if "next" not in page:
                break
            cursor = f"&cursor={page['next']}"
        assert sorted(sum(pages, [])) == sorted(made)
        if not sort.startswith("expires"):
            assert sum(pages, []) == expected
        back = officer.get(f"/certificates?search={name}&limit=2&sort={sort}&cursor={page['previous']}").expect(200).json()
        assert [c["id"] for c in back["items"]] == pages[-2]


def test_an_export_holds_all_rows_and_no_formula(officer, fresh_name):
    name = fresh_name()
    made = [issue(officer, [f"{number}.{name}"]) for number in range(3)]
    answer = officer.get(f"/certificates/export?search={name}&sort=oldest").expect(200)
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert [row["id"] for row in rows] == [c["id"] for c in made]
    assert all(value[:1] not in ("=", "+", "-", "@") for row in rows for value in row.values())
    items = json.loads(officer.get(f"/certificates/export?search={name}&format=json").expect(200).body)
    assert {c["id"] for c in items} == {c["id"] for c in made}


def test_who_listens_hears_of_its_own_applications_and_of_no_others(server, fresh_name):
    mine, other = Applicant(server), Applicant(server)
    key = server.api_key("applicant", "who listens")
    mine.rest = Rest(server, key)
    with listening(server, key) as events:
        foreign = other.filed([fresh_name()])
        filed = mine.filed([fresh_name()])
        heard = b""
        while filed["id"].encode() not in heard:
            line = events.readline()
            assert line, "the stream ended"
            heard += line
    assert b"event: application\n" in heard and foreign["id"].encode() not in heard


def test_a_validated_domain_covers_what_is_below_it_and_nothing_beside_it(server, dns, fresh_name):
    applicant, other = Applicant(server), Applicant(server)
    domain = fresh_name()
    begun = applicant.rest.post("/domains", {"domain": domain}).expect(201).json()
    assert begun["status"] == "In progress" and begun["record"]["name"] == f"_chancery-challenge.{domain}"
    again = applicant.rest.post("/domains", {"domain": domain})
    assert (again.status, Rest.code(again)) == (409, "domain_known")
    dns.add_txt(begun["record"]["name"], begun["record"]["value"])

    def proven():
        applicant.rest.post(f"/domains/{begun['id']}/check").expect(200, 409)
        shown = applicant.rest.get("/domains").expect(200).json()["items"][0]
        return shown if shown["status"] == "Succeeded" else None

    assert "valid_until" in wait.until(proven, f"{domain} to be validated")
    names = [f"www.{domain}", f"*.{domain}", domain]
    filed = applicant.filed(names, family="cloud-basic")
    done = wait.until(lambda: (lambda a: a if a["status"] == "Normal" else None)(applicant.show(filed)), "a certificate without further proof")
    assert "certificate_id" in done
    # Neither for a name beside it, nor for anybody else.
    assert applicant.filed([f"not{domain}"])["domains"][0]["status"] == "In progress"
    assert other.filed([f"www.{domain}"])["domains"][0]["status"] == "In progress"
    assert other.rest.send("DELETE", f"/domains/{begun['id']}").status == 404
    applicant.rest.send("DELETE", f"/domains/{begun['id']}").expect(204)
    assert applicant.filed([f"new.{domain}"])["domains"][0]["status"] == "In progress"


def test_a_certificate_tells_its_history_from_application_to_end(server, dns, fresh_name):
    applicant, name = Applicant(server), fresh_name()
    filed = applicant.filed([name], family="cloud-basic")
    provide(dns, *filed["domains"])
    done = applicant.after_checks(filed, lambda a: a["status"] == "Normal")
    path = f"/certificates/{done['certificate_id']}"
    kinds = [item["kind"] for item in applicant.rest.get(f"{path}/history").expect(200).json()["items"]]
    assert kinds == ["applied", "agreed", "proven", "issued", "expires"]
    shown = applicant.rest.get(path).expect(200).json()
    assert shown["renewal"]["eligible"] is True and "In force until" in shown["why"]
    edited = applicant.rest.send("PATCH", path, json.dumps({"auto_renew": True, "note": "front"}).encode()).expect(200).json()
    assert edited["label"] == {"note": "front", "auto_renew": True}


def test_the_agreement_in_force_is_shown_and_accepted_by_its_version(applicant, fresh_name):
    agreement = applicant.rest.get("/agreement").expect(200).json()
    assert sum(section["title"][0].isdigit() for section in agreement["sections"]) == 8
    refused = applicant.file([fresh_name()], agreement_version="1999-01")
    assert applicant.file([fresh_name()], agreement_version=None).status == 400
    assert (refused.status, Rest.code(refused)) == (403, "agreement_required")
    filed = applicant.filed([fresh_name()], agreement_version=agreement["version"])
    assert filed["agreement_version"] == agreement["version"]


def test_what_is_wrong_with_an_import_has_a_code_of_its_own(applicant, officer, fresh_name):
    ours = issue(officer, [fresh_name()])
    csr = openssl.make_csr([fresh_name()], encoding="pem")
    for body, code in (({"certificate_pem": "hello"}, "import_no_certificate"),
                       ({"certificate_pem": csr}, "import_is_request"),
                       ({"certificate_pem": ours["certificate_pem"]}, "import_ours"),
                       ({"certificate_pem": ours["chain_pem"]}, "import_several_certificates"),
                       ({"certificate_pem": ours["certificate_pem"], "chain_pem": ours["certificate_pem"] * 2}, "import_chain_differs")):
        answer = applicant.rest.post("/certificates/import", body)
        assert Rest.code(answer) == code, answer.body
    assert applicant.rest.get("/imported-certificates").expect(200).json()["items"] == []


def test_numbers_come_without_a_scan_and_fit_what_was_issued(officer, fresh_name):
    before = officer.get("/overview").expect(200).json()["certificates"]["issued"]
    issue(officer, [fresh_name()])
    assert officer.get("/overview").json()["certificates"]["issued"] == before + 1
    forecast = officer.get("/certificates/forecast?days=400&by=month").expect(200).json()["items"]
    assert sum(item["certificates"] for item in forecast) >= 1
    assert time.strftime("%Y-%m-%d", time.gmtime())[:7] == forecast[0]["from"][:7]
