"""The API document against a real server: schemathesis makes requests from it, good and bad ones and sequences of them, and
every answer has to keep to it: no 5xx, no status, media type or member that is not written down, and what breaks the
document is refused. Each run has another seed, which is printed; README.md tells how to run longer."""
import json
import os
import pathlib
import subprocess

import pytest

from peers.console import newcomer
from peers.openapi import DOCUMENT

TOOL = pathlib.Path(__file__).resolve().parents[2] / "build/python/bin/schemathesis"
SECONDS = int(os.environ.get("CHANCERY_FUZZ_SECONDS", "80"))  # for all callers on both stores
STORES = 2

CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "use_after_free", "ensure_resource_availability", "unsupported_method",
          "allow_header_conformance"]
STRICT = ["negative_data_rejection", "ignored_auth"]
# A body that breaks the document may be too large before anybody reads it: 413, which the tool does not expect by itself.
SETTINGS = '[checks.negative_data_rejection]\nexpected-statuses = ["4xx"]\n'

# A stream of events does not end: api/events_test.cpp looks at it.
ENDLESS = ["listenToEvents"]
# They end who calls: its key, its session, the token in its cookie.
ENDING = {"administrator": ["deleteApiKey"], "operator": ["deleteApiKey"],
          "session": ["signOut", "endMySession", "endUserSession", "confirmTotp", "addPasskey"], "nobody": []}


@pytest.fixture(scope="module")
def fuzzed(_server_factory, store):
    server = _server_factory(store=store)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def headers(fuzzed):
    """Who calls. A person of its own for the session: the other administrator suspends whomever it finds."""
    boss = newcomer(fuzzed, "enterprise-operator", "Fuzzed Ltd")
    staff = newcomer(fuzzed, "ca-administrator")
    key = boss.post("/api-keys", {"name": "fuzz", "role": "enterprise-operator"}).expect(201).json()["key"]
    return {"operator": {"Authorization": f"Bearer {key}"},
            "session": {"Cookie": f"__Host-chancery-session={staff.cookie}", "X-Chancery-Csrf": staff.session["csrf"]},
            "administrator": {"Authorization": f"Bearer {fuzzed.api_key('ca-administrator', 'fuzz')}"},
            "nobody": {}}


def strict_document(folder):
    """Ours without the clause that permits every status."""
    document = json.loads(DOCUMENT.read_text())
    for item in document["paths"].values():
        for operation in item.values():
            del operation["responses"]["default"]
    path = folder / "openapi.json"
    path.write_text(json.dumps(document))
    return path


# In this order: the administrator may suspend the operator.
@pytest.mark.parametrize("caller", ["operator", "session", "administrator", "nobody"])
@pytest.mark.timeout(SECONDS + 300)
def test_every_answer_keeps_to_the_document(fuzzed, headers, tmp_path, caller):
    assert TOOL.is_file(), f"{TOOL} is missing: ./dev test installs it"
    # A cookie that is sent with every request cannot be left out by the tool, which would take that for a fault.
    checks = CHECKS + (STRICT if caller != "session" else [])
    (tmp_path / "schemathesis.toml").write_text(SETTINGS)
    command = [TOOL, "--no-color", "run", strict_document(tmp_path), "--url", fuzzed.base_url, "--tls-verify", fuzzed.ca_file(),
               "--phases", "examples,coverage,fuzzing,stateful", "--max-time", str(max(1, SECONDS // STORES // len(headers))),
               "--checks", ",".join(checks), "--generation-database", "none", "--warnings", "off", "--output-truncate", "false"]
    command += [part for name, value in headers[caller].items() for part in ("--header", f"{name}: {value}")]
    command += [part for name in ENDLESS + ENDING[caller] for part in ("--exclude-operation-id", name)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert fuzzed.running() and fuzzed.is_ready()


def test_afterwards_the_audit_log_verifies(fuzzed):
    assert json.loads(fuzzed.cli("audit", "verify", "--json").stdout)["intact"]
