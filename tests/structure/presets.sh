#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every preset can be configured: those that only CI or a bug hunt builds must not wait for one to
# find out. A preset of clang is left out where clang is not installed.
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

for preset in $(cmake --list-presets | sed -n 's/^ *"\([a-z]*\)".*/\1/p'); do
  case $preset in
    tidy | fuzz) command -v clang++ >/dev/null || continue ;;
  esac
  if cmake --preset "$preset" -B "$folder/$preset" >"$folder/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL preset $preset"
    cat "$folder/log"
  fi
done
[ "$passed" -ge 4 ] || {
  failed=$((failed + 1))
  echo "FAIL: only $passed presets were found"
}
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
