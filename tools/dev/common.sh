# shellcheck shell=bash
# What every command of ./dev shares: messages, packages, configure and build.

say() { printf '%s\n' "== $*"; }

die() {
  printf '%s\n' "dev: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# The lines of packages.txt for the given groups: "reason<TAB>packages", one entry each.
package_entries() {
  awk -v wanted=" $* " '
    /^#/ || /^[[:space:]]*$/ { next }
    /^[a-z]/ { group = $1; sub(/:$/, "", group); reason = $0; sub(/^[a-z]+: */, "", reason); next }
    index(wanted, " " group " ") { $1 = $1; print reason "\t" $0 }' tools/dev/packages.txt
}

# Those of the given packages that are not installed, one a line. Takes a few milliseconds.
# PACKAGE/COMMAND is there when the command is.
missing_of() {
  local package wanted=()
  for package in "$@"; do
    if [ "$package" = "${package%/*}" ] || ! command -v "${package#*/}" >/dev/null; then
      wanted+=("${package%/*}")
    fi
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  set -- "${wanted[@]}"
  { dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
    awk -v wanted="$*" '
      $1 == "installed" { have[$2] = 1 }
      END { n = split(wanted, all, " "); for (i = 1; i <= n; i++) if (!have[all[i]]) print all[i] }'
}

# ensure_packages GROUP...: installs what is missing of these groups, and says what and why.
ensure_packages() {
  command -v dpkg-query >/dev/null || die "this needs Debian 12 (there is no dpkg here)"
  local reason packages absent missing=()
  while IFS=$'\t' read -r reason packages; do
    # shellcheck disable=SC2086 # a list of names
    absent=$(missing_of $packages)
    [ -n "$absent" ] || continue
    [ ${#missing[@]} -gt 0 ] || say "Debian packages to install, and why:"
    printf '   %s\n      %s\n' "${absent//$'\n'/ }" "$reason"
    # shellcheck disable=SC2206 # a list of names
    missing+=($absent)
  done < <(package_entries "$@")
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    die "installing packages needs root or sudo. As root: apt-get install --no-install-recommends $*"
  fi
  mkdir -p build
  local log=build/packages.log total
  as_root apt-get -qq update >"$log" 2>&1 || { tail -n 5 "$log" >&2; die "apt-get update failed ($log)"; }
  total=$(apt-get -s install --no-install-recommends "$@" 2>>"$log" | grep -c '^Inst') ||
    { tail -n 5 "$log" >&2; die "apt-get cannot find these packages; is this Debian 12? ($log)"; }
  say "installing $total packages (with those they depend on); the log is $log"
  keep_daemons_off
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" 2>&1 |
    tee -a "$log" |
    awk -v total="$total" '/^Setting up / { if (++n % 25 == 0 || n == total) { print "   " n " of " total; fflush() } }' ||
    { tail -n 20 "$log" >&2; die "apt-get install failed ($log)"; }
  let_daemons_be
  disable_daemons "$@"
}

# Packages such as nsd or postgresql start a service when they are installed. The tests run their own
# private ones, so nothing may start: policy-rc.d forbids it for as long as apt-get works.
keep_daemons_off() {
  [ -e /usr/sbin/policy-rc.d ] && return
  printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
  as_root chmod 755 /usr/sbin/policy-rc.d
  trap let_daemons_be EXIT
  policy_made=yes
}

let_daemons_be() {
  [ -n "${policy_made:-}" ] || return 0
  as_root rm -f /usr/sbin/policy-rc.d
  policy_made=
}

# ... and nothing that was installed just now may start at the next boot either.
disable_daemons() {
  [ -d /run/systemd/system ] || return 0
  local package
  for package in "$@"; do
    case $package in
      nsd | unbound) as_root systemctl -q disable "$package" ;;
      nginx-light) as_root systemctl -q disable nginx ;;
      postgresql-15) as_root systemctl -q disable postgresql ;;
      certbot) as_root systemctl -q disable certbot.timer ;;
    esac
  done
}

# The programs of tools/dev/python.txt, in build/python; made anew when that list changes.
ensure_python_packages() {
  local list=tools/dev/python.txt folder=build/python
  ! cmp -s "$list" "$folder/installed.txt" || return 0
  say "installing $(grep -c == "$list") Python packages into $folder ($list); the log is $folder.log"
  rm -rf "$folder"
  mkdir -p build
  { /usr/bin/python3 -m venv "$folder" && "$folder/bin/pip" install --no-deps --only-binary :all: --require-hashes -r "$list"; } \
    >"$folder.log" 2>&1 || { tail -n 5 "$folder.log" >&2; die "pip cannot install $list ($folder.log)"; }
  cp "$list" "$folder/installed.txt"
}

# One compile job per core, but none without 1.5 GB of memory to spare.
jobs_count() {
  local cores fitting
  cores=$(nproc)
  fitting=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  [ "$fitting" -ge 1 ] || fitting=1
  echo $((cores < fitting ? cores : fitting))
}

configure() {
  local preset=$1
  [ -f "build/$preset/build.ninja" ] && return
  mkdir -p "build/$preset"
  say "configuring build/$preset"
  cmake --preset "$preset" >"build/$preset/configure.log" 2>&1 || {
    grep -A 12 'CMake Error' "build/$preset/configure.log" >&2
    die "cmake failed (build/$preset/configure.log)"
  }
}

# build_preset PRESET [TARGET...]
build_preset() {
  local preset=$1 jobs
  shift
  jobs=$(jobs_count)
  export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 NINJA_STATUS='[%f/%t, %e s] '
  configure "$preset"
  say "building build/$preset with $jobs job$([ "$jobs" -eq 1 ] || echo s)"
  cmake --build "build/$preset" -j "$jobs" ${1:+--target "$@"}
}
