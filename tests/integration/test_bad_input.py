"""What people with bad intentions send: forged and replayed tokens, planted sessions, markup and formulas, bodies of any size,
clients that never finish, the same submit twice. Other enterprises' ids are test_tenants.py; other sites test_people.py."""
import csv
import http.client
import io
import json
import re
import socket
import threading
import time

import pytest

from peers import openssl, wait
from peers.acme import Http, trusting
from peers.authenticator import Authenticator
from peers.console import PASSWORD, Console, invite, newcomer
from peers.openapi import DOCUMENT
from peers.rest import Rest
from test_applications import AGREEMENT, Applicant

HTML = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0"]


@pytest.fixture(scope="module")
def officer(server):
    return Rest(server, server.api_key("registration-officer", "bad input"))


# --- tokens ---

@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "A" * 4000, "../../etc/passwd", "%00", "'--", "=" * 43])
def test_a_forged_session_is_none(server, cookie):
    console = Console(server)
    console.cookie = cookie or None
    assert Rest.code(console.get("/session").expect(401)) == "session_invalid"
    assert console.get("/certificates").status == 401
    assert console.post("/api-keys", {"name": "x", "role": "applicant"}).status == 401


def test_a_session_that_was_signed_out_cannot_be_replayed(server):
    person = newcomer(server, "internal-auditor")
    thief = Console(server)
    thief.cookie = person.cookie
    thief.get("/session").expect(200)
    person.send("DELETE", "/session").expect(204)
    assert Rest.code(thief.get("/session").expect(401)) == "session_invalid"
    assert thief.get("/audit/records").status == 401


def test_a_session_planted_before_signing_in_is_not_the_one_that_opens(server):
    victim, attacker = newcomer(server, "internal-auditor"), newcomer(server, "applicant", "Fixation Ltd")
    browser = Console(server)
    browser.cookie, browser.secret, browser._spent = attacker.cookie, victim.secret, victim._spent
    browser.sign_in(victim.name).expect(200)
    assert browser.cookie != attacker.cookie
    half = browser.cookie
    browser.second_factor().expect(200)
    assert browser.cookie not in (half, attacker.cookie)
    assert attacker.get("/session").expect(200).json()["user"]["name"] == attacker.name
    stale = Console(server)
    stale.cookie = half
    stale.get("/session").expect(401)


def test_the_csrf_token_of_another_session_opens_nothing(server):
    mine, other = newcomer(server, "ca-administrator"), newcomer(server, "ca-administrator")
    forged = mine.post("/enterprises", {"name": "By another token"}, X_Chancery_Csrf=other.session["csrf"])
    assert Rest.code(forged.expect(403)) == "csrf_refused"
    # Nor does that of the same person's session before the last sign-in.
    again = Console(server)
    again.secret, again._spent = mine.secret, mine._spent
    again.sign_in(mine.name).expect(200)
    before = again.session["csrf"]
    again.second_factor().expect(200)
    stale = again.post("/enterprises", {"name": "By an old token"}, X_Chancery_Csrf=before)
    assert Rest.code(stale.expect(403)) == "csrf_refused"
    names = [e["name"] for e in mine.get("/enterprises", limit=500).json()["items"]]
    assert not [n for n in names if n.startswith("By ")]


def test_links_are_taken_once_and_not_forged(server):
    _, link = invite(server, "policy-manager")
    token = link.split("#")[1]
    last = token[-2] + ("A" if token[-1] != "A" else "B")
    for forged in ("", "x", token[:-1], token + "A", token[:-2] + last, token.swapcase(), "A" * len(token)):
        answer = Console(server).post("/invitations/accept", {"token": forged, "password": PASSWORD})
        assert answer.status in (400, 422), answer.body
        # An invitation is no password reset either.
        assert Console(server).post("/password-resets/accept", {"token": token, "password": PASSWORD}).status == 422
    Console(server).accept(link).expect(200)
    assert Rest.code(Console(server).accept(link).expect(422)) == "invitation_invalid"


def test_a_passkeys_answer_opens_one_session_and_no_second(server):
    person = newcomer(server, "internal-auditor")
    passkey = Authenticator(server, counts=False)  # as those have that are kept in step between devices
    passkey.register(person).expect(201)
    browser, thief = Console(server), Console(server)
    asked = browser.post("/session/passkey-options").expect(200).json()
    answer = passkey.answer(asked)
    assert browser.post("/session/passkey", answer).expect(200).json()["state"] == "open"
    assert Rest.code(thief.post("/session/passkey", answer).expect(422)) == "challenge_invalid"
    # Nor to another question, nor as a second factor of another session.
    other = thief.post("/session/passkey-options").expect(200).json()
    moved = {**answer, "challenge_id": other["challenge_id"]}
    assert Rest.code(thief.post("/session/passkey", moved).expect(422)) == "passkey_refused"
    thief.sign_in(person.name).expect(200)
    assert thief.post("/session/passkey", passkey.answer(other)).status == 422
    assert thief.get("/issuers").status == 403
    # A site that looks like ours.
    passkey.origin = "https://localhost.evil.example"
    assert passkey.sign_in(Console(server)).status == 422


