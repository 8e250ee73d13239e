#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The golden runner: runs every case folder below tests/cli and compares what dcr answers.
#
#   tests/cli/run.sh [FILTER...]     only cases whose "command/behaviour" contains a FILTER
#   UPDATE=1 tests/cli/run.sh        writes what dcr answers now as what is expected
#   DCR=build/asan/dcr tests/cli/run.sh
#
# A case is tests/cli/<command>/<behaviour>/ with
#   cmd       run by sh in a fresh git repository with no commit; `dcr` is in PATH
#   stdout    expected, byte by byte; a case without it fails
#   stderr    expected; absent means empty
#   exit      expected exit code; absent means 0
#   setup.sh  optional, run before in the same folder; its output is shown only when it fails
# Both scripts have the functions of tests/cli/functions.sh, and $CASE names the case folder.
# Paths of the repository are rewritten to [REPO], of the folder around it to [WORK]. Clocks,
# identity, locale and home are fixed, so commit ids are stable.
set -u

here=$(cd "$(dirname "$0")" && pwd -P)
DCR=${DCR:-$here/../../build/dev/dcr}
CASES=${CASES:-$here}
JOBS=${JOBS:-$(nproc 2>/dev/null || echo 2)}
UPDATE=${UPDATE:-}
SECONDS_PER_CASE=${SECONDS_PER_CASE:-60}
filters=("$@")
export -n DCR CASES JOBS UPDATE SECONDS_PER_CASE # for the runner, not for the cases

if [ ! -x "$DCR" ]; then
  echo "$DCR is not there: build it first (cmake --preset dev && cmake --build --preset dev)" >&2
  exit 2
fi
DCR=$(cd "$(dirname "$DCR")" && pwd -P)/dcr
CASES=$(cd "$CASES" && pwd -P) || exit 2

# Nothing of the caller's surroundings may reach a case: CI variables choose what dcr compares.
fix_environment() {
  local name
  for name in $(compgen -e); do
    case $name in
      PATH | TMPDIR | ASAN_OPTIONS | UBSAN_OPTIONS | LSAN_OPTIONS) ;;
      *) unset "$name" ;;
    esac
  done
  export PATH="$work/bin:$PATH" LC_ALL=C TZ=UTC NO_COLOR=1
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
  export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com
  export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
  export GIT_AUTHOR_DATE='1767225600 +0000' GIT_COMMITTER_DATE='1767225600 +0000'
  export FUNCTIONS="$here/functions.sh"
}

selected() {
  [ ${#filters[@]} -eq 0 ] && return 0
  local filter
  for filter in "${filters[@]}"; do
    [[ $1 == *"$filter"* ]] && return 0
  done
  return 1
}

# Sets `text` to the whole of a file, final line ends included.
slurp() {
  text=
  [ -e "$1" ] || return 0
  # read succeeds only when it meets the delimiter, here a NUL byte: no answer of dcr holds one.
  IFS= read -r -d '' text <"$1" && text+='[NUL]'
  return 0
}

# Compares the text of one stream with the file that expects it, or rewrites that file.
judge_stream() {
  local expected_file=$1 actual=$2 optional=$3
  slurp "$expected_file"
  if [ "$text" = "$actual" ] && { [ -e "$expected_file" ] || [ "$optional" = optional ]; }; then
    return 0
  fi
  if [ -n "$UPDATE" ]; then
    if [ -z "$actual" ] && [ "$optional" = optional ]; then
      rm -f "$expected_file"
    else
      printf '%s' "$actual" >"$expected_file"
    fi
    return 0
  fi
  if [ ! -e "$expected_file" ] && [ "$optional" != optional ]; then
    echo "  no file '${expected_file##*/}': a case must say what it expects"
  fi
  printf '%s' "$text" >"$box/expected"
  printf '%s' "$actual" >"$box/actual"
  diff -u --label "expected ${expected_file##*/}" --label "actual ${expected_file##*/}" \
    "$box/expected" "$box/actual" | sed 's/^/  /'
  return 1
}

judge_exit() {
  local code=$1
  slurp "$CASE/exit"
  local expected=${text%$'\n'}
  [ "${expected:-0}" = "$code" ] && return 0
  if [ -n "$UPDATE" ]; then
    if [ "$code" = 0 ]; then rm -f "$CASE/exit"; else echo "$code" >"$CASE/exit"; fi
    return 0
  fi
  if [ "$code" = 124 ]; then
    echo "  still running after $SECONDS_PER_CASE s"
  else
    echo "  expected exit code ${expected:-0}, got $code"
  fi
  return 1
}

# A shell of its own: `set -e` would not hold here, below a condition.
run_setup() {
  [ -f "$CASE/setup.sh" ] || return 0
  # shellcheck disable=SC2016
  (cd "$box/repo" && exec sh -e -c '. "$FUNCTIONS"; . "$CASE/setup.sh"') \
    </dev/null >"$box/setup.log" 2>&1
  local code=$?
  [ "$code" = 0 ] && return 0
  echo "  setup.sh failed with $code:"
  sed 's/^/    /' "$box/setup.log"
  return 1
}

run_command() {
  (
    cd "$box/repo" || exit 1
    # shellcheck disable=SC2016
    exec timeout "$SECONDS_PER_CASE" sh -c '. "$FUNCTIONS"; clock=1767312000; . "$CASE/cmd"' \
      </dev/null >"$box/stdout" 2>"$box/stderr"
  )
}

# Rewrites the paths of this run in the file $1; the result is in `text`.
read_answer() {
  slurp "$1"
  text=${text//"$box/repo"/[REPO]}
  text=${text//"$box"/[WORK]}
}

run_case() {
  export CASE=$CASES/$1
  box=$work/$2
  if [ ! -f "$CASE/cmd" ]; then
    echo "  no file 'cmd': every folder here is a case"
    return 1
  fi
  mkdir -p "$box/home"
  cp -R "$work/template" "$box/repo"
  export HOME=$box/home GIT_CEILING_DIRECTORIES=$box
  run_setup || return 1
  run_command
  local code=$? failed=0
  read_answer "$box/stdout"
  judge_stream "$CASE/stdout" "$text" required || failed=1
  read_answer "$box/stderr"
  judge_stream "$CASE/stderr" "$text" optional || failed=1
  judge_exit "$code" || failed=1
  rm -rf "$box"
  return "$failed"
}

worker() {
  local number=$1 i
  for ((i = number; i < ${#cases[@]}; i += JOBS)); do
    if output=$(run_case "${cases[i]}" "$i"); then
      echo "ok" >"$work/result.$i"
    else
      printf 'FAIL %s\n%s\n' "${cases[i]}" "$output" >"$work/result.$i"
    fi
  done
}

work=$(mktemp -d) && work=$(cd "$work" && pwd -P) || exit 2
trap 'chmod -R u+rwX "$work" && rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$DCR" "$work/bin/dcr"
fix_environment
git init -q -b main --template= "$work/template"

cases=()
for folder in "$CASES"/*/*/; do
  folder=${folder%/}
  name=${folder#"$CASES/"}
  [ -d "$folder" ] && selected "$name" && cases+=("$name")
done

for ((n = 0; n < JOBS; n++)); do worker "$n" & done
wait

passed=0 failed=0
for ((i = 0; i < ${#cases[@]}; i++)); do
  slurp "$work/result.$i"
  if [ "$text" = $'ok\n' ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s' "${text:-FAIL ${cases[i]}: the runner lost it$'\n'}"
  fi
done
[ ${#cases[@]} -gt 0 ] || echo "no case matches: ${filters[*]-}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
