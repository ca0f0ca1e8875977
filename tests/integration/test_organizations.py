"""Organizations: filed, vetted by somebody else, named in certificates while that holds, and by nobody else's."""
import datetime
import itertools
import sqlite3

import pytest

from peers import openssl, wait
from peers.console import Console, newcomer
from peers.mail import MailServer, link_in
from peers.rest import Rest

AGREEMENT = "2026-11"
CHECKS = {
    "identity": {"kind": "government-agency", "name": "Handelsregister Hamburg", "reference": "HRB 12345"},
    "address": {"kind": "utility-bill", "name": "Stromnetz Hamburg", "reference": "bill of 2026-10"},
    "representative": {"kind": "organization-office", "name": "personnel office", "reference": "call of 2026-11-20"},
    "contact": {"kind": "phone-call", "name": "number from the register", "reference": "+49 40 999999"},
}
SUBJECT = [("C", "DE"), ("ST", "Hamburg"), ("L", "Altona"), ("O", "Beispiel & Söhne GmbH")]
_numbers = itertools.count(1)


def facts(**changes):
    wanted = {"name": "Beispiel & Söhne GmbH", "country": "DE", "state_or_province": "Hamburg", "locality": "Altona",
              "registration_number": "HRB 12345", "website": "https://www.example.net/",
              "representative": {"name": "Erika Mustermann", "email": "erika@example.net", "phone": "+49 40 123456"},
              **changes}
    return {name: value for name, value in wanted.items() if value is not None}


class Enterprise:
    def __init__(self, server):
        self.rest = Rest(server, server.api_key("applicant", f"organizations of {next(_numbers)}"))

    def file_organization(self, **changes):
        return self.rest.post("/organizations", facts(**changes)).expect(201).json()

    def wish(self, names, organization=None, subject=None, **changes):
        subject = SUBJECT if subject is None else subject
        wanted = {"name": f"ov {next(_numbers)}", "family": "advanced-ov", "domains": names, "agreement_version": AGREEMENT,
                  "organization": organization and organization["id"],
                  "csr": openssl.make_csr(names, common_name=names[0], encoding="pem", organization=subject), **changes}
        return {name: value for name, value in wanted.items() if value is not None}

    def apply(self, *arguments, **changes):
        return self.rest.post("/applications", self.wish(*arguments, **changes))

    def prove(self, dns, application):
        for domain in application["domains"]:
            if "valid_until" not in domain:
                dns.add_txt(domain["record"]["name"], domain["record"]["value"])

    def finished(self, application):
        def look():
            self.rest.post(f"/applications/{application['id']}/check").expect(200, 409)
            shown = self.rest.get(f"/applications/{application['id']}").expect(200).json()
            return shown if shown["status"] != "In progress" else None
        return wait.until(look, f"application {application['id']} to end", 60)

    def own_domain(self, dns, name, **changes):
        """Pre-validated, so that nothing waits for a proof."""
        domain = self.rest.post("/domains", {"domain": name, **changes}).expect(201).json()
        dns.add_txt(domain["record"]["name"], domain["record"]["value"])

        def look():
            shown = next(d for d in self.rest.get("/domains").json()["items"] if d["id"] == domain["id"])
            if shown["status"] == "In progress":
                self.rest.post(f"/domains/{domain['id']}/check").expect(200, 409)
            return shown if shown["status"] == "Succeeded" else None
        return wait.until(look, f"{name} to be validated", 60)


class Specialist:
    def __init__(self, server, rest=None):
        self.rest = rest or Rest(server, server.api_key("validation-specialist", f"specialist {next(_numbers)}"))

    def decide(self, organization, check, verdict="passed", source=None, **changes):
        return self.rest.post(f"/organizations/{organization['id']}/verdicts",
                              {"check": check, "verdict": verdict, "source": source or CHECKS[check], **changes})

    def act(self, organization, what, body=None):
        return self.rest.post(f"/organizations/{organization['id']}/{what}", body)

    def validate(self, organization):
        for check in CHECKS:
            self.decide(organization, check).expect(200)
        return self.act(organization, "approval", {}).expect(200).json()


