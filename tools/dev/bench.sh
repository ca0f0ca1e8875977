# shellcheck shell=bash

usage() {
  cat <<'TEXT'
Usage: ./dev bench [--json] [OPTIONS]

Measures the program (build/bench) in one run against the limits of this machine (openssl speed, nginx
with a static file) and prints the ratios as a table. The options go to bench/bench.py; with --json the
last line is one JSON object.

Example: ./dev bench --json | tail -n 1
TEXT
}

main() {
  case ${1:-} in -h | --help) usage && return ;; esac
  ensure_packages build bench >&2
  build_preset bench chancery seed_store acme_orders lint_bench road_bench >&2
  exec /usr/bin/python3 bench/bench.py "$@"
}
