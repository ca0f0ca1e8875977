"""Applications through REST, proven over a real DNS: what is refused where, what is shown, who looks again."""
import datetime
import itertools
import json
import sqlite3

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from peers import openssl, wait
from peers.rest import Rest

AGREEMENT = "2026-11"
PAST_THE_END = (72 * 3600 + 60) * 1000  # as the store counts
_numbers = itertools.count(1)


class Applicant:
    """One enterprise with its API key."""

    def __init__(self, server, name=None):
        self.rest = Rest(server, server.api_key("applicant", name or f"tenant {next(_numbers)}"))

    def file(self, names, **changes):
        """With a CSR for `names`; `changes` replace members of the request, None leaves one out."""
        wanted = {"name": f"site {next(_numbers)}", "domains": names, "agreement_version": AGREEMENT,
                  "csr": openssl.make_csr(names, common_name=names[0], encoding="pem"), **changes}
        return self.rest.post("/applications", {n: value for n, value in wanted.items() if value is not None})

    def filed(self, names, **changes):
        return self.file(names, **changes).expect(201).json()

    def show(self, application):
        return self.rest.get(f"/applications/{application['id']}").expect(200).json()

    def check(self, application):
        """Asks for a look now, while there is still something to look for."""
        self.rest.post(f"/applications/{application['id']}/check").expect(200, 409)

    def after_checks(self, application, condition, seconds=60):
        """Lets the service look again and again until the shown application fits."""
        def look():
            self.check(application)
            shown = self.show(application)
            return shown if condition(shown) else None
        return wait.until(look, f"application {application['id']} to come further", seconds)


@pytest.fixture(scope="module")
def applicant(server):
    return Applicant(server)


def provide(dns, *domains):
    for domain in domains:
        assert domain["record"]["type"] == "TXT"
        dns.add_txt(domain["record"]["name"], domain["record"]["value"])


def statuses(application):
    return [domain["status"] for domain in application["domains"]]


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


# --- filing ---

def test_a_name_is_needed_and_unique_within_its_account(server, applicant, fresh_name):
    name = fresh_name()
    applicant.filed([name], name="the one")
    again = applicant.file([fresh_name()], name="the one")
    assert (again.status, Rest.code(again)) == (409, "application_name_taken")
    assert applicant.file([fresh_name()], name=None).status == 400
    assert applicant.file([fresh_name()], name="").status == 400
    Applicant(server).filed([name], name="the one")


@pytest.mark.parametrize("form", ["{}", "*.{}", "example.net"], ids=["full", "wildcard", "apex"])
def test_each_form_of_a_domain_is_taken(applicant, fresh_name, form):
    domain = form.format(fresh_name())
    assert [d["domain"] for d in applicant.filed([domain])["domains"]] == [domain]


@pytest.mark.parametrize("domain", [
    "https://www.example.net/", "www.example.net/path", "www.example.net:443", "user@example.net", "example", "net",
    "*", "*.net", "**.example.net", "*.*.example.net", "www.*.example.net", "w*.example.net", "under_score.example.net",
    "-a.example.net", "a-.example.net", ".example.net", "a..example.net", "www.example.net.", " www.example.net",
    "b\u00fccher.example.net", "127.0.0.1", "::1", "10.0.0.0/8", "host.internal", "localhost", "a" * 64 + ".example.net"])
def test_any_other_domain_is_refused_and_named(applicant, domain):
    answer = applicant.file(["www.example.net"], domains=[domain])
    assert answer.status in (400, 422) and not Rest.code(answer).startswith("csr_"), answer.body
    shown = domain.encode("ascii", "replace").decode()[:20]
    assert shown.strip() in str(answer.json()).replace("??", "?"), answer.body


def test_a_request_has_to_be_a_pem_request_for_the_same_domains(applicant, fresh_name):
    name, other = fresh_name(), fresh_name()
    good = openssl.make_csr([name], common_name=name, encoding="pem")
    wrong = {
        "junk": "pem_malformed",
        good.replace("CERTIFICATE REQUEST", "CERTIFICATE"): "pem_malformed",
        good[:60] + "AAAA" + good[64:]: None,
        openssl.make_csr([name], common_name=other, encoding="pem"): "csr_common_name_differs",
        openssl.make_csr([other], common_name=name, encoding="pem"): "csr_names_differ",
        openssl.make_csr([name, other], common_name=name, encoding="pem"): "csr_names_differ",
        openssl.make_csr([name], openssl.make_key("RSA-1024"), encoding="pem"): None,
    }
    for csr, code in wrong.items():
        answer = applicant.file([name], csr=csr)
        assert answer.status in (400, 422), answer.body
        assert code in (None, Rest.code(answer)), answer.body
    assert applicant.file([name], csr=None).status == 400
    assert all(a["domains"] != [name] for a in applicant.rest.get("/applications").json()["items"])


