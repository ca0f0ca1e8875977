#!/usr/bin/python3
"""Gathers what the test programs wrote into one list, and prints the counts.

  results.py collect DIR   reads DIR/unit/*.xml (GoogleTest), DIR/ctest.xml and the other DIR/*.xml
                           (pytest), writes DIR/results.json
  results.py report DIR    prints failures, skipped tests with their reasons, and as the last line
                           "N passed, N failed, N skipped"; exit status 1 when any failed or none ran

results.json is a list of {"id", "outcome", "reason", "seconds"}. An id is "ROOM/Suite.Case" for a unit
test and "PATH::NAME" for a Python test; an outcome is passed, failed or skipped.

Example: tools/dev/results.py report build/results
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET


def outcome_of(case):
    for tag in ("failure", "error", "skipped"):
        found = case.find(tag)
        if found is not None:
            reason = (found.get("message") or found.text or "").strip()
            return ("skipped" if tag == "skipped" else "failed"), reason
    return "passed", ""


def record(test_id, case):
    outcome, reason = outcome_of(case)
    return {"id": test_id, "outcome": outcome, "reason": reason, "seconds": float(case.get("time") or 0)}


def from_gtest(path):
    room = path.stem.removesuffix("_test")
    for case in ET.parse(path).getroot().iter("testcase"):
        if case.get("status") == "notrun" or case.get("result") == "suppressed":
            continue  # filtered out, or DISABLED_
        yield record(f"{room}/{case.get('classname')}.{case.get('name')}", case)


def from_ctest(path, seen):
    """A program that died wrote no case of its own, so it counts as one failure by its name."""
    for case in ET.parse(path).getroot().iter("testcase"):
        failed = case.get("status") == "fail" or outcome_of(case)[0] == "failed"
        name = case.get("name")
        if failed and not any(r["id"].startswith(name + "/") and r["outcome"] == "failed" for r in seen):
            yield {"id": f"{name}/(the program)", "outcome": "failed",
                   "reason": "it crashed, hung or did not start", "seconds": float(case.get("time") or 0)}


def from_pytest(path):
    for case in ET.parse(path).getroot().iter("testcase"):
        yield record(f"{case.get('file') or case.get('classname')}::{case.get('name')}", case)


def merge_phases(records):
    """pytest writes a case twice when both the test and its teardown failed."""
    merged = {}
    for r in records:
        known = merged.get(r["id"])
        if known is None or known["outcome"] != "failed":
            merged[r["id"]] = r
    return list(merged.values())


def collect(folder):
    records = [r for path in sorted((folder / "unit").glob("*.xml")) for r in from_gtest(path)]
    for path in sorted(folder.glob("*.xml")):
        records += list(from_ctest(path, records) if path.name == "ctest.xml" else from_pytest(path))
    (folder / "results.json").write_text(json.dumps(merge_phases(records), indent=1) + "\n")


def report(folder):
    records = json.loads((folder / "results.json").read_text())
    by_outcome = {"passed": [], "failed": [], "skipped": []}
    for r in records:
        by_outcome[r["outcome"]].append(r)
    for outcome in ("skipped", "failed"):
        for r in by_outcome[outcome]:
            first = (r["reason"].splitlines() or ["no reason given"])[0]
            print(f"{outcome}: {r['id']}: {first[:200]}")
    print(", ".join(f"{len(found)} {outcome}" for outcome, found in by_outcome.items()))
    return 1 if by_outcome["failed"] or not by_outcome["passed"] else 0


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ("collect", "report"):
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    folder = pathlib.Path(arguments[1])
    return collect(folder) if arguments[0] == "collect" else report(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
