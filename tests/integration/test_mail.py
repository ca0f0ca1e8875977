"""Mails by a real SMTP server: invitations, other passwords, and what a crash makes of them."""
import json

import pytest

from peers import openssl, wait
from peers.console import PASSWORD, Console, newcomer
from peers.mail import MailServer, link_in, self_signed
from peers.rest import Rest


@pytest.fixture
def mail():
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def chancery(make_server, mail, store):
    return make_server(config={"mail": {"smtp": mail.url, "from": "ca@example.net"}}, store=store)


@pytest.fixture
def administrator(chancery, mail):
    """Invited by the command line, and by mail."""
    made = json.loads(chancery.cli("user", "create", "root", "--email", "root@example.net", "--role",
                                   "ca-administrator", "--json").stdout)
    assert "invitation_url" not in made
    console = Console(chancery)
    console.accept(link_in(mail.wait_for("root@example.net")[0])).expect(200)
    return console.enrol()


def person(name, role="registration-officer"):
    return {"name": name, "display_name": "Ann \u00c9xample \uae40", "email": f"{name}@example.net", "role": role}


def test_an_invitation_goes_out_by_mail_and_nowhere_else(chancery, mail, administrator):
    made = administrator.post("/users", person("ann")).expect(201).json()
    assert "invitation_url" not in made
    message = mail.wait_for("ann@example.net")[0]
    assert message["From"] == "Chancery <ca@example.net>" and message["Auto-Submitted"] == "auto-generated"
    assert "Ann \u00c9xample \uae40" in message.get_content()
    link = link_in(message)
    assert link.startswith(chancery.base_url + "/console/invitation#")
    ann = Console(chancery)
    ann.accept(link).expect(200)
    assert Rest.code(Console(chancery).accept(link).expect(422)) == "invitation_invalid"
    assert len(mail.to("ann@example.net")) == 1
    assert link.split("#")[1] not in chancery.log_text()


def test_a_mail_survives_a_kill_between_the_act_and_its_delivery(chancery, mail, administrator):
    mail.stop()
    administrator.post("/users", person("bob")).expect(201)
    chancery.kill()
    mail.start()
    chancery.start()
    console = Console(chancery)
    console.accept(link_in(mail.wait_for("bob@example.net", seconds=120)[0])).expect(200)


def test_another_password_by_mail_leaves_the_second_factor(chancery, mail, administrator):
    administrator.post("/users", person("eve")).expect(201)
    eve = Console(chancery)
    eve.accept(link_in(mail.wait_for("eve@example.net")[0])).expect(200)
    eve.enrol()
    stranger = Console(chancery)
    known = stranger.post("/password-resets", {"name": "EVE"}).expect(202)
    unknown = stranger.post("/password-resets", {"name": "nobody"}).expect(202)
    assert known.body == unknown.body == b""
    link = link_in(mail.wait_for("eve@example.net", 2)[1])
    stranger.post("/password-resets", {"name": "eve"}).expect(202)
    body = {"token": link.split("#")[1], "password": "a wholly other password"}
    assert stranger.post("/password-resets/accept", body).expect(200).json()["state"] == "second_factor"
    assert Rest.code(stranger.get("/issuers").expect(403)) == "sign_in_unfinished"
    eve.get("/session").expect(401)
    Console(chancery).sign_in("eve", PASSWORD).expect(401)
    Console(chancery).post("/password-resets/accept", body).expect(422)
    stranger.secret, stranger._spent = eve.secret, eve._spent
    assert stranger.second_factor().expect(200).json()["state"] == "open"
    assert len(mail.to("eve@example.net")) == 2, "asking again at once sends no second mail"


LOGIN = ("chancery", "a password for mails")