def test_a_request_is_checked_by_an_own_act_and_again_when_it_was_edited(applicant, fresh_name):
    name, other = fresh_name(), fresh_name()
    csr = openssl.make_csr([name], common_name=name, encoding="pem")

    def findings(domains):
        report = applicant.rest.post("/csr/check", {"csr": csr, "domains": domains}).expect(200).json()
        assert report["common_name"] == name and report["key_type"] == "ECDSA P-256"
        return [(f["field"], f["code"]) for f in report["findings"]]

    assert findings([name]) == []
    assert findings([other]) == [("names", "csr_common_name_differs")]
    # That the first pair was good does not carry over to a changed one.
    assert Rest.code(applicant.file([other], csr=csr)) == "csr_common_name_differs"
    applicant.filed([name], csr=csr)


def test_every_domain_shows_one_record_from_the_start_and_nothing_changes_the_method(applicant, fresh_name):
    names = [fresh_name(), f"*.{fresh_name()}"]
    filed = applicant.filed(names)
    assert filed["status"] == "In progress" and statuses(filed) == ["In progress"] * 2
    assert "certificate_id" not in filed
    records = [d["record"] for d in filed["domains"]]
    assert [r["type"] for r in records] == ["TXT", "TXT"]
    assert [r["name"] for r in records] == [f"_chancery-challenge.{n.removeprefix('*.')}" for n in names]
    assert len({r["value"] for r in records}) == 2 and all(len(r["value"]) >= 22 for r in records)
    assert [d["record"] for d in applicant.show(filed)["domains"]] == records, "a second value was made"

    assert {d["method"] for d in filed["domains"]} == {"dns-change"}
    assert applicant.file([fresh_name()], method="http-01").status == 400
    for method in ("PUT", "PATCH"):
        sent = applicant.rest.send(method, f"/applications/{filed['id']}", b'{"method":"http-01"}')
        assert sent.status == 405, sent.body
    listed = applicant.rest.get("/applications", name=filed["name"]).json()["items"]
    assert [(a["id"], a["status"]) for a in listed] == [(filed["id"], "In progress")]


def test_applications_of_others_do_not_exist(server, applicant, fresh_name):
    filed, other = applicant.filed([fresh_name()]), Applicant(server)
    assert other.rest.get(f"/applications/{filed['id']}").status == 404
    assert other.rest.post(f"/applications/{filed['id']}/check").status == 404
    assert other.rest.post(f"/applications/{filed['id']}/cancel").status == 404


# --- proof and certificate ---

def test_the_service_looks_by_itself_through_a_crash_and_issues_after_the_last_proof(
        make_server, store, dns, fresh_name, tmp_path):
    server = make_server(store=store)
    applicant = Applicant(server, "restarted")
    names = [fresh_name(), f"*.{fresh_name('unsigned.net')}"]
    filed = applicant.filed(names)
    first, last = filed["domains"]
    assert 20 <= (moment(first["next_check_at"]) - moment(filed["created_at"])).total_seconds() <= 31
    assert moment(filed["expires_at"]) - moment(filed["created_at"]) == datetime.timedelta(hours=72)
    server.kill()
    provide(dns, first)
    server.start()

    assert applicant.show(filed)["domains"][0]["record"] == first["record"], "another value after the crash"
    half = wait.until(lambda: next((a for a in [applicant.show(filed)] if statuses(a)[0] == "Succeeded"
                                    and a["domains"][1]["attempts"]), None), "the first look, 30 s after filing", 60)
    assert statuses(half) == ["Succeeded", "In progress"] and half["status"] == "In progress"
    assert "certificate_id" not in half, "one domain without proof has to hold back the certificate"
    assert half["domains"][1]["last_answer"]
    pause = moment(half["domains"][1]["next_check_at"]) - moment(half["domains"][1]["last_checked_at"])
    assert datetime.timedelta(minutes=1) < pause <= datetime.timedelta(minutes=6)

    provide(dns, last)
    done = applicant.after_checks(filed, lambda a: a["status"] != "In progress")
    assert done["status"] == "Normal" and statuses(done) == ["Succeeded", "Succeeded"], done
    certificate = applicant.rest.get(f"/certificates/{done['certificate_id']}").expect(200).json()
    assert certificate["status"] == "valid"
    assert {"issued_at", "not_before", "not_after"} <= certificate.keys()
    issued_after = moment(certificate["issued_at"]) - max(moment(d["validated_at"]) for d in done["domains"])
    assert datetime.timedelta(0) <= issued_after < datetime.timedelta(minutes=1)

    leaf = openssl.load(certificate["certificate_pem"])
    names_in_leaf = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(names_in_leaf.get_values_for_type(x509.DNSName)) == set(names)
    chain = certificate["chain_pem"]
    verifier = openssl.Verifier(tmp_path / "verify", chain, openssl.fetch_root(chain))
    assert "OK" in verifier.verify()

    proofs = [r["details"] for r in json.loads(server.cli("audit", "show", "--limit", "10000", "--json").stdout)["items"]
              if r["kind"] == "authorization.valid"]
    assert {p["identifier"] for p in proofs} == set(names)
    for proof in proofs:
        assert proof["method"] == "dns-change" and proof["evidence"]["section"] == "3.2.2.4.7"
        assert proof["evidence"]["rules"].startswith("TLS BR ")
        shown = next(d["record"] for d in done["domains"] if d["domain"] == proof["identifier"])
        seen = [(d["type"], d["name"].rstrip("."), d["records"]) for d in proof["evidence"]["dns"]]
        assert ("TXT", shown["name"], [shown["value"]]) in seen, seen


