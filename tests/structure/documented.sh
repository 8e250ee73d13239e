#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every command and every rule is documented and shown by a case.
set -u
cd "$(dirname "$0")/../.." || exit 1
dcr=$PWD/build/dev/dcr
passed=0 failed=0

# check SENTENCE COMMAND...: the sentence holds when the command succeeds.
check() {
  local sentence=$1
  shift
  if "$@" >/dev/null; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$sentence"
  fi
}

any_folder() { compgen -G "$1"; }

mapfile -t commands < <("$dcr" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')
check "dcr --help lists commands" test ${#commands[@]} -gt 3
for command in "${commands[@]}"; do
  check "README.md mentions 'dcr $command'" grep -qE "(dcr |\`)$command\b" README.md
  check "man/dcr-$command.1 exists" test -f "man/dcr-$command.1"
  check "a golden case runs 'dcr $command'" any_folder "tests/cli/$command/*/cmd"
done

mapfile -t rules < <("$dcr" rules --names)
check "dcr rules --names lists rules" test ${#rules[@]} -gt 20
for rule in "${rules[@]}"; do
  check "tests/rules/$rule/fires-* exists" any_folder "tests/rules/$rule/fires-*/"
  check "tests/rules/$rule/quiet-* exists" any_folder "tests/rules/$rule/quiet-*/"
done
for folder in tests/rules/*/; do
  [ -d "$folder" ] || continue
  rule=$(basename "$folder")
  check "$folder is of a rule" grep -qx "$rule" <(printf '%s\n' "${rules[@]}")
done

for code in 0 1 2 3 70; do
  check "README.md tells of exit code $code" grep -qE "^\| $code \|" README.md
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
