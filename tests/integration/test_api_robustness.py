"""Every operation of the API document with broken bodies, parameters and headers: the answer is always one that the
document knows, never a 5xx, and the server goes on as if nothing had been."""
import copy
import http.client
import itertools
import json
import re
import urllib.parse

import pytest

from peers import openssl
from peers.acme import trusting
from peers.openapi import DOCUMENT, Document
from peers.rest import Rest

document = Document(DOCUMENT.read_text())
OPERATIONS = {operation.id: operation for operation in document.operations()}
NOBODY = "0000000000000"  # a well-formed id of nothing
MOST_MEMORY_MB = 400
DEAR = ("signIn", "acceptInvitation", "acceptPasswordReset")  # they look at passwords

# Values that no property and no parameter should choke on.
ODD_VALUES = [
    None, True, 0, -1, 2**31, 2**63, -2**63 - 1, 10**400, 1.5, 1e308, "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800",
    "\u202e\u200b\ufeff", "\U0001f512" * 300, "e\u0301" * 100, "x" * 70_000, "'; DROP TABLE certificate; --", "%s%n%00",
    "../../../etc/passwd", "{{7*7}}${jndi:ldap://x}", "<script>", "\r\nSet-Cookie: a=b", "9" * 5000, "-0", "1e5",
    "9999-12-31T23:59:59Z", "0000-00-00", "2026-02-30T25:61:61Z", "-1-01-01", [], {}, [None], [[[[]]]], ["x"] * 2000,
    {"a": {"b": [{}]}}, {"": ""}]

BROKEN_BODIES = [
    b"", b" ", b"{", b"}", b"null", b"true", b"1", b'"x"', b"[]", b"[{}]", b"{}", b"{,}", b'{"a":1,}', b"{'a':1}", b"NaN",
    b'{"a":NaN}', b'{"a":1}{"a":1}', b'{"a":01}', b'{"a":1e999999}', b'{"a":"\xff\xfe"}', b'{"a":"\xc0\x80"}', b"\xef\xbb\xbf{}",
    b'{"a":"\\ud800"}', b'{"a":"\\u0000"}', b'{"\\u0000":1}', b'{"a":"\x01"}', b"\x00" * 100, b"\x30\x82\x01\x00", b"%PDF-1.4",
    b"[" * 60_000, b'{"a":' * 20_000, b"[" * 500 + b"]" * 500, b'{"a":"' + b"x" * 120_000 + b'"}', b"{" + b" " * 200_000 + b"}",
    json.dumps({f"k{i}": i for i in range(5000)}).encode(), b'{"name":"a","name":"b","profile":"a","profile":"b"}']

ODD_TEXTS = ["", "%20", "%00", "%ff%fe", "%E2%80%AE", "%0d%0aX:1", "..%2f..%2fetc", "%2e%2e", "'", "%22", "x" * 4000, "-1", "0",
             "9" * 60, "1.5", "null", "*", "%25", "a%00b", "%", "%zz", "+", "&", "=", "2026-99-99", "2026-01-01T00:00:00%2B99:99"]


@pytest.fixture(scope="module")
def target(_server_factory, store):
    """A server for this file alone."""
    server = _server_factory(store=store)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def callers(target):
    """Whoever may do the most with somebody's things, and whoever may do the most with everybody's."""
    return [Rest(target, target.api_key(role, f"fuzz {role}")) for role in ("ca-administrator", "applicant")]


def samples():
    """Values that let a request get as far as possible."""
    name = "fuzz.example.net"
    return {"csr": openssl.make_csr([name], common_name=name, encoding="pem"), "profile": "private-server",
            "domains": [name], "names": [{"type": "dns", "value": name}], "agreement_version": "2026-11",
            "role": "applicant"}


def url_of(operation, identity=NOBODY, query=""):
    return re.sub(r"{\w+}", lambda _: identity, operation.path) + (f"?{query}" if query else "")


def check(operation, answer, sent):
    what = f"{operation.id} {sent!r:.300}: {answer.status} {answer.body[:600]!r}"
    assert answer.status < 500, what
    assert answer.status >= 200, what
    kind = answer.headers.get_content_type()
    spec = document.resolve(operation.responses.get(str(answer.status)) or operation.responses["default"])
    if answer.status >= 400:
        assert kind == "application/problem+json", what
        problem = answer.json()
        assert document.faults(problem, {"$ref": "#/components/schemas/Problem"}) == [], what
        assert problem["status"] == answer.status and re.fullmatch(r"[a-z][a-z0-9_]+", problem["code"]), what
        assert str(answer.status) in operation.responses, f"not documented: {what}"
    elif kind == "application/json":
        assert document.faults(answer.json(), spec["content"][kind]["schema"]) == [], what


def mutations(value, schema):
    """`value` with one thing broken in it, at every depth."""
    for odd in ODD_VALUES:
        yield odd
    schema = document.resolve(schema)
    if schema.get("type") == "object" and isinstance(value, dict):
        for name in value:
            yield {k: v for k, v in value.items() if k != name}
        yield {**value, "surprise": 1}
        yield {**value, "__proto__": {"a": 1}}
        for name, member in schema.get("properties", {}).items():
            for broken in mutations(value.get(name, document.example(member, samples(), name)), member):
                changed = copy.copy(value)
                changed[name] = broken
                yield changed
    if schema.get("type") == "array" and isinstance(value, list) and value:
        for broken in mutations(value[0], schema["items"]):
            yield [broken]
        yield value * 2
        yield value * 500


def alive(server):
    assert server.running(), server.log_text()[-3000:]
    assert server.is_ready()


