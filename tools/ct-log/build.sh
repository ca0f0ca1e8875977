#!/usr/bin/env bash
# Builds the CT log of the integration tests, build/ct-log/ct-log. Without a go command it says what is
# missing and leaves the rest of the build alone. Does nothing when nothing of it changed.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

work=$PWD/build/ct-log
mkdir -p "$work"
exec 9>"$work/lock"
flock 9 # two presets may be built at the same time

stamp=$(sha256sum tools/ct-log/* tools/go/*)
[ ! -x "$work/ct-log" ] || [ "$stamp" != "$(cat "$work/stamp" 2>/dev/null)" ] || exit 0

status=0
go=$(tools/go/find.sh) || status=$?
if [ "$status" -eq 3 ]; then
  echo "ct-log is not built, so the tests with a real CT log cannot run."
  exit 0
fi
[ "$status" -eq 0 ] || exit "$status"

cd tools/ct-log
export GOTOOLCHAIN=local CGO_ENABLED=0
"$go" build -trimpath -buildvcs=false -ldflags "-s -w" -o "$work/ct-log" . >"$work/build.log" 2>&1 ||
  { cat "$work/build.log" >&2; exit 1; }
echo "$stamp" >"$work/stamp"
