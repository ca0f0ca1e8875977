# shellcheck shell=bash

usage() {
  cat <<'TEXT'
Usage: ./dev test [--unit | --integration] [-k PATTERN] [--asan | --tsan]

Builds everything and runs every test; the last line is the plain count "N passed, N failed,
N skipped". Exit status 0 only when something ran and nothing failed.
  --unit         only the C++ unit tests and the tests of the tools
  --integration  only the suites against the real program (tests/integration, tests/browser)
  -k PATTERN     only tests whose name contains PATTERN
  --asan         build and test with the address and undefined-behaviour sanitizers
  --tsan         ... with the thread sanitizer
The conformance matrix (tests/conformance) is checked when everything runs.

Example: ./dev test --integration -k certbot
TEXT
}

pytest() {
  local name=$1
  shift
  CHANCERY_BINARY=$PWD/build/$preset/chancery PYTHONDONTWRITEBYTECODE=1 \
    /usr/bin/python3 -s -m pytest -c tests/pytest.ini --rootdir=. "$@" ${pattern:+-k "$pattern"} \
    --junitxml="$results/$name.xml" || true # failures are counted from the results
}

unit_tests() {
  say "unit tests"
  GTEST_OUTPUT=xml:$PWD/$results/unit/ GTEST_FILTER="*${pattern}*" GTEST_COLOR=no \
    ctest --test-dir "build/$preset" -j "$(jobs_count)" --timeout 600 --output-on-failure \
    --output-junit "$PWD/$results/ctest.xml" || true
  say "tests of the tools"
  pytest tools tools tests/conformance
  say "our certificates and our lints beside zlint and pkilint"
  pytest lint tests/lint/test_corpus.py tests/lint/test_divergences.py
}

integration_tests() {
  say "integration tests"
  export CHANCERY_ISSUED=$PWD/$results/issued # what the tests were handed is linted at the end
  mkdir -p "$CHANCERY_ISSUED"
  # Each worker has peers and stores of its own; most tests wait, so one more than there are cores.
  pytest integration -n "$(($(jobs_count) + 1))" tests/integration
  say "browser tests"
  pytest browser -n "$(jobs_count)" tests/browser
  say "what was issued, shown to zlint and pkilint"
  pytest issued tests/lint/test_issued.py
}

main() {
  local preset=release part=all pattern='' results=build/results target=()
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage && return ;;
      --unit) part=unit; shift ;;
      --integration) part=integration target=(chancery zlint_sidecar ct_log); shift ;;
      --asan | --tsan) preset=${1#--}; shift ;;
      -k) [ $# -ge 2 ] || die "-k needs a pattern"; pattern=$2; shift 2 ;;
      *) usage >&2; die "there is no option '$1'" ;;
    esac
  done
  ensure_packages build test
  rm -rf "$results"
  mkdir -p "$results/unit"
  if ! build_preset "$preset" "${target[@]}"; then
    echo "the build failed"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
  fi
  [ "$part" = integration ] || unit_tests
  [ "$part" = unit ] || { ensure_python_packages && integration_tests; }
  /usr/bin/python3 -s tools/dev/results.py collect "$results"
  if [ "$part$pattern" = all ]; then
    say "conformance matrix"
    /usr/bin/python3 -s tests/conformance/check.py --results "$results/results.json"
  fi
  /usr/bin/python3 -s tools/dev/results.py report "$results"
}
