#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A mod that is no Python: shows what it was given, and succeeds with warnings.
input=$(cat)
printf '%s\n' "$input"
case $input in
*'"how":"exit_7"'*) exit 7 ;;
*'"how":"crash"'*) kill -s SEGV $$ ;;
*'"how":"stubborn"'*)
  trap '' TERM
  while :; do sleep 1; done
  ;;
*'"how":"interrupted"'*)
  kill -s INT "$PPID"
  sleep 600
  ;;
*'"how":"grandchild"'*) setsid sleep 20 & ;;
*'"how":"garbage"'*)
  printf 'no JSON' >"$DCR_RESULT"
  exit 0
  ;;
*'"how":"half"'*)
  printf '{"metrics": {' >"$DCR_RESULT"
  exit 0
  ;;
*'"how":"list"'*)
  echo '[]' >"$DCR_RESULT"
  exit 0
  ;;
*'"how":"silent"'*) exit 0 ;;
*'"how":"green_error"'*)
  echo '{"status": "error"}' >"$DCR_RESULT"
  exit 0
  ;;
*'"how":"invalid"'*)
  printf '{"metrics": {"a": "\377"}}' >"$DCR_RESULT"
  exit 0
  ;;
*'"how":"bytes"'*)
  printf 'a\000b \377\n'
  exit 0
  ;;
esac
echo "argument $1 for $DCR_MOD_TYPE"
echo '{"metrics": {"lines": 1}, "globals": {"written_by": "sh"}}' >"$DCR_RESULT"
exit 10
