#!/usr/bin/env python3
"""Checks that every include is one that the room's module.txt allows, and that rooms form no cycle.

A room may include its own headers, headers of the rooms on its `uses:` line, the standard library,
POSIX, and the outside libraries on its `libraries:` line. Tests (*_test.cpp, *_for_tests.h, testing/*) may also
include gtest and gmock and the rooms on the `test_uses:` line. Exit status 1 and one line per fault otherwise.

Example: tools/check_includes.py
"""
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# Which include prefixes an outside library opens. "" as a room's library list opens none.
LIBRARY_PREFIXES = {
    "openssl": ("openssl/",), "boost_json": ("boost/json", "boost/describe", "boost/system"),
    "boost_url": ("boost/url",), "boost_asio": ("boost/asio", "boost/system"),
    "boost_beast": ("boost/beast",), "sqlite": ("sqlite3.h",), "postgres": ("libpq-fe.h", "libpq/"),
    "curl": ("curl/",), "fmt": ("fmt/",), "spdlog": ("spdlog/",), "cli11": ("CLI/",),
    "toml": ("toml++/",), "prometheus": ("prometheus/",), "unbound": ("unbound.h",),
    "psl": ("libpsl.h",), "idn2": ("idn2.h",), "p11kit": ("p11-kit/",), "threads": (),
    "zlib": ("zlib.h",), "qrencode": ("qrencode.h",),
}
OUTSIDE = re.compile(r"^(boost|openssl|sqlite3\.h|libpq|curl/|fmt/|spdlog/|CLI/|toml\+\+/|prometheus/|"
                     r"unbound\.h|libpsl\.h|idn2\.h|p11-kit/|gtest/|gmock/|benchmark/|zlib\.h|qrencode\.h)")


def read_manifest(path):
    values = {"purpose": "", "uses": "", "libraries": "", "test_uses": ""}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon or key not in values:
            sys.exit(f"{path}:{number}: unknown line '{line}'")
        values[key] = value.strip()
    if not values["purpose"]:
        sys.exit(f"{path}: a room needs a purpose")
    return {k: (v if k == "purpose" else v.split()) for k, v in values.items()}


def fault_of(room, rooms, source, quote, target):
    manifest = rooms[room]
    is_test = source.name.endswith(("_test.cpp", "_for_tests.h")) or source.parent.name == "testing"
    if quote == '"':
        owner = target.split("/")[0]
        if "/" not in target or owner not in rooms:
            return f'"{target}" is not a header of a room (write "room/header.h")'
        allowed = {room, *manifest["uses"], *(manifest["test_uses"] if is_test else [])}
        return None if owner in allowed else f"room '{room}' does not list '{owner}' in module.txt"
    if is_test and target.startswith(("gtest/", "gmock/")):
        return None
    if OUTSIDE.match(target):
        prefixes = [p for lib in manifest["libraries"] for p in LIBRARY_PREFIXES.get(lib, ())]
        if not target.startswith(tuple(prefixes)):
            return f"<{target}> belongs to a library that room '{room}' does not list in module.txt"
    return None


def find_cycle(rooms):
    done, path = set(), []

    def visit(room):
        if room in path:
            return path[path.index(room):] + [room]
        if room in done:
            return None
        path.append(room)
        for used in rooms[room]["uses"]:
            if used not in rooms:
                return [room, f"{used} (no such room)"]
            cycle = visit(used)
            if cycle:
                return cycle
        path.pop()
        done.add(room)
        return None

    for room in sorted(rooms):
        cycle = visit(room)
        if cycle:
            return cycle
    return None


def main():
    if len(sys.argv) > 1:
        print(__doc__)
        return 0
    rooms = {m.parent.name: read_manifest(m) for m in sorted(SRC.glob("*/module.txt"))}
    faults = []
    for folder in sorted(p for p in SRC.iterdir() if p.is_dir()):
        if folder.name not in rooms:
            faults.append(f"src/{folder.name}: no module.txt")
            continue
        for source in sorted([*folder.rglob("*.h"), *folder.rglob("*.cpp")]):
            for number, line in enumerate(source.read_text().splitlines(), 1):
                match = INCLUDE.match(line)
                fault = match and fault_of(folder.name, rooms, source, *match.groups())
                if fault:
                    faults.append(f"{source.relative_to(SRC.parent)}:{number}: {fault}")
    cycle = find_cycle(rooms)
    if cycle:
        faults.append("rooms form a cycle: " + " -> ".join(cycle))
    print("\n".join(faults) if faults else f"include check: {len(rooms)} rooms, no fault, no cycle")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
