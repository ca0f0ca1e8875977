#!/usr/bin/env bash
# Builds the program that shows certificates to zlint, build/zlint/zlint-sidecar. Without a go command it
# says what is missing and leaves the rest of the build alone: linter.zlint is optional. Does nothing
# when nothing of it changed.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

work=$PWD/build/zlint
mkdir -p "$work"
exec 9>"$work/lock"
flock 9 # two presets may be built at the same time

stamp=$(sha256sum tools/zlint-sidecar/* tools/go/*)
[ ! -x "$work/zlint-sidecar" ] || [ "$stamp" != "$(cat "$work/stamp" 2>/dev/null)" ] || exit 0

status=0
go=$(tools/go/find.sh) || status=$?
if [ "$status" -eq 3 ]; then
  echo "zlint-sidecar is not built, so the setting linter.zlint cannot be used."
  exit 0
fi
[ "$status" -eq 0 ] || exit "$status"

cd tools/zlint-sidecar
export GOTOOLCHAIN=local CGO_ENABLED=0
"$go" mod download >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
# When the pinned zlint was released, as the module proxy has it on record.
released=$("$go" list -m -f '{{.Time.Format "2006-01-02T15:04:05Z"}}' github.com/zmap/zlint/v3)
"$go" build -trimpath -buildvcs=false -ldflags "-s -w -X main.released=$released" -o "$work/zlint-sidecar" .
echo "$stamp" >"$work/stamp"
