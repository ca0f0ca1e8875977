"""Two enterprises and every role walk through the whole API document: with the other one's ids in every URL, parameter
and body, nobody sees or changes anything of the other, and no role gets further than the document says."""
import collections
import copy
import datetime
import json
import pathlib
import re

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from peers import openssl
from peers.console import newcomer
from peers.openapi import DOCUMENT, Document
from peers.rest import Rest

document = Document(DOCUMENT.read_text())
# A stream of events does not end; api/events_test.cpp looks at whom it tells what.
OPERATIONS = [o for o in document.operations() if "text/event-stream" not in o.responses.get("200", {}).get("content", {})]
OWN_THINGS = ("/users /api-keys /enterprises /certificates /applications /drafts /domains /views /imported-certificates "
              "/placements /organizations").split()
IN_ENTERPRISES = ("enterprise-operator", "applicant")
# They end the session that walks, or count as guesses at its password and codes.
ENDING = {"signOut", "showSecondFactor", "setPassword"}
WAYS = {"key": {"caller"}, "session": {"caller", "session"}}
NOBODY = "0000000000000"
REPORT = pathlib.Path(__file__).resolve().parents[2] / "build"


def foreign_certificate():
    """One that somebody else issued."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.example")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("elsewhere.example")]), False).sign(key, hashes.SHA256()))
    return made.public_bytes(serialization.Encoding.PEM).decode()


# The service looks for proofs by itself, 30 s after they were asked for: that is nobody's reaching in.
MOVING = {"attempts", "last_checked_at", "next_check_at", "last_answer", "last_answer_code"}


def still(value):
    """Without what changes by itself."""
    if isinstance(value, dict):
        return {name: still(member) for name, member in value.items() if name not in MOVING}
    return [still(item) for item in value] if isinstance(value, list) else value


class Tenant:
    """An enterprise with one of everything, and its marks: whoever else gets one of them has seen too much. Its ids are
    no marks: the walk sends them, so they come back in what the walkers made themselves."""

    def __init__(self, server, name):
        self.name = name
        self.mark = f"mark-of-{name.lower()}"
        self.boss = newcomer(server, "enterprise-operator", name)
        self.person = newcomer(server, "applicant", name)
        self.id = self.boss.session["user"]["enterprise"]["id"]
        made = self.boss.post("/api-keys", {"name": f"{self.mark}-key", "role": "enterprise-operator"}).expect(201).json()
        self.key = Rest(server, made["key"])
        clerk = server.cli("api-key", "create", "--role", "registration-officer", "--name", f"{self.mark}-clerk",
                           "--account", name).stdout.split()[-1]
        host = f"{self.mark}.internal"
        certificate = Rest(server, clerk).post("/certificates", {
            "profile": "private-server", "csr": openssl.make_csr([host], encoding="pem")}).expect(201).json()
        domain = f"{self.mark}.example.net"
        agreement = json.loads(DOCUMENT.read_text())["components"]["schemas"]["ApplicationRequest"]["properties"]
        assert "agreement_version" in agreement
        application = self.key.post("/applications", {
            "name": f"{self.mark}-application", "domains": [domain], "agreement_version": "2026-11",
            "csr": openssl.make_csr([domain], common_name=domain, encoding="pem")}).expect(201).json()
        more = {
            "draft": self.key.post("/drafts", {"name": f"{self.mark}-draft", "kind": "advanced-dv", "content": {"x": self.mark}}),
            "domain": self.key.post("/domains", {"domain": domain}),
            "organization": self.key.post("/organizations", {
                "name": f"{self.mark} organization", "country": "DE", "locality": "Hamburg",
                "representative": {"name": self.mark, "email": f"{self.mark}@example.net", "phone": "+49 40 123456"}}),
            "view": self.boss.post("/views", {"page": "certificates", "name": f"{self.mark}-view", "query": self.mark}),
            "imported": self.key.post("/certificates/import", {"name": f"{self.mark}-imported", "certificate_pem": foreign_certificate()})}
        self.ids = {
            **{kind: answer.expect(201).json()["id"] for kind, answer in more.items()}, "enterprise": self.id, "user": self.person.session["user"]["id"], "key": made["id"],
            "session": self.person.get("/me/sessions").json()["items"][0]["id"],
            "certificate": certificate["id"], "application": application["id"]}
        placed = self.key.send("PUT", f"/placements/{self.mark}-place", json.dumps(
            {"certificate_id": certificate["id"], "hosts_key": True}).encode())
        assert placed.status == 200, placed.body
        self.ids["place"] = f"{self.mark}-place"
        self.marks = {self.mark, self.name, self.boss.name, self.person.name}

    def state(self):
        """All that its operator sees of it, and whether its people are still in."""
        seen = {path: self.boss.get(path).expect(200).json() for path in OWN_THINGS}
        seen["person"] = self.person.get("/me/sessions").status
        return json.dumps(still(seen), sort_keys=True)


@pytest.fixture(scope="module")
def walked(_server_factory, store):
    server = _server_factory(store=store)
    yield server, Tenant(server, "Ours"), Tenant(server, "Theirs")
    server.stop()


def samples(foreign):
    name = "walk.example.net"
    return {"csr": openssl.make_csr([name], common_name=name, encoding="pem"), "profile": "private-server",
            "domains": [name], "names": [{"type": "dns", "value": name}], "agreement_version": "2026-11",
            "country": "DE", "locality": "Hamburg", "phone": "+49 40 123456",
            "role": "applicant", "email": "walk@example.net", "name": f"walk-{foreign}"}


def places(value, at=()):
    """Where texts stand in a body."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from places(member, (*at, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from places(member, (*at, index))
    elif isinstance(value, str):
        yield at