@pytest.fixture(scope="module")
def enterprise(server):
    return Enterprise(server)


@pytest.fixture(scope="module")
def specialist(server):
    return Specialist(server)


@pytest.fixture(scope="module")
def validated(enterprise, specialist):
    return specialist.validate(enterprise.file_organization())


def days_between(earlier, later):
    begin, end = (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (earlier, later))
    return (end - begin) / datetime.timedelta(days=1)


# --- vetting ---

def test_an_organization_is_validated_by_four_verdicts_of_a_specialist_and_recorded(server, enterprise, specialist):
    filed = enterprise.file_organization()
    assert filed["status"] == "pending" and [c["check"] for c in filed["checks"]] == list(CHECKS)
    assert not any("verdict" in check for check in filed["checks"])
    for check in CHECKS:
        early = specialist.act(filed, "approval", {})
        assert (early.status, Rest.code(early)) == (409, "organization_checks_missing")
        shown = specialist.decide(filed, check).expect(200).json()
        assert shown["status"] == "pending"
        done = next(c for c in shown["checks"] if c["check"] == check)
        assert done["verdict"] == "passed" and done["source"] == CHECKS[check] and done["by"].startswith("api-key:")
    approved = specialist.act(filed, "approval", {}).expect(200).json()
    assert approved["status"] == "validated"
    assert days_between(approved["validated_at"], approved["valid_until"]) == pytest.approx(395, abs=0.01)
    auditor = Rest(server, server.api_key("internal-auditor", f"auditor {next(_numbers)}"))
    records = auditor.get("/audit/records", subject=f"organization:{filed['id']}").expect(200).json()["items"]
    kinds = [record["kind"] for record in records]
    assert sorted(kinds) == ["organization.approved", "organization.filed", *["organization.verdict"] * 4]


def test_only_specialists_decide_and_no_specialist_applies(server, enterprise, specialist):
    filed = enterprise.file_organization()
    others = {role: Rest(server, server.api_key(role, f"{role} {next(_numbers)}"))
              for role in ("ca-administrator", "registration-officer", "policy-manager", "internal-auditor", "applicant")}
    for role, rest in {**others, "its own": enterprise.rest}.items():
        for what, body in (("verdicts", {"check": "identity", "verdict": "passed", "source": CHECKS["identity"]}),
                           ("approval", {}), ("rejection", {"reason": "no"})):
            answer = rest.post(f"/organizations/{filed['id']}/{what}", body)
            assert (answer.status, Rest.code(answer)) == (403, "permission_missing"), (role, what)
    for path, body in (("/organizations", facts()), ("/applications", enterprise.wish(["www.example.net"], filed))):
        assert Rest.code(specialist.rest.post(path, body).expect(403)) == "permission_missing"
    # One person cannot hold both roles either.
    vera, boss = newcomer(server, "validation-specialist"), newcomer(server, "ca-administrator")
    answer = boss.post("/users", {"name": f"vera.too.{next(_numbers)}", "display_name": "Vera", "role": "registration-officer",
                                  "email": vera.session["user"]["email"]})
    assert (answer.status, Rest.code(answer)) == (409, "role_conflict")


@pytest.mark.parametrize("check, kind", [("identity", "utility-bill"), ("identity", "phone-call"), ("contact", "tax-document"),
                                         ("address", "phone-call"), ("representative", "bank-statement")])
def test_a_source_that_does_not_decide_a_check_is_refused_with_the_citation(enterprise, specialist, check, kind):
    filed = enterprise.file_organization()
    answer = specialist.decide(filed, check, source={"kind": kind, "name": "somebody", "reference": "something"})
    assert (answer.status, Rest.code(answer)) == (422, "vetting_source_not_allowed")
    assert "TLS BR" in answer.json()["citation"] and kind not in answer.json()["allowed"]
    rule = next(r for r in specialist.rest.get("/vetting-rules").expect(200).json()["items"] if r["check"] == check)
    assert kind not in rule["source_kinds"] and answer.json()["allowed"].split(", ") == rule["source_kinds"]