def test_strangers_cannot_keep_anybody_out(server):
    person, other = newcomer(server, "registration-officer"), newcomer(server, "ca-administrator")
    passkey = Authenticator(server)
    passkey.register(person).expect(201)
    person.get("/session").expect(200)
    for _ in range(6):
        Console(server).sign_in(person.name, "wrong wrong wrong").expect(401)
    Console(server).sign_in(person.name).expect(401)
    person.get("/issuers").expect(200)
    assert passkey.sign_in(Console(server)).expect(200).json()["state"] == "open"
    shown = other.get("/users", search=person.name).json()["items"][0]
    assert shown["status"] == "active" and "password_closed_until" in shown
    other.post(f"/users/{shown['id']}/restore").expect(200)
    Console(server).sign_in(person.name).expect(200)


# --- text ---

def texts_of(schema, document):
    """Members that people fill in freely: text without a pattern, a format or a list of values."""
    schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    for name, member in schema.get("properties", {}).items():
        if member.get("type") == "string" and not {"enum", "pattern", "format"} & set(member):
            yield name


def test_markup_comes_back_as_the_text_it_was_and_never_as_a_page(server, officer):
    """In every free text of every operation: refused, or kept and shown as JSON that a browser does not render."""
    document = json.loads(DOCUMENT.read_text())
    boss = newcomer(server, "enterprise-operator", HTML[:100])
    assert boss.session["user"]["enterprise"]["name"] == HTML[:100]
    known = {"name": "markup", "display_name": "x", "email": "markup@example.net", "role": "applicant", "kind": "cloud-basic",
             "content": {"note": HTML}, "page": "certificates", "query": "x", "domain": "markup.example.net"}
    kept = 0
    for path, item in document["paths"].items():
        for method, operation in item.items():
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            for field in texts_of(schema, document) if schema else ():
                required = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
                body = {name: known.get(name, "x") for name in required.get("required", [])} | {field: HTML}
                target = re.sub(r"{\w+}", "0000000000000", path.removeprefix("/api/v1"))
                answer = boss.send(method.upper(), target, body)
                assert answer.status < 500, (operation["operationId"], field, answer.body)
                if answer.body:
                    assert answer.headers.get_content_type() in ("application/json", "application/problem+json")
                    assert answer.headers["X-Content-Type-Options"] == "nosniff"
                    json.loads(answer.body)
                kept += answer.status in (200, 201)
    assert kept >= 3, "drafts, views, people and keys take any text"
    listed = boss.get("/drafts").json()["items"][0]
    assert boss.get(f"/drafts/{listed['id']}").json()["content"] == {"note": HTML}


def test_no_field_of_an_export_begins_a_formula(server, officer, fresh_name):
    zone = fresh_name()
    wanted = [f"{text.split('|')[0].replace('(A1)', '')}@{zone}" for text in FORMULAS]
    made = []
    for mailbox in wanted:
        answer = officer.post("/certificates", {"profile": "private-client", "csr": openssl.make_csr([], common_name="x", encoding="pem"),
                                                "names": [{"type": "email", "value": mailbox}]})
        if answer.status == 201:
            made.append(mailbox)
    assert len(made) >= 3, "these are mailboxes that mail can be sent to"
    rows = list(csv.reader(io.StringIO(officer.get("/certificates/export", search=zone).expect(200).body.decode())))
    assert len(rows) == len(made) + 1
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], cells
    for mailbox in made:
        assert any(mailbox in cell for cell in cells)


# --- size and time ---

