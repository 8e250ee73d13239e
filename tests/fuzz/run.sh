#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets and runs each for a while. A target passes that ends without a crash, a
# leak, a hang or too much memory; an input that did it is kept in build/fuzz/crashes, what the run
# found new in build/fuzz/found.
#
#   tests/fuzz/run.sh                    every target for a minute
#   tests/fuzz/run.sh --seconds 1200     for longer; 0 = the corpus alone
#   tests/fuzz/run.sh --only yaml        one target; may be given again
#   tests/fuzz/run.sh --jobs 2           so many at a time (default: one for each core)
#   tests/fuzz/run.sh --seed 7           other inputs than the usual ones; 0 = each time others
#
# With one seed a build tries the same inputs again, so that what is red in CI is red for whoever
# looks into it: libFuzzer makes inputs also of the addresses it sees compared, so these are the same
# in each run, and of nothing that an earlier run found.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root" || exit 1
seconds=60
jobs=$(nproc 2>/dev/null || echo 2)
seed=1
only=
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?--seconds needs a number} ;;
    --jobs) jobs=${2:?--jobs needs a number} ;;
    --seed) seed=${2:?--seed needs a number} ;;
    --only) only="$only ${2:?--only needs the name of a target}" ;;
    *)
      sed -n '3,16s/^# \{0,1\}//p' "$0" >&2
      exit 2
      ;;
  esac
  shift 2
done

if ! { [ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null; } ||
  ! cmake --build --preset fuzz; then
  echo "FAIL: preset fuzz does not build"
  echo "0 passed, 1 failed"
  exit 1
fi

if [ -z "$only" ]; then
  for source in tests/fuzz/targets/*.cpp; do only="$only $(basename "$source" .cpp)"; done
fi
mkdir -p build/fuzz/crashes build/fuzz/log

# A container may refuse it.
same_addresses="setarch -R"
$same_addresses true 2>/dev/null || same_addresses=

# The limits are for inputs of this size: a target takes milliseconds for what a person writes.
run_one() {
  [ "$seed" = 0 ] || rm -rf "build/fuzz/found/$1"
  mkdir -p "build/fuzz/found/$1"
  limit="-max_total_time=$seconds"
  [ "$seconds" != 0 ] || limit="-runs=0"
  # shellcheck disable=SC2086
  env -i PATH=/usr/bin:/bin ASAN_OPTIONS="${ASAN_OPTIONS:-}" \
    $same_addresses "build/fuzz/targets/$1" "$limit" "-seed=$seed" -reload=0 \
    -max_len=4096 -timeout=25 -rss_limit_mb=2048 -malloc_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/crashes/$1-" "build/fuzz/found/$1" "tests/fuzz/corpus/$1" \
    >"build/fuzz/log/$1" 2>&1
  echo $? >"build/fuzz/log/$1.code"
}

# shellcheck disable=SC2086
set -- $only
while [ $# -gt 0 ]; do
  running=
  count=0
  while [ $# -gt 0 ] && [ "$count" -lt "$jobs" ]; do
    if [ ! -x "build/fuzz/targets/$1" ]; then
      echo "no fuzz target '$1'" >&2
      exit 2
    fi
    run_one "$1" &
    running="$running $!"
    count=$((count + 1))
    shift
  done
  # shellcheck disable=SC2086
  wait $running
done

passed=0
failed=0
for target in $only; do
  log=build/fuzz/log/$target
  if [ "$(cat "$log.code")" = 0 ]; then
    passed=$((passed + 1))
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/^#[0-9]*.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    echo "$target: ${runs:-?} executions, ${edges:-?} edges"
  else
    failed=$((failed + 1))
    echo "FAIL $target: the last lines of $log"
    tail -n 40 "$log"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