def test_a_proof_serves_the_next_application_and_only_that_of_its_account(server, applicant, dns, fresh_name):
    name = fresh_name()
    filed = applicant.filed([name])
    provide(dns, filed["domains"][0])
    applicant.after_checks(filed, lambda a: a["status"] == "Normal")
    again = applicant.filed([name])
    wait.until(lambda: applicant.show(again)["status"] == "Normal", "the second certificate", 60)
    assert statuses(Applicant(server).filed([name])) == ["In progress"]


@pytest.mark.parametrize("zone", ["caa-other.net", "caa-none.net"])
def test_a_zone_that_names_another_issuer_ends_it_with_the_reason_and_one_can_apply_anew(
        server, applicant, dns, fresh_name, zone):
    name = fresh_name(zone)
    filed = applicant.filed([name])
    provide(dns, filed["domains"][0])
    ended = applicant.after_checks(filed, lambda a: a["status"] != "In progress")
    assert ended["status"] == "Failed" and "certificate_id" not in ended
    problem = ended["problems"][0]
    assert "caa" in problem["code"] and problem["identifier"] == f"dns:{name}", problem
    auditor = Rest(server, server.api_key("internal-auditor", "auditor"))
    record, = auditor.get("/audit/records", subject=f"application:{filed['id']}", kind="application.refused").json()["items"]
    assert record["outcome"] == "refused" and record["details"]["refusals"] == [problem]
    assert zone in problem["detail"] and ("someone-else.example" in problem["detail"] or zone == "caa-none.net")
    assert applicant.rest.post(f"/applications/{filed['id']}/check").status == 409
    assert Rest.code(applicant.file([name], name=filed["name"])) == "application_name_taken"
    applicant.filed([name])


def test_a_wrong_value_or_a_broken_signature_is_no_proof_and_is_told(applicant, dns, fresh_name):
    wrong, bogus = applicant.filed([fresh_name()]), applicant.filed([fresh_name("bogus.net")])
    dns.add_txt(wrong["domains"][0]["record"]["name"], "something else")
    provide(dns, bogus["domains"][0])
    for application in (wrong, bogus):
        seen = applicant.after_checks(application, lambda a: a["domains"][0].get("last_answer"))
        assert seen["status"] == "In progress" and statuses(seen) == ["In progress"]
    assert "something else" in applicant.show(wrong)["domains"][0]["last_answer"]
    assert "DNSSEC" in applicant.show(bogus)["domains"][0]["last_answer"]
    assert [applicant.show(each)["domains"][0]["last_answer_code"] for each in (wrong, bogus)] == ["validation_txt_mismatch", "dns_bogus"]


def test_a_record_of_strange_bytes_is_no_proof_and_harms_nobody(applicant, dns, fresh_name):
    filed = applicant.filed([fresh_name()])
    dns.set_records(filed["domains"][0]["record"]["name"], "TXT", [r'"\255\254\000\010\226\128\174x"'])
    seen = applicant.after_checks(filed, lambda a: a["domains"][0].get("last_answer"))
    assert statuses(seen) == ["In progress"] and seen["domains"][0]["last_answer"].isprintable()


