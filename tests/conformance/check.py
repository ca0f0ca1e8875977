#!/usr/bin/python3
"""Holds the conformance matrix against what really ran.

  check.py --results FILE   checks every claim of matrix.toml against the results of ./dev test
                            (tools/dev/results.py) and adds the verdict to that file as one test
  check.py --open           lists the requirements that no test claims yet

A claim is at fault when its requirement is not in requirements.txt, when it names no test, or when
a test that it names does not exist or was skipped. A name without brackets or the last "/PARAMETER"
stands for every parameter of that test.

Example: tests/conformance/check.py --open | grep ^NC-
"""
import json
import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent


def read_requirements(path):
    """{id: own words}, in the order of the file."""
    found = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        requirement, _, words = line.partition(" ")
        if requirement in found or not words.strip():
            sys.exit(f"{path.name}:{number}: '{requirement}' stands twice or says nothing")
        found[requirement] = words.strip()
    return found


def read_matrix(path):
    return tomllib.loads(path.read_text()).get("claims", {})


def plain(test_id):
    """The name without its parameters: "a/B/S.C/sqlite" and "t.py::t[x]" become "a/B/S.C" and "t.py::t"."""
    return re.sub(r"(\[.*\]|(?<=\w)/[^/.]+)$", "", test_id)


def faults_of(requirements, matrix, results):
    by_name = {}
    for r in results:
        for name in {r["id"], plain(r["id"])}:
            by_name.setdefault(name, []).append(r)
    for requirement, tests in matrix.items():
        if requirement not in requirements:
            yield f"{requirement}: no such requirement"
        if not tests:
            yield f"{requirement}: claimed without a test"
        for test in tests:
            ran = by_name.get(test, [])
            if not ran:
                yield f"{requirement}: the test '{test}' does not exist or did not run"
            for r in ran:
                if r["outcome"] == "skipped":
                    yield f"{requirement}: '{r['id']}' was skipped ({r['reason']})"


def check(results_path):
    requirements = read_requirements(HERE / "requirements.txt")
    matrix = read_matrix(HERE / "matrix.toml")
    results = json.loads(results_path.read_text())
    faults = list(faults_of(requirements, matrix, results))
    results.append({"id": "conformance/matrix", "outcome": "failed" if faults else "passed",
                    "reason": "\n".join(faults), "seconds": 0.0})
    results_path.write_text(json.dumps(results, indent=1) + "\n")
    print("\n".join(faults) or
          f"{len(matrix)} of {len(requirements)} requirements are claimed, and every claimed test ran")


def list_open():
    matrix = read_matrix(HERE / "matrix.toml")
    for requirement, words in read_requirements(HERE / "requirements.txt").items():
        if requirement not in matrix:
            print(f"{requirement:8} {words}")


def main(arguments):
    if arguments == ["--open"]:
        return list_open()
    if len(arguments) == 2 and arguments[0] == "--results":
        return check(pathlib.Path(arguments[1]))
    print(__doc__)
    return 0 if arguments in (["-h"], ["--help"]) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