def test_a_contact_comes_from_somewhere_else_than_the_application(enterprise, specialist):
    filed = enterprise.file_organization()
    own = {"kind": "phone-call", "name": "as told", "reference": "+49 (40) 12-34-56"}
    answer = specialist.decide(filed, "contact", source=own)
    assert (answer.status, Rest.code(answer)) == (422, "vetting_contact_not_independent")
    specialist.decide(filed, "contact", source=own, comment="The register lists this number.").expect(200)


@pytest.mark.parametrize("changes, code", [
    ({"name": "-"}, "organization_fact_malformed"), ({"name": "N/A"}, "organization_fact_malformed"),
    ({"name": " Example"}, "organization_fact_malformed"), ({"country": "UK"}, "organization_fact_malformed"),
    ({"country": "de"}, "organization_fact_malformed"), ({"locality": "..."}, "organization_fact_malformed"),
    ({"locality": None, "state_or_province": None}, "organization_place_missing"),
    ({"state_or_province": "CA"}, "state_unknown"), ({"country": "AT"}, "state_unknown"), ({"country": "XX"}, "country_has_code"),
    ({"locality": "22767"}, "locality_no_name"), ({"locality": "Hbg."}, "locality_no_name"),
    ({"website": "javascript:alert(1)"}, "organization_fact_malformed"),
    ({"representative": {"name": "x", "email": "nobody", "phone": "+49 40 123456"}}, "email_malformed"),
    ({"representative": {"name": "x", "email": "a@example.net", "phone": "call me"}}, "organization_fact_malformed")])
def test_what_cannot_stand_in_a_certificate_is_not_taken(enterprise, changes, code):
    answer = enterprise.rest.post("/organizations", facts(**changes))
    assert answer.status in (400, 422) and Rest.code(answer) == code, answer.body


def test_a_refused_state_is_told_with_the_nearest_names_of_its_country(enterprise):
    refused = enterprise.rest.post("/organizations", facts(state_or_province="Hamburgh")).json()
    told = {parameter: refused.get(parameter) for parameter in ("seen", "country", "names")}
    assert (told["seen"], told["country"]) == ("Hamburgh", "Germany"), refused
    assert told["names"].startswith("Hamburg, ") and told["names"].endswith(" and 6 others")


def test_countries_and_their_states_are_offered_and_kept_by_their_etag(enterprise):
    countries = enterprise.rest.get("/countries").expect(200)
    listed = {country["code"]: country for country in countries.json()["items"]}
    assert listed["DE"] == {"code": "DE", "name": "Germany", "states": 16} and "XX" not in listed
    states = enterprise.rest.get("/countries/DE/states").expect(200).json()["items"]
    assert {"code": "DE-BY", "name": "Bavaria", "also": ["Bayern"]} in states and len(states) == 16
    assert enterprise.rest.get("/countries/ZZ/states").status == 404
    etag = countries.headers["ETag"]
    for path in ("/countries", "/countries/DE/states"):
        assert enterprise.rest.send("GET", path, If_None_Match=etag).status == 304


def test_a_change_voids_every_verdict_and_what_is_validated_stays(enterprise, specialist, validated):
    filed = enterprise.file_organization()
    specialist.decide(filed, "identity").expect(200)
    change = enterprise.rest.send("PATCH", f"/organizations/{filed['id']}", '{"locality":"Eimsbüttel"}'.encode())
    assert not any("verdict" in check for check in change.expect(200).json()["checks"])
    assert enterprise.rest.send("DELETE", f"/organizations/{filed['id']}").status == 204
    fixed = enterprise.rest.send("PATCH", f"/organizations/{validated['id']}", b'{"name":"Other GmbH"}')
    assert (fixed.status, Rest.code(fixed)) == (409, "organization_fixed")
    kept = enterprise.rest.send("DELETE", f"/organizations/{validated['id']}")
    assert (kept.status, Rest.code(kept)) == (409, "organization_kept")


