# shellcheck shell=bash

usage() {
  cat <<'TEXT'
Usage: ./dev fuzz SECONDS [TARGET...]

Builds the fuzz targets (clang, libFuzzer, address and undefined-behaviour sanitizers) and runs each
on its corpus in fuzz/corpus/, SECONDS in all. New inputs are kept in build/fuzz/corpus/. Fails when
any input crashes, hangs for 10 s, leaks or takes 2 GB.
TARGET is a name such as der_fuzz; all of them by default.

Example: ./dev fuzz 60 der_fuzz
TEXT
}

fuzz_one() {
  local target=$1 seconds=$2 name=${1%_fuzz} log=build/fuzz/$1.log
  mkdir -p "build/fuzz/corpus/$name" "fuzz/corpus/$name"
  if "build/fuzz/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="build/fuzz/$target-" -print_final_stats=1 \
    "build/fuzz/corpus/$name" "fuzz/corpus/$name" >"$log" 2>&1; then
    printf '   %-24s %9s runs, no crash\n' "$target" \
      "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  else
    printf '   %-24s CRASHED\n' "$target"
    grep -E 'ERROR|SUMMARY|runtime error|Test unit written' "$log"
    return 1
  fi
}

main() {
  case ${1:-} in -h | --help) usage && return ;; esac
  [[ ${1:-} =~ ^[1-9][0-9]*$ ]] || { usage >&2; die "SECONDS is missing"; }
  local seconds=$1 targets=() each crashed=0
  shift
  targets=("$@")
  if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(find fuzz -maxdepth 1 -name '*_fuzz.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort)
  fi
  [ ${#targets[@]} -gt 0 ] || die "there is no fuzz/*_fuzz.cpp"
  ensure_packages build fuzz
  build_preset fuzz "${targets[@]}"
  each=$((seconds / ${#targets[@]}))
  [ "$each" -ge 1 ] || each=1
  say "fuzzing ${#targets[@]} targets, $each s each"
  for target in "${targets[@]}"; do
    fuzz_one "$target" "$each" || crashed=$((crashed + 1))
  done
  [ "$crashed" -eq 0 ] || die "$crashed fuzz targets crashed; the inputs are build/fuzz/*_fuzz-*"
}
