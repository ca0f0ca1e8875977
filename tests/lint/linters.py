"""zlint and pkilint, shown many documents at once."""
import base64
import dataclasses
import fcntl
import json
import pathlib
import re
import struct
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
SIDECAR = ROOT / "build/zlint/zlint-sidecar"
ENVIRONMENT = ROOT / "build/pkilint"


@dataclasses.dataclass(frozen=True)
class Document:
    """What is shown: `kind` is certificate, crl or ocsp; `rules` whose it is held to beside RFC 5280: those of the
    Baseline Requirements for "tls" or "smime", or of nobody, ""."""
    kind: str
    der: bytes
    rules: str
    what: str = ""  # for people: profile, key, where it came from


@dataclasses.dataclass(frozen=True)
class Finding:
    linter: str
    lint: str
    severity: str  # notice, warning, error; pkilint has info, debug and fatal as well
    detail: str
    document: Document

    def __str__(self):
        return f"{self.linter} {self.severity} {self.lint}: {self.detail} ({self.document.what})"


def frames(documents):
    letters = {"certificate": b"c", "crl": b"l", "ocsp": b"o"}
    for one in documents:
        content = letters[one.kind] + (b"p" if one.rules else b"r") + one.der
        yield struct.pack(">I", len(content)) + content


def unframed(data):
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield json.loads(data[at + 4:at + 4 + length])
        at += 4 + length


def zlint(documents):
    """Every finding of zlint about them. Raises when a document got no answer."""
    if not SIDECAR.exists():
        subprocess.run([ROOT / "tools/zlint-sidecar/build.sh"], check=True)
    said = subprocess.run([SIDECAR], input=b"".join(frames(documents)), capture_output=True, check=True).stdout
    greeting, *answers = unframed(said)
    assert greeting["linter"] == "zlint" and len(answers) == len(documents)
    found = []
    for document, answer in zip(documents, answers):
        if "failure" in answer:
            found.append(Finding("zlint", "unreadable", "error", answer["failure"], document))
        found += [Finding("zlint", one["lint"], one["severity"], one["detail"], document)
                  for one in answer.get("findings", [])]
    return found


def _python_with_pkilint():
    """The Python of an environment that holds exactly requirements.txt; made at the first call."""
    wanted = (HERE / "requirements.txt").read_text()
    stamp = ENVIRONMENT / "requirements.txt"
    ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
    with open(ENVIRONMENT.parent / "pkilint.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", ENVIRONMENT], check=True)
            subprocess.run([ENVIRONMENT / "bin/pip", "install", "-q", "--no-deps", "--only-binary", ":all:", "--require-hashes",
                            "-r", HERE / "requirements.txt"], check=True)
            stamp.write_text(wanted)
    return ENVIRONMENT / "bin/python"


def pkilint(documents):
    """Every finding of pkilint about them."""
    lines = "".join(json.dumps({"kind": one.kind, "rules": one.rules, "der": base64.b64encode(one.der).decode()})
                    + "\n" for one in documents)
    said = subprocess.run([_python_with_pkilint(), "-I", HERE / "pkilint_worker.py"], input=lines, text=True,
                          capture_output=True)
    assert said.returncode == 0, said.stderr[-4000:]
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(answers) == len(documents), said.stderr[-4000:]
    return [Finding("pkilint", one["lint"], one["severity"], one["detail"], document)
            for document, answer in zip(documents, answers) for one in answer]


# What pkilint calls an error and the law does not: (rules, lint, pattern in the detail): reason.
ACCEPTED = {
    ("", "pkix.invalid_domain_name_syntax", r'"[^".]+"'): "RFC 1034 3.5: one label is a domain name; hosts of private networks "
                                                          "have such names.",
    ("", "pkix.invalid_domain_name_syntax", r'"\*\.'): "RFC 5280 4.2.1.6 leaves wildcards in dNSName to others; RFC 9525 6.3 has "
                                                    "them. For public certificates pkilint knows.",
    ("", "pkix.invalid_uri_syntax", r'"spiffe://'): "RFC 3986 3.1: any scheme is a URI's; pkilint's checker knows a list.",
    ("smime", "cabf.smime.prohibited_spki_algorithm_encoding", "06052b81040023"): "S/MIME BR 6.1.5 has P-521, pkilint's list "
                                                                                  "does not.",
}


def is_accepted(finding):
    return finding.linter == "pkilint" and any(
        (finding.document.rules, finding.lint) == (rules, lint) and re.search(pattern, finding.detail)
        for rules, lint, pattern in ACCEPTED)


def errors(findings):
    return [one for one in findings if one.severity in ("error", "fatal") and not is_accepted(one)]


def summary(findings):
    """For an assertion: each fault once, with how often and an example."""
    by_lint = {}
    for one in findings:
        by_lint.setdefault((one.linter, one.lint), []).append(one)
    return "\n".join(f"{len(all_of_it)} x {all_of_it[0]}" for all_of_it in by_lint.values())