def test_a_renewal_goes_on_beside_the_validation(enterprise, specialist):
    organization = specialist.validate(enterprise.file_organization())
    renewed = enterprise.rest.post(f"/organizations/{organization['id']}/renewal").expect(200).json()
    assert renewed["status"] == "validated" and renewed["renewing"] is True
    assert not any("verdict" in check for check in renewed["checks"])
    assert renewed["valid_until"] == organization["valid_until"]
    again = specialist.validate(organization)
    assert again["valid_until"] > organization["valid_until"] and "renewing" not in again


# --- the road to an OV certificate ---

def test_three_families_can_be_ordered(fresh_name, enterprise, validated):
    profiles = {}
    for family in ("cloud-basic", "advanced-dv", "advanced-ov"):
        filed = enterprise.apply([fresh_name()], validated if family == "advanced-ov" else None, family=family).expect(201).json()
        profiles[filed["family"]] = filed["profile"], "organization" in filed
    assert profiles == {"cloud-basic": ("tls-dv", False), "advanced-dv": ("tls-dv", False), "advanced-ov": ("tls-ov", True)}
    assert enterprise.apply([fresh_name()], validated, family="advanced-ev").status == 400


def test_an_ov_certificate_says_what_was_verified_and_nothing_of_the_csr(server, dns, fresh_name, enterprise, specialist, validated):
    name = fresh_name()
    wish = enterprise.wish([name], validated, subject=[*SUBJECT, ("OU", "Research")])
    rehearsed = enterprise.rest.post("/applications", {**wish, "dry_run": True}).expect(200).json()
    assert rehearsed["would_issue"], rehearsed.get("refusal")
    (approval,) = rehearsed["approvals"]
    assert approval["organization"]["id"] == validated["id"] and approval["status"] == "validated"
    assert [c["check"] for c in approval["checks"]] == list(CHECKS) and all(c["by"] for c in approval["checks"])
    assert approval["valid_until"] == validated["valid_until"]

    filed = enterprise.rest.post("/applications", wish).expect(201).json()
    assert filed["family"] == "advanced-ov" and filed["profile"] == "tls-ov"
    assert filed["organization"] == {"id": validated["id"], "name": "Beispiel & Söhne GmbH"}
    enterprise.prove(dns, filed)
    done = enterprise.finished(filed)
    assert done["status"] == "Normal", done
    certificate = enterprise.rest.get(f"/certificates/{done['certificate_id']}").expect(200).json()
    assert certificate["organization"] == filed["organization"] and certificate["profile"] == "tls-ov"
    shown = openssl.run("x509", "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8", data=certificate["certificate_pem"].encode())
    assert shown.strip() == "subject=O=Beispiel & Söhne GmbH,L=Altona,ST=Hamburg,C=DE"
    text = openssl.run("x509", "-noout", "-text", data=certificate["certificate_pem"].encode())
    assert "2.23.140.1.2.2" in text and "Research" not in text


def test_csr_fields_that_are_not_the_organizations_are_named(fresh_name, enterprise, validated):
    name = fresh_name()

    def subject(**changes):
        return [(field, changes.get(field, text)) for field, text in SUBJECT if changes.get(field, text)]

    for field, expected in dict(SUBJECT).items():
        for seen in ("XX" if field == "C" else expected.upper(), None):
            wish = enterprise.wish([name], validated, subject=subject(**{field: seen}))
            answer = enterprise.rest.post("/applications", wish)
            assert (answer.status, Rest.code(answer)) == (422, "csr_organization_mismatch"), answer.body
            problem = answer.json()
            assert (problem["field"], problem["expected"], problem["seen"]) == (field, expected, seen or "nothing")
            report = enterprise.rest.post("/csr/check", {"csr": wish["csr"], "domains": [name], "organization": validated["id"]})
            assert [(f["field"], f["seen"]) for f in report.expect(200).json()["findings"]] == [(field, seen or "nothing")]
    twice = enterprise.apply([name], validated, subject=[*SUBJECT, ("O", "Beispiel & Söhne GmbH")])
    assert Rest.code(twice.expect(422)) == "csr_organization_mismatch"
    bare = enterprise.wish([name], validated, subject=[])
    report = enterprise.rest.post("/csr/check", {"csr": bare["csr"], "domains": [name], "organization": validated["id"]}).json()
    assert [f["field"] for f in report["findings"]] == ["O", "C", "ST", "L"]


