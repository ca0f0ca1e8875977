"""People: invited, signing in with two factors, suspended; and what does not get anybody in."""
import json
import re
import sqlite3

import pytest

from peers import openssl
from peers.console import PASSWORD, Console, invite, newcomer, totp
from peers.rest import Rest


@pytest.fixture
def administrator(server):
    return newcomer(server, "ca-administrator")


def test_the_first_administrator_signs_in_within_a_minute_of_nothing(make_server):
    server = make_server()
    password = re.search(r"one-time password: (\S+)", server.log_text()).group(1)
    console = Console(server)
    assert console.sign_in("admin", password).expect(200).json()["state"] == "new_password"
    console.post("/session/password", {"new_password": PASSWORD}).expect(200)
    assert console.state == "enrol_second_factor"
    assert console.enrol().state == "open"
    console.get("/certificates").expect(200)
    Console(server).sign_in("admin", password).expect(401)


def test_a_newcomer_does_nothing_before_a_second_factor(server):
    _, link = invite(server, "registration-officer")
    console = Console(server)
    console.accept(link).expect(200)
    assert console.state == "enrol_second_factor"
    for path in ("/certificates", "/applications", "/issuers"):
        assert Rest.code(console.get(path).expect(403)) == "sign_in_unfinished"
    console.enrol()
    console.get("/certificates").expect(200)


def test_signing_in_takes_both_factors_and_changes_the_cookie_at_each_step(server):
    person = newcomer(server, "internal-auditor")
    browser = Console(server)
    browser.secret, browser._spent = person.secret, person._spent
    browser.sign_in(person.name).expect(200)
    assert browser.state == "second_factor"
    planted = browser.cookie
    assert Rest.code(browser.get("/audit/records").expect(403)) == "sign_in_unfinished"
    assert browser.second_factor().expect(200).json()["state"] == "open"
    assert browser.cookie != planted
    browser.get("/audit/records").expect(200)
    stale = Console(server)
    stale.cookie = planted
    stale.get("/session").expect(401)


def test_a_code_is_taken_once(server):
    person = newcomer(server, "internal-auditor")
    for spent in (totp(person.secret, person._spent), totp(person.secret, person._spent - 1)):
        browser = Console(server)
        browser.sign_in(person.name).expect(200)
        answer = browser.post("/session/second-factor", {"totp_code": spent}).expect(422)
        assert Rest.code(answer) == "second_factor_refused"


def test_recovery_codes_are_taken_once(server):
    person = newcomer(server, "internal-auditor")
    codes = person.post("/me/recovery-codes").expect(200).json()["codes"]
    assert len(set(codes)) == 10
    browser = Console(server)
    browser.sign_in(person.name)
    browser.post("/session/second-factor", {"recovery_code": codes[0].upper()}).expect(200)
    again = Console(server)
    again.sign_in(person.name)
    again.post("/session/second-factor", {"recovery_code": codes[0]}).expect(422)


def test_wrong_codes_lock_the_account_though_the_password_is_right(server, administrator):
    person = newcomer(server, "validation-specialist")
    for _ in range(5):
        browser = Console(server)
        browser.sign_in(person.name).expect(200)
        browser.post("/session/second-factor", {"totp_code": "000000"}).expect(422)
    Console(server).sign_in(person.name).expect(401)
    person.get("/session").expect(401)
    listed = administrator.get("/users", search=person.name).json()["items"][0]
    assert listed["status"] == "locked"
    administrator.post(f"/users/{listed['id']}/restore").expect(200)
    assert Console(server).sign_in(person.name).expect(200).json()["state"] == "second_factor"


def test_a_request_for_a_certificate_asks_for_a_fresh_factor_where_that_is_set(make_server, fresh_name):
    server = make_server(config={"identity": {"step_up_minutes": 5, "step_up_requests": True}})
    officer, applicant = newcomer(server, "registration-officer"), newcomer(server, "applicant", "Careful Ltd")
    name = fresh_name()
    issue = {"profile": "private-server", "csr": openssl.make_csr([name], encoding="pem")}
    apply = {"name": "shop", "domains": [name], "agreement_version": "2026-11",
             "csr": openssl.make_csr([name], common_name=name, encoding="pem")}
    officer.post("/certificates", issue).expect(201)
    server.stop()
    with sqlite3.connect(server.data / "chancery.db") as store:  # the last proof was an hour ago
        store.execute("UPDATE console_session SET verified = verified - 3600000")
    server.start()
    assert Rest.code(officer.post("/certificates", issue).expect(403)) == "step_up_needed"
    assert Rest.code(applicant.post("/applications", apply).expect(403)) == "step_up_needed"
    assert applicant.get("/applications").expect(200).json()["items"] == []
    applicant.post("/session/second-factor", {"totp_code": "000000"}).expect(422)
    assert applicant.post("/applications", apply).status == 403, "a wrong code opens nothing"
    for person in (officer, applicant):
        person.second_factor().expect(200)
    officer.post("/certificates", issue).expect(201)
    applicant.post("/applications", apply).expect(201)


