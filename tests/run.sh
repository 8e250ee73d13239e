#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds dcr and runs every test; the last line counts them: "N passed, N failed".
#
#   tests/run.sh                 unit, golden and structure tests
#   tests/run.sh --asan          unit and golden tests again under the sanitizers
#   tests/run.sh --also SCRIPT   one more suite: a script whose last line counts in the same way
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root" || exit 1
asan=
also=
while [ $# -gt 0 ]; do
  case $1 in
    --asan) asan=1 ;;
    --also)
      also="$also ${2:?--also needs a script}"
      shift
      ;;
    *)
      sed -n '3,8s/^# \{0,1\}//p' "$0" >&2
      exit 2
      ;;
  esac
  shift
done

output=$(mktemp) || exit 1
trap 'rm -f "$output" "$output.code"' EXIT
total_passed=0
total_failed=0

finish() {
  echo
  echo "$total_passed passed, $total_failed failed"
  [ "$total_failed" = 0 ]
  exit
}

# build PRESET: nothing is configured or compiled again when nothing changed.
build() {
  if [ ! -f "build/$1/build.ninja" ]; then cmake --preset "$1" >"$output" 2>&1 || failed_step "$1"; fi
  cmake --build --preset "$1" || failed_step "$1"
}

failed_step() {
  cat "$output"
  echo "FAIL: preset $1 does not build"
  total_failed=$((total_failed + 1))
  finish
}

# suite NAME COMMAND...: runs it and adds up the counts of its last line.
suite() {
  suite_name=$1
  shift
  echo "== $suite_name"
  {
    "$@" 2>&1
    echo $? >"$output.code"
  } | tee "$output"
  suite_code=$(cat "$output.code")
  # doctest counts in words of its own.
  counts=$(sed -n -e 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' \
    -e 's/^\[doctest\] test cases: *[0-9]* | *\([0-9]*\) passed | *\([0-9]*\) failed.*/\1 \2/p' \
    "$output" | tail -n 1)
  suite_passed=${counts% *}
  suite_failed=${counts#* }
  if [ -z "$counts" ] || { [ "$suite_code" != 0 ] && [ "$suite_failed" = 0 ]; }; then
    echo "FAIL: $suite_name ended with exit code $suite_code and did not count its failures"
    suite_passed=${suite_passed:-0}
    suite_failed=$((${suite_failed:-0} + 1))
  fi
  total_passed=$((total_passed + suite_passed))
  total_failed=$((total_failed + suite_failed))
}

tests/setup.sh || {
  total_failed=1
  finish
}
build dev
suite "unit tests" build/dev/dcr_tests --no-colors
suite "golden runner" tests/cli/runner_test.sh
suite "golden cases" tests/cli/run.sh
suite "recorded histories" tests/histories.sh
suite "pairs of schemas" tests/schema_pairs.sh
suite "rules of ODCS" /usr/bin/python3 tests/formats/odcs_strict.py
suite "completion in the shells" tests/completion/run.sh
suite "specification of mods" tests/mods/specification.sh
suite "exports, read by other programs" /usr/bin/python3 tests/exports/outsiders.py
suite "exports, in PostgreSQL" tests/exports/postgres.sh
suite "imports, from PostgreSQL" tests/imports/postgres.sh
suite "packages" tests/packages.sh
suite "answers that the bench compares" tests/bench/bench.py --quick --dcr build/dev/dcr
suite "hooks of pre-commit" tests/hooks/pre_commit.sh
suite "clones of CI systems" tests/ci/run.sh
suite "files for CI systems" /usr/bin/python3 tests/ci/files.py
for script in tests/git/shapes_*.sh; do suite "$script" "$script"; done
suite "beside git and other runs" tests/git/concurrent.sh
suite "damaged caches and objects" /usr/bin/python3 tests/faults/damage.py
suite "a full disk" tests/faults/full_disk.sh
suite "random histories" /usr/bin/python3 tests/git/differential.py
suite "repositories that mean harm" /usr/bin/python3 tests/hostile.py
suite "giant documents" /usr/bin/python3 tests/bounds.py
for script in tests/structure/*; do
  case $script in
    *.sh) suite "$script" "$script" ;;
    # A python3 earlier in PATH may lack Debian's packages.
    *.py) suite "$script" /usr/bin/python3 "$script" ;;
  esac
done
if [ -n "$asan" ]; then
  build asan
  suite "unit tests, sanitizers" build/asan/dcr_tests --no-colors
  suite "golden cases, sanitizers" env DCR=build/asan/dcr tests/cli/run.sh
fi
for script in $also; do suite "$script" "$script"; done
finish
