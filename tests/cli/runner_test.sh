#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Tests of the golden runner itself: a runner that passes everything proves nothing.
# A stand-in for dcr answers what each case asks of it.
# shellcheck disable=SC2016 # the stand-in expands what is quoted here
set -u

here=$(cd "$(dirname "$0")" && pwd -P)
work=$(mktemp -d) && work=$(cd "$work" && pwd -P) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

mkdir "$work/built"
cat >"$work/built/dcr" <<'END'
#!/bin/sh
eval "$1"
END
chmod +x "$work/built/dcr"

# new_case COMMAND-LINE: an empty cases folder with one case, whose folder is $case.
new_case() {
  rm -rf "$work/cases"
  case=$work/cases/group/behaviour
  mkdir -p "$case"
  printf '%s\n' "$1" >"$case/cmd"
}

run_it() {
  answer=$(DCR=$work/built/dcr CASES=$work/cases "$here/run.sh" "$@" 2>&1)
  code=$?
}

# expect SENTENCE CODE TEXT: the last run ended with CODE and said TEXT somewhere.
expect() {
  if [ "$code" = "$2" ] && [[ $answer == *"$3"* ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n  exit code %s, wanted %s with: %s\n%s\n' "$1" "$code" "$2" "$3" "$answer"
  fi
}

new_case 'dcr "echo hello"'
run_it
expect "a case without stdout fails" 1 "no file 'stdout'"

echo hello >"$case/stdout"
run_it
expect "a case that answers as expected passes" 0 "1 passed, 0 failed"

new_case 'dcr true'
run_it
expect "a case without stdout fails even if nothing is printed" 1 "no file 'stdout'"
: >"$case/stdout"
run_it
expect "an empty stdout expects silence" 0 "1 passed, 0 failed"

new_case 'dcr "echo hello"'
: >"$case/stdout"
run_it
expect "an empty stdout refuses an answer" 1 "+hello"

printf hello >"$case/stdout"
run_it
expect "a missing final line end is seen" 1 "No newline at end of file"

new_case 'dcr "echo hello; exit 3"'
echo hello >"$case/stdout"
run_it
expect "an absent exit file expects 0" 1 "expected exit code 0, got 3"
echo 3 >"$case/exit"
run_it
expect "the exit file names the code" 0 "1 passed, 0 failed"
echo 1 >"$case/exit"
run_it
expect "another code fails" 1 "expected exit code 1, got 3"

new_case 'dcr "echo oops >&2"'
: >"$case/stdout"
run_it
expect "an absent stderr expects silence" 1 "+oops"
echo oops >"$case/stderr"
run_it
expect "stderr is compared" 0 "1 passed, 0 failed"

new_case 'dcr "printf \"a\\0b\""'
printf a >"$case/stdout"
run_it
expect "a NUL byte does not end the comparison" 1 "[NUL]"

new_case 'dcr "pwd; echo \$HOME"'
printf '[REPO]\n[WORK]/home\n' >"$case/stdout"
run_it
expect "paths are rewritten" 0 "1 passed, 0 failed"

new_case 'dcr "git rev-parse HEAD; cat a/b"'
cat >"$case/setup.sh" <<'END'
echo text | write a/b
commit "first"
END
UPDATE=1 run_it
run_it
expect "setup.sh can write and commit, and UPDATE=1 writes the expectation" 0 "1 passed, 0 failed"
printf 'ac33a680d4b0f3673235af1f93bb6f94fa252d45\ntext\n' >"$case/stdout"
run_it
expect "commit ids are the same whenever and wherever it runs" 0 "1 passed, 0 failed"

new_case 'dcr true'
: >"$case/stdout"
printf 'echo broken\nfalse\ntrue\n' >"$case/setup.sh"
run_it
expect "a failing line of setup.sh fails the case" 1 "setup.sh failed with 1:"
UPDATE=1 run_it
expect "UPDATE=1 does not hide it" 1 "    broken"

new_case 'dcr "echo \$CI\$GITHUB_ACTIONS"'
echo >"$case/stdout"
CI=true GITHUB_ACTIONS=true run_it
expect "variables of the caller do not reach a case" 0 "1 passed, 0 failed"

new_case 'dcr "sleep 5"'
: >"$case/stdout"
SECONDS_PER_CASE=0.2 run_it
expect "a hang is cut short" 1 "still running after 0.2 s"

rm "$case/cmd"
run_it
expect "a folder without cmd fails" 1 "no file 'cmd'"

run_it nothing-is-called-so
expect "a filter that matches nothing fails" 1 "no case matches: nothing-is-called-so"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