def test_an_organization_is_named_by_advanced_ov_and_by_nothing_else(fresh_name, enterprise, validated):
    name = fresh_name()
    for family in ("advanced-dv", "cloud-basic", None):
        answer = enterprise.apply([name], validated, family=family)
        assert (answer.status, Rest.code(answer)) == (400, "organization_not_taken"), family
    assert Rest.code(enterprise.apply([name]).expect(400)) == "organization_needed"
    assert Rest.code(enterprise.apply([name], validated, profile="tls-dv").expect(422)) == "profile_not_offered"
    assert Rest.code(enterprise.apply([name], family="advanced-dv", profile="tls-ov").expect(422)) == "profile_not_offered"
    for profile in ("tls-ev", "tls-iv"):
        assert Rest.code(enterprise.apply([name], validated, profile=profile).expect(422)) == "profile_not_offered"


def test_what_is_not_validated_cannot_be_named(server, fresh_name, enterprise, specialist, validated):
    pending, rejected = enterprise.file_organization(), enterprise.file_organization()
    specialist.act(rejected, "rejection", {"reason": "No such company."}).expect(200)
    for organization in (pending, rejected):
        answer = enterprise.apply([fresh_name()], organization)
        assert (answer.status, Rest.code(answer)) == (422, "organization_not_validated")
    assert answer.json()["organization_status"] == "rejected"
    other = Enterprise(server)
    answer = other.apply([fresh_name()], validated)
    assert (answer.status, Rest.code(answer)) == (404, "organization_not_found")
    assert other.rest.get(f"/organizations/{validated['id']}").status == 404
    assert validated["id"] not in {o["id"] for o in other.rest.get("/organizations").expect(200).json()["items"]}
    listed = {o["id"] for o in enterprise.rest.get("/organizations", status="validated", limit=200).expect(200).json()["items"]}
    assert validated["id"] in listed and not {pending["id"], rejected["id"]} & listed


def test_an_organization_that_is_rejected_before_the_signature_gets_no_certificate(dns, fresh_name, enterprise, specialist):
    organization = specialist.validate(enterprise.file_organization())
    filed = enterprise.apply([fresh_name()], organization).expect(201).json()
    specialist.act(organization, "rejection", {"reason": "The company was dissolved."}).expect(200)
    enterprise.prove(dns, filed)
    ended = enterprise.finished(filed)
    assert ended["status"] == "Failed" and "certificate_id" not in ended
    assert [p["code"] for p in ended["problems"]] == ["organization_not_validated"]


@pytest.mark.parametrize("told", [True, False])
def test_whoever_approved_hears_of_each_certificate_where_that_is_switched_on(make_server, dns, fresh_name, told):
    mail = MailServer().start()
    try:
        server = make_server(config={"mail": {"smtp": mail.url, "from": "ca@example.net", "tell_approvers": told}})
        server.cli("user", "create", "vera", "--email", "vera@example.net", "--role", "validation-specialist", "--json")
        vera = Console(server)
        vera.accept(link_in(mail.wait_for("vera@example.net")[0])).expect(200)
        enterprise, specialist = Enterprise(server), Specialist(server, vera.enrol())
        organization = specialist.validate(enterprise.file_organization())
        assert organization["approved_by"].startswith("user:")
        name = fresh_name()
        filed = enterprise.apply([name], organization).expect(201).json()
        enterprise.prove(dns, filed)
        ended = enterprise.finished(filed)
        assert ended["status"] == "Normal", ended
        if told:
            text = mail.wait_for("vera@example.net", 2)[1].get_content()
            assert organization["name"] in text and name in text and ended["certificate_id"] in text
        else:  # mails are in the queue with the certificate: another one would be sent in between
            server.cli("user", "create", "last", "--email", "last@example.net", "--role", "internal-auditor", "--json")
            mail.wait_for("last@example.net")
        assert len(mail.to("vera@example.net")) == (2 if told else 1)
    finally:
        mail.stop()