def test_wrong_passwords_and_wrong_names_are_told_alike(server):
    person = newcomer(server, "applicant", "Example GmbH")
    wrong = Console(server).sign_in(person.name, "wrong wrong wrong").expect(401)
    nobody = Console(server).sign_in("no-such-person", PASSWORD).expect(401)
    strip = lambda answer: {k: v for k, v in answer.json().items() if k != "request_id"}  # noqa: E731
    assert strip(wrong) == strip(nobody)


def test_a_suspension_ends_open_sessions_at_once(server, administrator):
    person = newcomer(server, "registration-officer")
    user = person.session["user"]["id"]
    person.get("/issuers").expect(200)
    administrator.post(f"/users/{user}/suspend").expect(200)
    assert Rest.code(person.get("/issuers").expect(401)) == "session_invalid"
    Console(server).sign_in(person.name).expect(401)
    administrator.post(f"/users/{user}/restore").expect(200)
    person.get("/issuers").expect(401)
    Console(server).sign_in(person.name).expect(200)


def test_a_suspended_enterprise_is_shut_out_with_its_keys(server, administrator):
    boss = newcomer(server, "enterprise-operator", "Suspended Ltd")
    enterprise = boss.session["user"]["enterprise"]["id"]
    key = Rest(server, boss.post("/api-keys", {"name": "ci", "role": "applicant"}).expect(201).json()["key"])
    key.get("/certificates").expect(200)
    administrator.send("PATCH", f"/enterprises/{enterprise}", {"status": "suspended"}).expect(200)
    boss.get("/certificates").expect(401)
    key.get("/certificates").expect(401)
    administrator.send("PATCH", f"/enterprises/{enterprise}", {"status": "active"}).expect(200)
    key.get("/certificates").expect(200)


def test_the_command_line_suspends_beside_a_running_server(server):
    person = newcomer(server, "policy-manager")
    assert "suspended" in server.cli("user", "suspend", person.name).stdout
    person.get("/issuers").expect(401)
    server.cli("user", "restore", person.name)
    link = json.loads(server.cli("user", "reset", person.name, "--json").stdout)["invitation_url"]
    Console(server).sign_in(person.name).expect(401)
    again = Console(server)
    again.accept(link, "another long password").expect(200)
    assert again.state == "enrol_second_factor"
    Console(server).accept(link).expect(422)
    assert any(p["name"] == person.name for p in json.loads(server.cli("user", "list", "--json").stdout)["items"])


def test_requests_of_other_sites_are_refused(server, administrator):
    made = {"name": "Forged"}
    for headers in ({"X_Chancery_Csrf": ""}, {"X_Chancery_Csrf": "x" * 43}, {"Origin": "https://evil.example"},
                    {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}):
        assert Rest.code(administrator.post("/enterprises", made, **headers).expect(403)) == "csrf_refused"
    assert all(e["name"] != "Forged" for e in administrator.get("/enterprises", limit=500).json()["items"])
    own = {"Origin": server.base_url, "Sec_Fetch_Site": "same-origin"}
    administrator.post("/enterprises", {"name": "Honest"}, **own).expect(201)
    Console(server).post("/session", {"name": "a", "password": "b"}, Origin="https://evil.example").expect(403)


def test_roles_that_exclude_each_other_are_not_given_to_one_person(server, administrator):
    order = {"display_name": "Ann", "email": "ann.only@example.net"}
    administrator.post("/users", {**order, "name": "ann-audit", "role": "internal-auditor"}).expect(201)
    for role in ("ca-administrator", "system-operator", "executive-officer", "registration-officer"):
        answer = administrator.post("/users", {**order, "name": "ann-other", "role": role}).expect(409)
        assert Rest.code(answer) == "role_conflict"


def test_every_operation_works_from_the_console(server, administrator):
    """What an API key may do, a session may do: here one act of each kind."""
    key = administrator.post("/api-keys", {"name": "made in the console", "role": "internal-auditor"}).expect(201).json()
    Rest(server, key["key"]).get("/audit/records").expect(200)
    administrator.send("DELETE", f"/api-keys/{key['id']}").expect(204)
    records = administrator.get("/audit/records", kind="api_key.withdrawn").expect(200).json()["items"]
    assert records[0]["actor"] == "user:" + administrator.session["user"]["id"]