def with_text(body, place, text):
    changed = copy.deepcopy(body)
    at = changed
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = text
    return changed


def bodies(operation, foreign):
    """Bodies with a foreign id in one place each, the optional members among them."""
    if operation.body is None:
        yield None
        return
    known = samples(foreign)
    good = document.example(operation.body, known)
    yield good
    schema = document.resolve(operation.body)
    for name, member in schema.get("properties", {}).items():
        if name not in good and document.resolve(member).get("type") == "string":
            yield {**good, name: foreign}
    for place in places(good):
        yield with_text(good, place, foreign)


def requests(operation, theirs):
    """Every request of an operation with an id of theirs somewhere in it: path, body."""
    for foreign in theirs.ids.values():
        names = re.findall(r"{(\w+)}", operation.path)
        for name in names:
            path = operation.path.replace("{%s}" % name, foreign)
            yield re.sub(r"{\w+}", theirs.ids["session"], path), next(bodies(operation, foreign))
        if not names:
            for parameter in (p["name"] for p in operation.parameters if p["in"] == "query"):
                yield f"{operation.path}?{parameter}={foreign}", None
            for body in bodies(operation, foreign):
                yield operation.path, body


def reveals(answer, path, body, theirs):
    """Marks of theirs in an answer that the request did not bring."""
    sent = path + json.dumps(body or {})
    text = answer.body.decode(errors="replace")
    return sorted(mark for mark in theirs.marks if mark not in sent and re.search(rf"(?<![\w-]){re.escape(mark)}(?![\w-])", text))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", IN_ENTERPRISES)
def test_nobody_reaches_into_another_enterprise(walked, role, way, store):
    server, ours, theirs = walked
    before = theirs.state()
    walker = newcomer(server, role, ours.name)
    if way == "key":
        made = ours.boss.post("/api-keys", {"name": f"walk {role}", "role": role}).expect(201).json()
        walker = Rest(server, made["key"])
    counts = collections.Counter()
    for operation in OPERATIONS:
        if operation.entrance not in WAYS[way] or operation.id in ENDING:
            continue
        for path, body in requests(operation, theirs):
            sent = None if body is None else json.dumps(body).encode()
            answer = walker.send(operation.method, path, sent)
            what = (role, way, operation.id, path, body, answer.status, answer.body[:400])
            assert answer.status < 500, what
            assert not reveals(answer, path, body, theirs), what
            if "{" in operation.path:
                assert answer.status in (400, 403, 404, 409, 413, 422), what
            counts[operation.id, answer.status] += 1
    assert theirs.state() == before
    assert walker.get("/certificates").status == 200, "the walk itself was not locked out"
    write_report(f"tenant-walk-{store}-{role}-{way}.txt", counts)


def test_no_role_gets_further_than_the_document_says(walked, store):
    server, ours, _ = walked
    roles = document.resolve({"$ref": "#/components/schemas/Role"})["enum"]
    counts = collections.Counter()
    for role in roles:
        account = ["--account", ours.name] if role in IN_ENTERPRISES else []
        key = server.cli("api-key", "create", "--role", role, "--name", f"all {role}", *account).stdout.split()[-1]
        rest = Rest(server, key)
        for operation in OPERATIONS:
            # Wrong on purpose: behind the gate nothing is to happen.
            body = b"[]" if operation.body else None
            answer = rest.send(operation.method, re.sub(r"{\w+}", NOBODY, operation.path), body)
            counts[f"{role} {operation.id}", answer.status] += 1
            if operation.entrance == "session":
                assert answer.status == 401, (role, operation.id, answer.body)
            elif operation.entrance == "caller":
                assert (answer.status == 403) == (role not in operation.roles), (role, operation.id, answer.body)
    write_report(f"role-walk-{store}.txt", counts)


def write_report(name, counts):
    REPORT.mkdir(exist_ok=True)
    lines = [f"{operation:<48} {status} {count:>5}" for (operation, status), count in sorted(counts.items())]
    (REPORT / name).write_text("\n".join([*lines, f"{sum(counts.values())} requests", ""]))