def test_a_validation_that_ends_before_the_signature_gives_no_certificate(make_server, dns, fresh_name):
    server = make_server()
    enterprise, specialist = Enterprise(server), Specialist(server)
    organization = specialist.validate(enterprise.file_organization())
    filed = enterprise.apply([fresh_name()], organization).expect(201).json()
    server.stop()
    with sqlite3.connect(server.data / "chancery.db") as store:
        by = 395 * 86_400_000 + 1000
        store.execute("UPDATE organization SET approved = approved - ?, verified = verified - ?, valid_until = valid_until - ?",
                      (by, by, by))
        store.execute("UPDATE job SET due = due - ? WHERE kind = 'expire-organization'", (by,))
    server.start()
    assert enterprise.rest.get(f"/organizations/{organization['id']}").json()["status"] == "expired"
    answer = enterprise.apply([fresh_name()], organization)
    assert (answer.status, Rest.code(answer)) == (422, "organization_not_validated")
    enterprise.prove(dns, filed)
    ended = enterprise.finished(filed)
    assert ended["status"] == "Failed" and [p["code"] for p in ended["problems"]] == ["organization_not_validated"]
    auditor = Rest(server, server.api_key("internal-auditor", "auditor"))

    def expired():
        return auditor.get("/audit/records", kind="organization.expired").expect(200).json()["items"]
    assert len(wait.until(expired, "the record that it expired", 30)) == 1
    specialist.act(organization, "renewal").expect(200)
    specialist.validate(organization)
    again = enterprise.apply([fresh_name()], organization)
    assert again.status == 201


def test_who_applies_again_keeps_the_organization_and_is_checked_again(fresh_name, enterprise, specialist):
    organization = specialist.validate(enterprise.file_organization())
    filed = enterprise.apply([fresh_name()], organization).expect(201).json()
    enterprise.rest.post(f"/applications/{filed['id']}/cancel").expect(200)
    again = enterprise.apply([fresh_name()], apply_again_of=filed["id"]).expect(201).json()
    assert again["organization"]["id"] == organization["id"]
    enterprise.rest.post(f"/applications/{again['id']}/cancel").expect(200)
    specialist.act(organization, "rejection", {"reason": "Moved away."}).expect(200)
    refused = enterprise.apply([fresh_name()], apply_again_of=again["id"])
    assert (refused.status, Rest.code(refused)) == (422, "organization_not_validated")


def test_a_domain_that_is_kept_for_one_organization_is_used_for_no_other(server, dns, fresh_name, enterprise, specialist, validated):
    other = specialist.validate(enterprise.file_organization())
    domain = enterprise.own_domain(dns, fresh_name(), organization=validated["id"])
    assert domain["organization"] == {"id": validated["id"], "name": "Beispiel & Söhne GmbH"}
    below = f"www.{domain['domain']}"
    refused = enterprise.apply([below], other)
    assert (refused.status, Rest.code(refused)) == (422, "domain_pinned_elsewhere")
    assert below in refused.json()["identifier"]
    filed = enterprise.apply([below], validated).expect(201).json()
    done = enterprise.finished(filed)
    assert done["status"] == "Normal", done
    renewed = enterprise.apply([below], renews=done["certificate_id"]).expect(201).json()
    assert renewed["organization"]["id"] == validated["id"] and enterprise.finished(renewed)["status"] == "Normal"
    stranger = Enterprise(server).rest.post("/domains", {"domain": fresh_name(), "organization": validated["id"]})
    assert (stranger.status, Rest.code(stranger)) == (404, "organization_not_found")
