"""Keeps every certificate, CRL and OCSP response that a test was handed, for tests/lint/test_issued.py.

With CHANCERY_ISSUED each process appends to a file of its own in that folder, a line of JSON for each:
{"kind": "certificate"|"crl"|"ocsp", "der": base64, "from": the URL}. Without it, nothing is kept.
"""
import base64
import hashlib
import json
import os
import pathlib
import re

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_KINDS = {"application/pkix-cert": "certificate", "application/pkix-crl": "crl", "application/ocsp-response": "ocsp"}
_seen = set()


def note(kind, der, url):
    folder = os.environ.get("CHANCERY_ISSUED")
    digest = hashlib.sha256(der).digest()
    if folder and digest not in _seen:
        _seen.add(digest)
        line = json.dumps({"kind": kind, "der": base64.b64encode(der).decode(), "from": url})
        with open(pathlib.Path(folder) / f"{os.getpid()}.jsonl", "a") as file:
            file.write(line + "\n")


def note_answer(answer, url):
    """Whatever an HTTP answer holds of it: as DER, as PEM, or as PEM in JSON."""
    if answer.status != 200 or not os.environ.get("CHANCERY_ISSUED"):
        return
    kind = _KINDS.get(answer.headers.get_content_type())
    if kind:
        note(kind, answer.body, url)
    for block in _PEM.findall(answer.body.replace(b"\\n", b"\n")):
        note("certificate", base64.b64decode(block), url)
