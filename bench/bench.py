#!/usr/bin/python3
"""Measures the server against the machine's own cryptography and nginx, as ratios of one run.

The limit is `openssl speed`: one P-256 verification plus one P-256 signature per certificate. Server
cost is CPU time (user + system) of the server process alone, so that the load generator beside it
does not count. Everything runs on loopback and ends by itself.

Usage: bench/bench.py [--json] [--quick] [--only NAME ...]
Example: ./dev bench --only rest_issue
"""
import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile

import measures
from rig import Limits, log

HERE = pathlib.Path(__file__).resolve().parent

MEASURES = {
    "lint_tls": measures.lint_tls,
    "road": measures.road,
    "rest_issue": measures.rest_issue,
    "acme_order": measures.acme_order,
    "ct_overhead": measures.ct_overhead,
    "ocsp": measures.ocsp,
    "crl_1m": measures.crl_1m,
    "scale_1m": measures.scale_1m,
    "register_1m": measures.register_1m,
    "register_1m_postgresql": measures.register_1m_postgresql,
    "console_200": measures.console_200,
    "first_page": measures.first_page,
    "idle": measures.idle,
}

# Figure, what it must not exceed (or reach, with ">="), and what it is.
TARGETS = [
    ("lint_tls_us", "<=", 50, "our lints over one TLS certificate, us"),
    ("road_us", "<=", 150, "all of ours around the two signatures of a TLS certificate with SCTs, us"),
    ("rest_issue_cpu_x", "<=", 2.5, "durable REST issuance, P-256: server CPU against the limit"),
    ("acme_order_cpu_x", "<=", 2.5, "ACME order: server CPU against 8 verifications + 1 signature"),
    ("acme_errors", "<=", 0, "failed ACME orders at 1, 8, 16 and 64 clients"),
    ("ct_overhead_ms", "<=", 5, "an ACME order with three local CT logs: added beyond the slower of the two that are needed, ms"),
    ("ocsp_get_vs_nginx", ">=", 0.6, "OCSP GET against nginx serving 500 bytes"),
    ("ocsp_post_vs_nginx", ">=", 0.6, "OCSP POST against nginx serving 500 bytes"),
    ("crl_1m_seconds", "<=", 1.0, "CRL of 1,000,000 entries, store to signed file"),
    ("crl_1m_mb", "<=", 100, "its peak memory, MB"),
    ("ready_1m_ms", "<=", 200, "ready with 1,000,000 certificates, ms"),
    ("issue_at_1m_x", "<=", 1.2, "issuance there against an empty store"),
    ("list_1m_p95_ms", "<=", 100, "a page of 1,000,000 certificates, in any order and with filters, p95"),
    ("search_1m_p95_ms", "<=", 150, "search as one types for a part of a name among them, p95"),
    ("counts_1m_p95_ms", "<=", 100, "overview and expiry forecast of them, p95"),
    ("postgresql_list_1m_p95_ms", "<=", 100, "the page over PostgreSQL"),
    ("postgresql_search_1m_p95_ms", "<=", 150, "the search over PostgreSQL"),
    ("postgresql_counts_1m_p95_ms", "<=", 100, "overview and forecast over PostgreSQL"),
    ("console_200_cores", "<=", 0.5, "200 signed-in people who listen to events, look at lists every 2 s, and apply: cores"),
    ("first_page_interactive_ms", "<=", 1500, "a first visit of the console until its form takes input, headless Chromium, ms"),
    ("idle_mb", "<=", 40, "idle resident memory, MB"),
]


def print_table(figures):
    print(f"\n{'figure':<24}{'measured':>12}  {'target':>10}  what")
    for name, relation, bound, what in TARGETS:
        if name not in figures:
            continue
        value = figures[name]
        met = value <= bound if relation == "<=" else value >= bound
        print(f"{name:<24}{value:>12.3f}  {relation + ' ' + str(bound):>10}  {what}"
              f"{'' if met else '  <-- not met'}")
    known = {name for name, *_ in TARGETS}
    for name in sorted(set(figures) - known - {"limits"}):
        print(f"{name:<24}{figures[name]:>12.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object, nothing else on standard output")
    parser.add_argument("--quick", action="store_true", help="shorter runs and 100,000 rows: for trying the bench itself")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--binary", default=HERE.parent / "build" / "bench" / "chancery", type=pathlib.Path)
    arguments = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="chancery-bench-"))
    try:
        limits = Limits.measure()
        figures = {"limits": limits.as_dict()}
        for name in arguments.only:
            log(f"measuring {name} ...")
            figures.update(MEASURES[name](arguments.binary, work / name, limits, arguments.quick))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if arguments.json:
        print(json.dumps(figures))
    else:
        print_table(figures)
    return 0


if __name__ == "__main__":
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.exit(main())
