# shellcheck shell=bash

usage() {
  cat <<'TEXT'
Usage: ./dev build [PRESET] [TARGET...]

Builds into build/PRESET. PRESET is one of
  release   what ships; build/release/chancery (default)
  debug     no optimization
  asan      address and undefined-behaviour sanitizers
  tsan      thread sanitizer
  bench     release with the microbenchmarks
  fuzz      the libFuzzer targets, with clang
TARGET is a target of the build, such as der_test or chancery; all of them by default.

Example: ./dev build asan x509_test && build/asan/x509_test
TEXT
}

main() {
  case ${1:-} in
    -h | --help) usage && return ;;
    -*) usage >&2; die "there is no option '$1'" ;;
  esac
  local preset=${1:-release}
  [ $# -eq 0 ] || shift
  case $preset in
    release | debug | asan | tsan) ensure_packages build ;;
    bench) ensure_packages build bench ;;
    fuzz) ensure_packages build fuzz ;;
    *) usage >&2; die "there is no preset '$preset'" ;;
  esac
  build_preset "$preset" "$@"
}
