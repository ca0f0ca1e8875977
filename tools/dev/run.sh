# shellcheck shell=bash

usage() {
  cat <<'TEXT'
Usage: ./dev run [--data DIR] [-- SERVE OPTIONS]

Builds build/release/chancery and runs `chancery serve` in the foreground; Ctrl-C ends it.
  --data DIR   where the CA's keys, database and files live (default: build/data). The first start
               makes it; removing it starts a new CA.
What follows -- goes to `chancery serve` as it stands.

Example: ./dev run --data ~/chancery -- --config ~/chancery.toml
TEXT
}

main() {
  local data=build/data
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage && return ;;
      --data) [ $# -ge 2 ] || die "--data needs a folder"; data=$2; shift 2 ;;
      --) shift; break ;;
      *) usage >&2; die "there is no option '$1'" ;;
    esac
  done
  ensure_packages build
  build_preset release chancery
  say "build/release/chancery serve --data $data $*"
  mkdir -p "$(dirname "$data")"
  exec build/release/chancery serve --data "$data" "$@"
}