def test_a_withdrawn_application_never_issues(applicant, dns, fresh_name):
    filed = applicant.filed([fresh_name()])
    applicant.rest.post(f"/applications/{filed['id']}/cancel").expect(200)
    provide(dns, filed["domains"][0])
    assert applicant.rest.post(f"/applications/{filed['id']}/check").status == 409
    shown = applicant.show(filed)
    assert shown["status"] == "Cancelled" and "certificate_id" not in shown


def long_name(length, zone="example.net"):
    """A name of so many characters."""
    room, labels = length - len(zone), []
    while room > 0:
        labels.append("a" * min(60, room - 1))
        room -= len(labels[-1]) + 1
    name = ".".join([*labels, zone])
    assert len(name) == length
    return name


def test_where_no_value_can_be_made_it_fails_at_once_and_says_why(server, applicant, fresh_name):
    name, other = long_name(240), fresh_name()
    csr = openssl.make_csr([name, other], encoding="pem")
    filed = applicant.filed([name, other], csr=csr)
    assert filed["status"] == "Failed" and statuses(filed) == ["Failed", "In progress"]
    assert "next_check_at" not in filed["domains"][0] and "certificate_id" not in filed
    problem, = filed["problems"]
    assert (problem["code"], problem["identifier"]) == ("dns_record_too_long", f"dns:{name}")
    listed = applicant.rest.get("/applications", name=filed["name"]).json()["items"]
    assert [a["status"] for a in listed] == ["Failed"]
    assert applicant.rest.post(f"/applications/{filed['id']}/check").status == 409
    # The longest for which there is a value.
    applicant.filed([long_name(233)], csr=openssl.make_csr([long_name(233)], encoding="pem"))


def time_out(server):
    """Moves the application and its proofs to 72 hours ago, beneath a server on SQLite that stands still meanwhile."""
    server.stop()
    with sqlite3.connect(server.data / "chancery.db") as store:
        for statement in ("UPDATE application SET created = created - ?, expires = expires - ?",
                          "UPDATE domain_authorization SET created = created - ?, expires = expires - ?"):
            assert store.execute(statement, (PAST_THE_END, PAST_THE_END)).rowcount > 0
        store.execute("UPDATE job SET due = due - ? WHERE kind = 'validate-domain'", (PAST_THE_END,))
    server.start()


def test_what_timed_out_never_issues_and_gives_its_name_to_who_applies_again(make_server, dns, fresh_name):
    server = make_server()
    applicant, name = Applicant(server, "late"), fresh_name()
    filed = applicant.filed([name], name="shop", family="cloud-basic")
    early = applicant.file([name], name="shop", apply_again_of=filed["id"])
    assert Rest.code(early.expect(409)) == "apply_again_not_ended"
    time_out(server)
    wait.until(lambda: statuses(applicant.show(filed)) == ["Timeout"], "the end of the proof", 60)
    provide(dns, filed["domains"][0])
    assert Rest.code(applicant.rest.post(f"/applications/{filed['id']}/check").expect(409)) == "application_closed"
    ended = applicant.show(filed)
    assert ended["status"] == "Timeout" and "certificate_id" not in ended
    again = applicant.filed([name], name="shop", family="cloud-basic", apply_again_of=filed["id"])
    assert again["apply_again_of"] == filed["id"] and again["status"] == "In progress"
    assert again["domains"][0]["record"]["value"] != filed["domains"][0]["record"]["value"], "a fresh request, a fresh value"
    provide(dns, again["domains"][0])
    applicant.after_checks(again, lambda a: a["status"] == "Normal")
    assert applicant.show(filed)["status"] == "Timeout"


def test_the_subject_of_a_request_does_not_reach_the_certificate(applicant, dns, fresh_name):
    name = fresh_name()
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Somebody Else Ltd"), x509.NameAttribute(NameOID.COMMON_NAME, name)]))
    csr = builder.sign(openssl.make_key(), openssl.hashes.SHA256()).public_bytes(openssl.serialization.Encoding.PEM)
    filed = applicant.filed([name], csr=csr.decode())
    provide(dns, filed["domains"][0])
    done = applicant.after_checks(filed, lambda a: a["status"] == "Normal")
    certificate = applicant.rest.get(f"/certificates/{done['certificate_id']}").json()
    assert "Somebody" not in openssl.load(certificate["certificate_pem"]).subject.rfc4514_string()