def resident_mb(server):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{server.pid}/status").read()).group(1)) / 1024


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
def test_fifty_megabytes_of_csr_are_refused_and_not_kept(server, officer, chunked):
    before = resident_mb(server)
    begin = b'{"profile":"private-server","csr":"'
    size = 50 * 1024 * 1024

    def pieces():
        yield begin
        for _ in range(size // 65536):
            yield b"A" * 65536
        yield b'"}'

    for path in ("/api/v1/certificates", "/api/v1/csr/check", "/api/v1/applications"):
        connection = http.client.HTTPSConnection("localhost", server.https_port, timeout=30, context=trusting())
        headers = {**officer._headers, "Content-Type": "application/json"}
        if not chunked:
            headers["Content-Length"] = str(len(begin) + size // 65536 * 65536 + 2)
        try:
            connection.request("POST", path, pieces(), headers, encode_chunked=chunked)
            answer = connection.getresponse()
            assert answer.status == 413, answer.read()
        except OSError:
            pass  # the server had enough of it and closed: what is announced is told, what goes on is cut
        finally:
            connection.close()
    answer = officer.post("/certificates", {"profile": "private-server", "csr": "A" * 70_000})
    assert answer.status in (400, 413), answer.body
    assert resident_mb(server) - before < 40
    assert server.is_ready()


def test_clients_that_never_finish_keep_nobody_waiting(make_server):
    server = make_server()
    rest = Rest(server, server.api_key("internal-auditor", "patient"))
    half = b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    slow = []
    for number in range(60):
        connection = socket.create_connection(("localhost", server.https_port))
        if number % 3:  # every third says nothing at all, not even a handshake
            connection = trusting().wrap_socket(connection, server_hostname="localhost")
            connection.sendall(half + (b"Content-Length: 1000\r\n\r\n{" if number % 3 == 2 else b""))
        slow.append(connection)
    stop = threading.Event()

    def drip():
        while not stop.wait(1):
            for connection in slow:
                try:
                    connection.sendall(b" ")
                except OSError:
                    pass

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        worst = 0
        for _ in range(30):
            began = time.monotonic()
            rest.get("/issuers").expect(200)
            worst = max(worst, time.monotonic() - began)
        assert worst < 5, f"an honest request waited {worst:.1f} s"

        def closed(connection):
            connection.settimeout(0.01)
            try:
                while True:
                    if connection.recv(4096) == b"":
                        return True
            except (TimeoutError, socket.timeout):
                return False
            except OSError:
                return True

        wait.until(lambda: all(closed(c) for c in slow), "every slow connection to be closed", 60)
    finally:
        stop.set()
        dripping.join()
        for connection in slow:
            connection.close()


# --- twice ---

def at_once(acts):
    """The answers of several acts that begin at the same moment."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number):
        barrier.wait()
        answers[number] = acts[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def clone(rest):
    """The same caller over a connection of its own."""
    other = object.__new__(Rest)
    other._base, other._headers, other._http = rest._base, rest._headers, Http()
    return other


def test_a_submit_with_one_idempotency_key_is_one_certificate(server, officer, fresh_name):
    name = fresh_name()
    body = {"profile": "private-server", "csr": openssl.make_csr([name], encoding="pem")}
    key = f"twice-{name}"
    callers = [clone(officer) for _ in range(6)]
    answers = at_once([lambda rest=rest: rest.post("/certificates", body, Idempotency_Key=key) for rest in callers])
    assert {a.status for a in answers} <= {201, 409}, [a.body for a in answers]
    made = {a.json()["id"] for a in answers if a.status == 201}
    assert len(made) == 1
    assert all(Rest.code(a) == "idempotency_in_progress" for a in answers if a.status == 409)
    again = officer.post("/certificates", body, Idempotency_Key=key).expect(201)
    assert {again.json()["id"]} == made
    assert len(officer.get("/certificates", name=name).json()["items"]) == 1
    other = {**body, "csr": openssl.make_csr([name], encoding="pem")}
    assert Rest.code(officer.post("/certificates", other, Idempotency_Key=key).expect(409)) == "idempotency_mismatch"


def test_an_application_sent_twice_is_filed_once(server, fresh_name):
    applicant, name = Applicant(server), fresh_name()
    body = {"name": f"doubled {name}", "domains": [name], "agreement_version": AGREEMENT,
            "csr": openssl.make_csr([name], common_name=name, encoding="pem")}
    callers = [clone(applicant.rest) for _ in range(6)]
    answers = at_once([lambda rest=rest: rest.post("/applications", body) for rest in callers])
    assert sorted(a.status for a in answers) == [201] + [409] * 5, [a.body for a in answers]
    assert {Rest.code(a) for a in answers if a.status == 409} == {"application_name_taken"}
    body["name"] += " with a key"
    answers = at_once([lambda rest=rest: rest.post("/applications", body, Idempotency_Key=name) for rest in callers])
    assert {a.status for a in answers} <= {201, 409}
    assert len({a.json()["id"] for a in answers if a.status == 201}) == 1
    filed = [a for a in applicant.rest.get("/applications", limit=200).json()["items"] if a["domains"] == [name]]
    assert len(filed) == 2


def test_two_who_make_the_same_person_make_one(server):
    bosses = [newcomer(server, "ca-administrator") for _ in range(3)]
    order = {"name": f"twin-{bosses[0].name}", "display_name": "Twin", "email": "twin@example.net", "role": "registration-officer"}
    answers = at_once([lambda boss=boss: boss.post("/users", order) for boss in bosses])
    assert sorted(a.status for a in answers) == [201, 409, 409], [a.body for a in answers]
    assert len(bosses[0].get("/users", search=order["name"]).json()["items"]) == 1


def test_a_code_sent_twice_at_once_opens_one_session(server):
    person = newcomer(server, "internal-auditor")
    browsers = [Console(server) for _ in range(4)]
    for browser in browsers:
        browser.sign_in(person.name).expect(200)
    code = person.code()
    answers = at_once([lambda b=b: b.post("/session/second-factor", {"totp_code": code}) for b in browsers])
    assert sorted(a.status for a in answers) == [200, 422, 422, 422], [a.body for a in answers]