@pytest.fixture
def with_login(make_server, tmp_path):
    """A function: a mail server that wants TLS and a login, and a Chancery that was told `password` and `trusted`."""
    started = []

    def make(implicit, password=LOGIN[1], trusted=None, host="localhost"):
        context, certificate = self_signed(tmp_path / "mail", host)
        server = MailServer(context, implicit, LOGIN).start()
        started.append(server)
        secret = tmp_path / "password"
        secret.write_text(password)
        secret.chmod(0o600)
        chancery = make_server(config={"mail": {"smtp": server.url, "from": "ca@example.net", "user": LOGIN[0],
                                                "password_file": str(secret), "ca_file": str(trusted or certificate)}})
        return server, chancery, secret

    yield make
    for each in started:
        each.stop()


def invited(chancery, name):
    chancery.cli("user", "create", name, "--email", f"{name}@example.net", "--role", "policy-manager")


@pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "implicit TLS"])
def test_mails_go_over_verified_tls_with_a_login(with_login, implicit):
    mail, chancery, _ = with_login(implicit)
    invited(chancery, "tls")
    assert link_in(mail.wait_for("tls@example.net")[0]).startswith(chancery.base_url)
    assert mail.refused == 0 and LOGIN[1] not in chancery.log_text()


def test_a_mail_server_that_nobody_vouches_for_hears_no_password(with_login, tmp_path):
    _, other = self_signed(tmp_path / "other")
    mail, chancery, _ = with_login(False, trusted=other)
    invited(chancery, "untrusted")
    wait.until(lambda: "mail not sent" in chancery.log_text(), "the failure in the log", 30)
    assert "certificate" in chancery.log_text() and mail.refused == 0
    assert mail.to("untrusted@example.net") == []


def test_a_certificate_for_another_host_is_refused(with_login):
    mail, chancery, _ = with_login(True, host="mail.example.org")
    invited(chancery, "elsewhere")
    wait.until(lambda: "mail not sent" in chancery.log_text(), "the failure in the log", 30)
    assert mail.to("elsewhere@example.net") == [] and mail.refused == 0


def test_a_wrong_password_is_told_in_the_log_and_the_mail_waits_for_the_right_one(with_login):
    mail, chancery, secret = with_login(False, password="not that one")
    invited(chancery, "patient")
    line = wait.until(lambda: next((x for x in chancery.log_text().splitlines() if "mail not sent" in x and "535" in x), None),
                      "the refusal in the log", 90)
    assert mail.refused and "Login denied" in line and "not that one" not in chancery.log_text()
    secret.write_text(LOGIN[1])
    chancery.restart()
    mail.wait_for("patient@example.net", seconds=90)


def test_names_cannot_write_headers(chancery, administrator):
    for field, text in (("display_name", "x\r\nBcc: evil@example.net"), ("email", "a@example.net\r\nBcc: b@example.net"),
                        ("email", "a@example.net,b@example.net"), ("email", "<a@example.net>")):
        answer = administrator.post("/users", {**person("mal"), field: text}).expect(400)
        assert Rest.code(answer) in ("name_malformed", "email_malformed")


def test_without_a_mail_server_links_are_shown_to_who_makes_them(make_server):
    server = make_server()
    console = newcomer(server, "ca-administrator")
    made = console.post("/users", person("ann")).expect(201).json()
    assert made["invitation_url"].startswith(server.base_url + "/console/invitation#")
    console.post("/password-resets", {"name": "ann"}).expect(202)


def test_whoever_applied_hears_of_the_issuance(chancery, mail, dns, administrator, fresh_name):
    """NT-64; programs hear of it by the API, so a key's application tells the operators of its enterprise."""
    operator = newcomer_with_mail(administrator, mail, chancery, "boss", "enterprise-operator")
    applicant = newcomer_with_mail(administrator, mail, chancery, "jin", "applicant")
    name = fresh_name()
    issued = certificate_for(applicant, dns, name)
    message = mail.wait_for("jin@example.net", 2)[1]
    text = message.get_content()
    assert name in text and f"/console/certificates/{issued}" in text
    assert len(mail.to("boss@example.net")) == 1, "the invitation, and nothing of somebody else's"

    made = operator.post("/api-keys", {"name": "robot", "role": "applicant"}).expect(201).json()
    issued = certificate_for(Rest(chancery, made["key"]), dns, fresh_name())
    assert f"/console/certificates/{issued}" in mail.wait_for("boss@example.net", 2)[1].get_content()
    assert len(mail.to("jin@example.net")) == 2


