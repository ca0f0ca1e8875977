#!/usr/bin/python3
"""Compares our lints with zlint's over zlint's own test certificates.

  compare.py            prints docs/divergences/lint.md as it has to be
  compare.py --write    writes it

pairs.toml says which of our lints asks what which of zlint's asks, and why they differ where they do. A
difference is explained without it when one of the two does not look: its rule is not in force at the
certificate's notBefore, or is not about such a certificate, or the bytes were refused as a whole.
"""
import base64
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import linters

DOCUMENT = linters.ROOT / "docs/divergences/lint.md"
BINARY = pathlib.Path(os.environ.get("CHANCERY_BINARY", linters.ROOT / "build/release/chancery"))
WELL_FORMED = "rfc5280_well_formed"
# What both sides mean to cover; the rest of zlint is about certificates that we make no lints for.
COMPARED = ("RFC3279", "RFC5280", "RFC5480", "RFC5891", "RFC6962", "RFC8813", "CABF_BR", "Mozilla", "Apple", "Chrome",
            "Community")


def testdata():
    go = subprocess.run([linters.ROOT / "tools/go/find.sh"], check=True, capture_output=True, text=True).stdout.strip()
    folder = subprocess.run([go, "list", "-m", "-f", "{{.Dir}}", "github.com/zmap/zlint/v3"], check=True,
                            capture_output=True, text=True, cwd=linters.ROOT / "tools/zlint-sidecar").stdout.strip()
    return pathlib.Path(folder) / "testdata"


def certificates():
    """name -> DER, of every certificate in the test data."""
    found = {}
    for path in sorted(testdata().glob("*.pem")):
        block = re.search(r"-----BEGIN CERTIFICATE-----(.*?)-----END", path.read_text(errors="replace"), re.S)
        if block:
            found[path.stem] = base64.b64decode(block[1])
    return found


def ask_zlint(ders):
    """(version, lint -> source, name -> its answer with `statuses`)"""
    documents = [linters.Document("certificate", der, True) for der in ders.values()]
    said = subprocess.run([linters.SIDECAR, "-statuses"], input=b"".join(linters.frames(documents)),
                          capture_output=True, check=True).stdout
    greeting, *answers = linters.unframed(said)
    return greeting["version"], greeting["sources"], dict(zip(ders, answers))


def ask_us(ders):
    """(lint -> its rule, name -> our report)"""
    def ask(*arguments):
        done = subprocess.run([BINARY, "lint", "--json", *arguments], capture_output=True, text=True)
        return json.loads(done.stdout)["items"]
    with tempfile.TemporaryDirectory() as folder:
        for name, der in ders.items():
            (pathlib.Path(folder) / name).write_bytes(der)
        reports = ask(*[f"{folder}/{name}" for name in ders])
    return {rule["lint"]: rule for rule in ask()}, dict(zip(ders, reports))


