# shellcheck shell=bash

usage() {
  cat <<'TEXT'
Usage: ./dev lint [--all] [--tidy-seconds N]

Reads the whole tree and changes nothing; fails on any fault.
  format           clang-format 14 over every C++ file
  room boundaries  tools/check_includes.py
  half-built       tools/check_try.py: TRY where GCC would leak
  file lengths     a warning over 500 lines, a fault over 800
  shell, Python    shellcheck, pyflakes; gofmt where there is a go command
  clang-tidy       C++ files changed since origin/main (on main itself: by the last commit) or not
                   committed yet; --all takes every file
  --tidy-seconds N clang-tidy starts no further file after N seconds and says so (default 600)
To format a file: clang-format-14 -i FILE

Example: ./dev lint --all
TEXT
}

tracked() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r f; do [ ! -f "$f" ] || echo "$f"; done; }

check_format() {
  say "format"
  local status=0
  tracked '*.h' '*.cpp' | xargs -r clang-format-14 --dry-run -Werror || status=1
  # clang-format 14 puts no braces in; after it, a statement without them ends its first line so.
  tracked '*.h' '*.cpp' | xargs -r grep -nE '^ *(\} )?(if|else if|for|while) .*[^;{]\)$|^ *(\} )?else$' /dev/null | grep -v '} while' |
    sed 's/$/   <- braces are missing/' | grep . && status=1
  return $status
}

check_rooms() {
  say "room boundaries"
  /usr/bin/python3 -s tools/check_includes.py
}

check_half_built() {
  say "TRY in half-built values"
  /usr/bin/python3 -s tools/check_try.py
}

check_lengths() {
  say "file lengths"
  tracked '*.h' '*.cpp' '*.py' '*.sh' '*.sql' '*.cmake' dev | xargs -r wc -l | awk '
    $2 == "total" { next }
    $1 > 800 { print $2 ": " $1 " lines, over 800: split it by meaning"; bad = 1; next }
    $1 > 500 { print "warning: " $2 ": " $1 " lines, over 500" }
    END { exit bad }'
}

check_scripts() {
  say "shell and Python"
  local status=0
  tracked dev .ci/run '*.sh' | xargs -r shellcheck -x || status=1
  tracked '*.py' | xargs -r pyflakes3 || status=1
  if command -v gofmt >/dev/null; then
    tracked '*.go' | xargs -r gofmt -l | sed 's/$/   <- gofmt/' | grep . && status=1
  fi
  return $status
}

# The commit that clang-tidy compares with.
tidy_base() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null) || base=
  if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
    base=$(git rev-parse -q --verify HEAD~1) || base=$(git hash-object -t tree /dev/null)
  fi
  echo "$base"
}

# The sources to look at: changed ones, and those that stand beside a changed header.
tidy_files() {
  if [ "$everything" = yes ]; then
    tracked 'src/*.cpp'
  else
    { git diff --name-only "$(tidy_base)" -- src; git ls-files --others --exclude-standard -- src; } |
      sed -n 's/\.\(h\|cpp\)$/.cpp/p' | sort -u | while read -r f; do [ ! -f "$f" ] || echo "$f"; done
  fi
}

tidy_one() {
  [ "$(date +%s)" -lt "$1" ] || { echo "$2" >>build/tidy.left; return 0; }
  local errors status=0
  errors=$(clang-tidy-19 --quiet -p build/lint "$2" 2>&1) || status=1
  [ "$status" -eq 0 ] || printf '%s\n' "$errors"
  return "$status"
}

check_tidy() {
  local files status=0
  configure lint # as in release, with every include read from where it stands
  mapfile -t files < <(tidy_files)
  say "clang-tidy on ${#files[@]} files"
  [ ${#files[@]} -gt 0 ] || return 0
  rm -f build/tidy.left
  export -f tidy_one
  printf '%s\n' "${files[@]}" |
    xargs -P "$(jobs_count)" -I{} bash -c 'tidy_one "$@"' _ "$(($(date +%s) + seconds))" {} || status=1
  [ ! -f build/tidy.left ] ||
    say "clang-tidy ran out of its $seconds seconds; not looked at: $(wc -l <build/tidy.left) files"
  return $status
}

main() {
  local everything=no seconds=600 check faults=()
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage && return ;;
      --all) everything=yes; shift ;;
      --tidy-seconds) [[ ${2:-} =~ ^[0-9]+$ ]] || die "--tidy-seconds needs a number"; seconds=$2; shift 2 ;;
      *) usage >&2; die "there is no option '$1'" ;;
    esac
  done
  ensure_packages build lint
  for check in format rooms half_built lengths scripts tidy; do
    "check_$check" || faults+=("$check")
  done
  [ ${#faults[@]} -eq 0 ] || die "lint found faults in: ${faults[*]}"
  say "lint found no fault"
}