def test_whoever_applied_hears_of_a_rejection_with_its_ground(chancery, mail, administrator, fresh_name):
    """NT-31: a trademark dispute ends an application or a certificate, on record."""
    applicant = newcomer_with_mail(administrator, mail, chancery, "kim", "applicant")
    officer = Rest(chancery, chancery.api_key("registration-officer", "officer"))
    auditor = Rest(chancery, chancery.api_key("internal-auditor", "auditor"))
    filed = file_application(applicant, fresh_name())
    decision = {"ground": "trademark-dispute", "comment": "The owner of the mark has written to us."}
    rejection = f"/applications/{filed['id']}/rejection"
    assert applicant.post(rejection, decision).status == 403
    assert officer.post(rejection, {"ground": "trademark-dispute"}).status == 400
    ended = officer.post(rejection, decision).expect(200).json()
    assert ended["status"] == "Failed" and [p["code"] for p in ended["problems"]] == ["application_rejected"]
    assert Rest.code(officer.post(rejection, decision)) == "application_closed"
    text = mail.wait_for("kim@example.net", 2)[1].get_content()
    assert "trademark-dispute (CPS 1.0.6 section 3.1.6; NT-31): " + decision["comment"] in " ".join(text.split())
    records = auditor.get("/audit/records", subject=f"application:{filed['id']}").expect(200).json()["items"]
    told = next(record for record in records if record["kind"] == "application.rejected")
    assert told["outcome"] == "refused" and decision["comment"] in json.dumps(told["details"])


def test_a_revocation_keeps_the_ground_that_staff_gives(server):
    officer = Rest(server, server.api_key("registration-officer", "officer of grounds"))
    issued = officer.post("/certificates", {"profile": "private-server", "csr": openssl.make_csr(
        ["mark.internal.test"], common_name="mark.internal.test", encoding="pem")}).expect(201).json()
    decision = {"ground": "trademark-dispute", "comment": "Judgment of 2026-11-20."}
    officer.post(f"/certificates/{issued['id']}/revoke", {"reason": "privilegeWithdrawn", "decision": decision}).expect(200)
    auditor = Rest(server, server.api_key("internal-auditor", "auditor of grounds"))
    records = auditor.get("/audit/records", subject=f"certificate:{issued['id']}").expect(200).json()["items"]
    told = next(record for record in records if record["kind"] == "certificate.revoked")
    assert told["details"]["comment"] == "trademark-dispute (CPS 1.0.6 section 3.1.6; NT-31): Judgment of 2026-11-20."


def newcomer_with_mail(administrator, mail, chancery, name, role):
    enterprises = administrator.get("/enterprises").json()["items"]
    known = next((one for one in enterprises if one["name"] == "Mailed Ltd"), None)
    enterprise = known or administrator.post("/enterprises", {"name": "Mailed Ltd"}).expect(201).json()
    administrator.post("/users", {**person(name, role), "enterprise": enterprise["id"]}).expect(201)
    console = Console(chancery)
    console.accept(link_in(mail.wait_for(f"{name}@example.net")[0])).expect(200)
    return console.enrol()


def file_application(who, domain):
    return who.post("/applications", {
        "name": domain, "domains": [domain], "agreement_version": who.get("/agreement").json()["version"],
        "csr": openssl.make_csr([domain], common_name=domain, encoding="pem")}).expect(201).json()


def certificate_for(who, dns, domain):
    """Applies over REST, proves control by DNS; the certificate's id."""
    filed = file_application(who, domain)
    record = filed["domains"][0]["record"]
    dns.add_txt(record["name"], record["value"])
    who.post(f"/applications/{filed['id']}/check", {})
    return wait.until(lambda: who.get(f"/applications/{filed['id']}").json().get("certificate_id"), "the certificate", 60)