class Comparison:
    def __init__(self):
        table = tomllib.loads((linters.HERE / "pairs.toml").read_text())
        self.pairs, self.unpaired = table["pair"], table["unpaired"]
        ders = certificates()
        self.version, self.sources, self.theirs = ask_zlint(ders)
        self.rules, self.ours = ask_us(ders)
        self.names = [name for name in ders if "failure" not in self.theirs[name]]
        self.unreadable = len(ders) - len(self.names)
        self.found = {name: {one["lint"] for one in self.ours[name]["findings"]} for name in ders}

    # --- what one side says about one certificate ---

    def theirs_of(self, name, lints):
        """fault, silent, or why none of these lints looked."""
        statuses = {self.theirs[name]["statuses"].get(lint, "NA") for lint in lints}
        if statuses & {"info", "warn", "error", "fatal"}:
            return "fault"
        if "pass" in statuses:
            return "silent"
        return "zlint: not in force" if "NE" in statuses else "zlint: not about it"

    def ours_of(self, name, lint):
        rule, report = self.rules[lint], self.ours[name]
        if WELL_FORMED in self.found[name]:
            return "ours: refused as a whole"
        if lint in self.found[name]:
            return "fault"
        if not rule["public_trust"] or report["kind"] not in rule["kinds"]:
            return "ours: not about it"
        if not rule["effective_from"] <= report["not_before"] < rule.get("effective_until", "9999"):
            return "ours: not in force"
        return "silent"

    # --- both ---

    def pair(self, pair):
        """Counts of (ours, theirs), and the certificates where both looked and said different things."""
        counts, differ = collections.Counter(), {"native_only": [], "zlint_only": []}
        for name in self.names:
            ours, theirs = self.ours_of(name, pair["native"]), self.theirs_of(name, pair["zlint"])
            counts[ours, theirs] += 1
            if (ours, theirs) == ("fault", "silent"):
                differ["native_only"].append(name)
            if (ours, theirs) == ("silent", "fault"):
                differ["zlint_only"].append(name)
        return counts, differ

    def fired(self):
        """zlint's lints that found something and that no pair has: lint -> how often."""
        paired = {lint for pair in self.pairs for lint in pair["zlint"]}
        counts = collections.Counter(lint for name in self.names for lint, status in
                                     self.theirs[name]["statuses"].items() if status in ("info", "warn", "error", "fatal"))
        return {lint: count for lint, count in sorted(counts.items())
                if lint not in paired and self.sources[lint] in COMPARED}

    def reason_of_unpaired(self, lint):
        return next((row["reason"] for row in self.unpaired if re.fullmatch(row["match"], lint)), None)

    def faults(self):
        """What pairs.toml lacks or has too much of."""
        known = set(self.rules)
        for pair in self.pairs:
            if pair["native"] not in known:
                yield f"{pair['native']}: there is no such lint of ours"
            for lint in pair["zlint"]:
                if lint not in self.sources:
                    yield f"{lint}: there is no such lint of zlint"
            _, differ = self.pair(pair) if pair["native"] in known else (None, {})
            for side, names in differ.items():
                if names and side not in pair:
                    yield f"{pair['native']}: {side} without a reason: {', '.join(names[:8])} ({len(names)})"
                if not names and side in pair:
                    yield f"{pair['native']}: a reason for {side}, which does not occur"
        for lint in self.fired():
            if self.reason_of_unpaired(lint) is None:
                yield f"{lint}: has no pair and no reason"

    # --- the document ---

    def document(self):
        lines = [HEAD]
        looked = agreed = both_faults = 0
        rows, reasons, unseen = [], [], collections.Counter()
        for pair in self.pairs:
            counts, differ = self.pair(pair)
            both, silent = counts["fault", "fault"], counts["silent", "silent"]
            apart = len(differ["native_only"]) + len(differ["zlint_only"])
            looked, agreed, both_faults = looked + both + silent + apart, agreed + both + silent, both_faults + both
            rate = f"{100 * (both + silent) / max(1, both + silent + apart):.1f} %" if both + silent + apart else "-"
            rows.append(f"| `{pair['native']}` | {both} | {silent} | {len(differ['native_only'])} | "
                        f"{len(differ['zlint_only'])} | {rate} |")
            for side, names in differ.items():
                if names:
                    who = "only ours speaks" if side == "native_only" else "only zlint's speaks"
                    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
                    reasons.append(f"| `{pair['native']}` | {who} | {pair.get(side, '(no reason)')} | {shown} |")
            for (ours, theirs), count in counts.items():
                if "fault" in (ours, theirs):
                    unseen[next((side for side in (ours, theirs) if ":" in side), None)] += count
        erring = {name for name in self.names if any(
            status in ("error", "fatal") and self.sources[lint] in COMPARED
            for lint, status in self.theirs[name]["statuses"].items())}
        refused = {name for name in self.names if any(one["severity"] == "error" for one in self.ours[name]["findings"])}
        lines.append(SUMMARY.format(
            version=self.version, count=len(self.names), unreadable=self.unreadable, pairs=len(self.pairs),
            zlints=len({lint for pair in self.pairs for lint in pair["zlint"]}), looked=looked, agreed=agreed,
            rate=100 * agreed / looked, both=both_faults, spoken=looked - agreed + both_faults,
            spoken_rate=100 * both_faults / (looked - agreed + both_faults), erring=len(erring), refused=len(erring & refused),
            share=100 * len(erring & refused) / len(erring), missed=", ".join(sorted(erring - refused)) or "none"))
        lines.append(UNSEEN + "".join(f"| {why} | {count} |\n" for why, count in sorted(unseen.items(), key=str)
                                      if why is not None))
        lines.append("## Rule by rule\n\n| our lint | both speak | both silent | ours alone | zlint's alone | agreement |\n"
                     "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n")
        lines.append("## Each disagreement, where both looked\n\n| our lint | who | why | certificates |\n|---|---|---|---|\n"
                     + "\n".join(reasons) + "\n")
        by_reason = collections.defaultdict(list)
        for lint, count in self.fired().items():
            by_reason[self.reason_of_unpaired(lint)].append(f"`{lint}` {count}")
        lines.append("## What zlint finds there and we have no lint for\n\nWith how often; from the sources that both mean to "
                     "cover.\n\n| why | lints |\n|---|---|\n"
                     + "\n".join(f"| {reason} | {', '.join(lints)} |" for reason, lints in by_reason.items()) + "\n")
        paired = {pair["native"] for pair in self.pairs}
        alone = sorted(lint for lint in self.rules if lint not in paired)
        lines.append(ALONE + ", ".join(f"`{lint}`" for lint in alone) + ".\n")
        return "\n".join(lines)


HEAD = """# Our lints and zlint's

Made by `tests/lint/compare.py --write`; a test fails while this page is not what that makes. The pairs and the reasons
are in `tests/lint/pairs.toml`. The certificates are zlint's own test data, read from the module cache.
"""
SUMMARY = """## In all

| | |
|---|---|
| zlint | {version} |
| its test certificates that it can read | {count} (and {unreadable} that it cannot) |
| our lints with a counterpart | {pairs}, against {zlints} of zlint's |
| judgements where both looked | {looked} |
| ... the same | {agreed}: **{rate:.2f} %** |
| ... of those in which anybody found a fault, both did | {both} of {spoken}: **{spoken_rate:.1f} %** |
| certificates in which zlint sees an error (of the RFCs, TLS BR, root programs) | {erring} |
| ... in which we see one, too | {refused}: **{share:.1f} %** |

We see no error in: {missed}. What zlint sees there is in the last table but one, or we do not look, as said next.
"""
UNSEEN = """## Where one of the two does not look

Most of this test data is old, and we only ever sign now: our rules have the date of the text that they cite, and each
is only about the kinds of certificates that its section is about. Faults that one side sees and the other does not look at:

| why | judgements |
|---|---|
"""
ALONE = """## Ours without a counterpart

Rules of the house (`cps_...`), of the moment of signing, about the issuer, or that zlint has no lint for: """


def main():
    comparison = Comparison()
    for fault in comparison.faults():
        print(fault, file=sys.stderr)
    text = comparison.document()
    if sys.argv[1:] == ["--write"]:
        DOCUMENT.write_text(text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
