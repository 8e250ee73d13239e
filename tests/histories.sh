#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Audits real contract histories, where they lie beside the repository: check --range runs to the
# end, calls nothing invalid that is not, and finds the breaking steps that are known.
set -u
cd "$(dirname "$0")/.." || exit 1
dcr=${DCR:-$PWD/build/dev/dcr}
case $dcr in /*) ;; *) dcr=$PWD/$dcr ;; esac
streams=../shared/data/histories
passed=0 failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null NO_COLOR=1

if [ ! -d "$streams" ]; then
  echo "SKIPPED: no histories in $streams"
  echo "0 passed, 0 failed"
  exit 0
fi

# expect NAME WHAT FOUND EXPECTED
expect() {
  if [ "$3" = "$4" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s: %s\n  found    %s\n  expected %s\n' "$1" "$2" "$3" "$4"
  fi
}

# audit NAME BREAKING_COMMITS INVALID_DOCUMENTS
audit() {
  repo=$folder/$1
  git init -q -b main "$repo" && git -C "$repo" fast-import --quiet <"$streams/$1.fi" &&
    git -C "$repo" reset -q --hard
  printf 'contracts: ["**/*.y{,a}ml"]\n' >"$repo/dcr.yaml"
  first=$(git -C "$repo" rev-list --first-parent HEAD | tail -n 1)
  "$dcr" -C "$repo" check --range "$first..HEAD" --fail-on never --format json \
    >"$folder/$1.json" 2>"$folder/$1.stderr"
  expect "$1" "exit code" "$?" 0
  expect "$1" "stderr" "$(cat "$folder/$1.stderr")" ""
  expect "$1" "commits judged" "$(query "$1" 'len(r["commits"])')" \
    "$(($(git -C "$repo" rev-list --first-parent --count HEAD) - 1))"
  expect "$1" "breaking steps" "$(query "$1" '" ".join(c["commit"][:7] for c in r["commits"]
    if any(i["severity"] == "error" and i["bump"] == "major"
           for k in c["contracts"] for i in k["issues"]))')" "$2"
  expect "$1" "invalid documents" "$(query "$1" '" ".join(sorted({i["path"]
    for c in r["commits"] for k in c["contracts"] for i in k["issues"]
    if i["kind"] == "contract_invalid" and i["severity"] == "error"}))')" "$3"
}

# query NAME EXPRESSION: of the report r.
query() {
  /usr/bin/python3 -c 'import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
print(eval(" ".join(sys.argv[2].split())))' "$folder/$1.json" "$2"
}

audit metricmine "" ""
audit odcs-examples "afbfdbe 0d41450" ""
audit dcs-examples "eb302ae 1f7eef0 83f1f9c 07e6ede d15df05 f25de48" ""
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
