#!/usr/bin/env bash
# Prints the path of a go command that is new enough for what is in tools/. An older one, such as
# Debian 12's, is only used to fetch the pinned newer one: Go's toolchains are modules, so this goes through
# the ordinary module proxy and is held against tools/go/go.sum. Exit status 3, and a sentence on the
# standard error, when there is no go command at all.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

needed=1.25
pinned=1.26.9

# go1.26.8 is new enough for 1.25.
new_enough() {
  local version
  version=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  [ "$(printf '%s\n' "$needed" "${version#go}" | sort -V | head -n 1)" = "$needed" ]
}

machine() {
  case $(uname -m) in
    x86_64) echo linux-amd64 ;;
    aarch64) echo linux-arm64 ;;
    *) echo "tools/go/find.sh: no pinned toolchain for $(uname -m)" >&2; exit 3 ;;
  esac
}

# What a go command of 1.21 or later does to a toolchain that it fetched: module archives keep no mode
# bits, and may hold no nested go.mod under its own name.
unpack() {
  local from=$1 to=$2 file
  rm -rf "$to" "$to.new"
  cp -r "$from" "$to.new"
  chmod -R u+w "$to.new"
  chmod -R a+x "$to.new/bin" "$to.new/pkg/tool"
  find "$to.new/src" -name _go.mod | while read -r file; do mv "$file" "${file%_go.mod}go.mod"; done
  mv "$to.new" "$to"
}

# The value of a member of `go mod download -json`.
member() { sed -n "s/^\t\"$1\": \"\(.*\)\",\{0,1\}\$/\1/p"; }

fetch() {
  local old=$1 work=$PWD/build/go version said
  version=v0.0.1-go$pinned.$(machine)
  mkdir -p "$work"
  exec 9>"$work/lock"
  flock 9 # two builds may ask at the same time
  if ! new_enough "$work/toolchain/bin/go"; then
    said=$(cd tools/go && GOFLAGS=-mod=mod GOTOOLCHAIN=local "$old" mod download -json "golang.org/toolchain@$version")
    grep -qxF "golang.org/toolchain $version $(member Sum <<<"$said")" tools/go/go.sum ||
      { echo "tools/go/find.sh: what came as $version is not what tools/go/go.sum names" >&2; exit 1; }
    unpack "$(member Dir <<<"$said")" "$work/toolchain"
  fi
  echo "$work/toolchain/bin/go"
}

old=
for candidate in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go/bin/go; do
  [ -x "$candidate" ] || continue
  if new_enough "$candidate"; then
    echo "$candidate"
    exit 0
  fi
  old=${old:-$candidate}
done
if [ -z "$old" ]; then
  echo "there is no go command; the Debian package golang-go brings one" >&2
  exit 3
fi
fetch "$old"