@pytest.mark.parametrize("name", [o.id for o in OPERATIONS.values() if o.body])
def test_broken_bodies_are_refused_in_the_documents_words(target, callers, name):
    operation = OPERATIONS[name]
    for rest in callers:
        for body in BROKEN_BODIES:
            check(operation, rest.send(operation.method, url_of(operation), body), body)
        good = document.example(operation.body, samples())
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "", "application/json; charset=utf-16"):
            answer = rest.send(operation.method, url_of(operation), json.dumps(good).encode(), Content_Type=kind)
            check(operation, answer, kind)
    alive(target)


@pytest.mark.parametrize("name", [o.id for o in OPERATIONS.values() if o.body])
def test_bodies_with_one_odd_member_are_refused_or_understood(target, callers, name):
    operation = OPERATIONS[name]
    good = document.example(operation.body, samples())
    rest = callers[1] if name in ("fileApplication", "checkCsr") else callers[0]
    for count, body in enumerate(mutations(good, operation.body)):
        if name in DEAR and count % 4:
            continue  # each look at a password is dear on purpose
        sent = json.dumps(body).encode()
        check(operation, rest.send(operation.method, url_of(operation), sent), body)
    alive(target)


@pytest.mark.parametrize("name", [o.id for o in OPERATIONS.values() if o.method == "GET"])
def test_odd_parameters_are_refused_or_understood(target, callers, name):
    operation = OPERATIONS[name]
    known = [p["name"] for p in operation.parameters if p["in"] == "query"]
    for rest in callers:
        for parameter, text in itertools.product([*known, "surprise", "", "%00"], ODD_TEXTS):
            check(operation, rest.get(url_of(operation, query=f"{parameter}={text}")), (parameter, text))
        for parameter in known:
            check(operation, rest.get(url_of(operation, query=f"{parameter}=1&{parameter}=2")), parameter)
        check(operation, rest.get(url_of(operation, query="&".join(["a=b"] * 1000))), "many")
    alive(target)


@pytest.mark.parametrize("name", [o.id for o in OPERATIONS.values() if "{id}" in o.path])
def test_odd_ids_are_refused(target, callers, name):
    operation = OPERATIONS[name]
    body = json.dumps(document.example(operation.body, samples())).encode() if operation.body else None
    ids = [NOBODY, "zzzzzzzzzzzzz", "7" * 13, "0" * 12, "0" * 14, "O" * 13, *[t for t in ODD_TEXTS if t not in ("", "&")]]
    for rest, identity in itertools.product(callers, ids):
        path = url_of(operation, urllib.parse.quote(identity, safe="%"))
        check(operation, rest.send(operation.method, path, body), identity)
    alive(target)


def test_every_other_method_is_refused_and_the_right_ones_are_named(target, callers):
    by_path = {}
    for operation in OPERATIONS.values():
        by_path.setdefault(operation.path, set()).add(operation.method)
    for path, methods in by_path.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
            answer = callers[0].send(method, re.sub(r"{\w+}", NOBODY, path))
            assert (answer.status, Rest.code(answer)) == (405, "http_method_not_allowed"), (method, path, answer.body)
            assert methods <= set(re.split(r", *", answer.headers["Allow"])), (method, path)
    alive(target)


@pytest.mark.parametrize("key", ["", "x", "Bearer", "bearer  x", "x" * 4000, "Basic YTpi", "chk_" + "0" * 60])
def test_nobody_gets_in_without_a_key(target, key):
    for operation in OPERATIONS.values():
        rest = Rest(target)
        answer = rest.send(operation.method, url_of(operation), b"{}" if operation.body else None, Authorization=key)
        check(operation, answer, key)
        refusal = 401 if operation.entrance != "nobody" else 400 if operation.body else 200
        assert answer.status == refusal, (operation.id, answer.body)


@pytest.mark.parametrize("key", ["", " ", "x" * 300, "a b", "\x7f", "\xe9", "'--"])
def test_odd_idempotency_keys_are_refused_or_understood(target, callers, key):
    operation = OPERATIONS["issueCertificate"]
    body = json.dumps(document.example(operation.body, samples())).encode()
    for _ in range(2):
        check(operation, callers[0].send("POST", url_of(operation), body, Idempotency_Key=key), key)


@pytest.mark.parametrize("raw", [
    b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01", b"GET /api/v1/issuers\r\n\r\n", b"A" * 100_000, b"GET  / HTTP/1.1\r\n\r\n",
    b"POST /api/v1/csr/check HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /api/v1/csr/check HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/v1/csr/check HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /api/v1/csr/check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 5000 + b"\r\n"], ids=range(10))
def test_what_is_no_request_harms_nobody(target, raw):
    connection = http.client.HTTPSConnection("localhost", target.https_port, timeout=10, context=trusting())
    connection.connect()
    try:
        connection.sock.sendall(raw)
        connection.sock.settimeout(2)
        answer = connection.sock.recv(65536)
        assert answer == b"" or re.match(rb"HTTP/1\.[01] [245]\d\d ", answer), answer[:200]
        assert not re.match(rb"HTTP/1\.[01] 500", answer), answer[:200]
    except OSError:
        pass  # closed, or still waiting for the rest of it: both are fine
    finally:
        connection.close()
    alive(target)


def test_afterwards_memory_is_bounded_and_the_audit_log_verifies(target):
    status = open(f"/proc/{target.pid}/status").read()
    resident = int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024
    assert resident < MOST_MEMORY_MB, f"{resident:.0f} MB are resident"
    assert json.loads(target.cli("audit", "verify", "--json").stdout)["intact"]
