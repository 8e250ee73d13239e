#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A disk that is full, for real: a small tmpfs, filled but for a few blocks. What is written is the
# old file or the new one, the answer is right or exit code 3, and with room again all goes on.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
DCR=${DCR:-$root/build/dev/dcr}
case $DCR in /*) ;; *) DCR=$PWD/$DCR ;; esac
work=$(mktemp -d) || exit 1
disk=$work/disk
mkdir "$disk"
if ! mount -t tmpfs -o size=4m tmpfs "$disk" 2>/dev/null; then
  rmdir "$disk" "$work"
  echo "SKIPPED: nobody may mount a tmpfs here"
  echo "0 passed, 0 failed"
  exit 0
fi
trap 'cd /; umount "$disk"; rm -rf "$work"' EXIT
passed=0
failed=0
# shellcheck source=tests/support/quiet_environment.sh
. "$root/tests/support/quiet_environment.sh"
export XDG_CACHE_HOME=$disk/cache

contract() {
  printf 'dataset_id: %s\nversion: "%s"\nstatus: active\nowners: [{team: t}]\nfields:\n' "$1" "$2"
  for i in $(seq 150); do echo "  - {name: f$i, type: string, description: 'A field of many.'}"; done
}

# start: a repository with a base, a change that breaks, one that does not, and a new file.
start() {
  cd "$disk" || exit 1
  rm -rf repository cache filling
  git init -q repository
  cd repository || exit 1
  mkdir contracts
  contract a 1.0.0 >contracts/a.yaml
  contract c 1.0.0 >contracts/c.yaml
  git add -A
  git commit -qm base
  contract a 1.0.0 | sed 's/f7, type: string/f7, type: integer/' >contracts/a.yaml
  contract b 1.0.0 >contracts/b.yaml
  echo '  - {name: more, type: string, required: false}' >>contracts/c.yaml
}

# fill KILOBYTES: leaves so much room.
fill() {
  dd if=/dev/zero of="$disk/filling" bs=4k >/dev/null 2>&1
  truncate -s "-$1"K "$disk/filling"
}

verdict() { # NAME FAULT
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $1: $2"
  fi
}

files() { git ls-files -cozt --exclude-standard | tr '\0' '\n'; cat contracts/*; }

# tried KILOBYTES COMMAND...: with so little room, then with all of it.
tried() {
  room=$1
  shift
  start
  "$@" >"$work/quiet" 2>&1
  quiet=$?
  files >"$work/new"
  start
  files >"$work/old"
  fill "$room"
  "$@" >"$work/full" 2>&1
  code=$?
  fault=
  files >"$work/now"
  if [ "$code" = "$quiet" ]; then
    cmp -s "$work/now" "$work/new" || fault="it ended with $code, and the files are not the new ones"
  elif [ "$code" = 3 ]; then
    cmp -s "$work/now" "$work/old" || cmp -s "$work/now" "$work/new" || fault="a file is neither old nor new"
    [ -s "$work/full" ] || fault="it gives no reason"
  else
    fault="it ended with $code, and quietly with $quiet: $(head -n 2 "$work/full")"
  fi
  if find . "$XDG_CACHE_HOME" -name '*.??????' -newer "$work/old" 2>/dev/null | grep -q 'yaml\.'; then
    fault="a draft was left behind"
  fi
  rm -f "$disk/filling"
  if [ "$code" = 3 ]; then
    "$@" >"$work/again" 2>&1
    [ $? = "$quiet" ] || fault="with room again it ended otherwise: $(head -n 2 "$work/again")"
  fi
  verdict "$* with $room KB left" "$fault"
}

for room in 0 4 8 12 16 24 40 64; do
  tried "$room" dcr check
  tried "$room" dcr list-registry
  tried "$room" dcr versions a
  tried "$room" dcr bump --write c
  tried "$room" dcr deprecate a@1.0.0 --uri https://example.com/plan
  tried "$room" dcr register contracts/b.yaml --message m
  tried "$room" dcr export a --to json-schema --output out.json
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
