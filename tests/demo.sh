#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds dcr and shows it stopping a breaking change in a small git repository.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
tests/setup.sh
if [ ! -f build/release/build.ninja ]; then cmake --preset release >/dev/null; fi
cmake --build --preset release --target dcr
dcr=$root/build/release/dcr

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# The repository of the demo is nobody's: neither the caller's identity nor hooks touch it.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com
export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE CI

git init -q -b main .
mkdir contracts
cat >contracts/users.yaml <<'END'
dataset_id: users.daily_active
version: "1.0.0"
description: One row per user and day.
status: active
primary_key: [user_id, active_date]
owners:
  - team: growth-platform
    contact: "#growth-platform"
freshness_sla:
  max_lag_seconds: 86400
consumers:
  - name: dashboards/revenue
    contact: "#bi-team"
fields:
  - name: user_id
    type: string
  - name: active_date
    type: date
  - name: ltv
    type: decimal(12,2)
    unit: EUR
    description: What the user has paid so far.
END
git add -A
git commit -q -m "Publish users.daily_active 1.0.0"

sed -e 's/"1.0.0"/"1.1.0"/' contracts/users.yaml >next
cat >>next <<'END'
  - name: plan
    type: string
    required: false
    enum: [free, pro]
END
mv next contracts/users.yaml
git commit -q -a -m "Add an optional field: 1.1.0"

# The edit that dcr must stop: the field that dashboards/revenue reads goes away.
sed -e 's/"1.1.0"/"1.2.0"/' -e '/name: ltv/,/description: What/d' contracts/users.yaml >next
mv next contracts/users.yaml

echo
echo "A repository with one contract and two commits. Now somebody edits the contract:"
echo
echo "\$ git diff"
git --no-pager diff --no-color -U0 | sed -n '/^@@/,$p'
echo
echo "\$ dcr check"
code=0
"$dcr" check || code=$?
echo
if [ "$code" != 1 ]; then
  echo "demo: dcr check should have answered 1 (a consumer would break), but answered $code" >&2
  exit 1
fi
echo "dcr check ended with exit code 1, as it should: merging this edit would break a consumer."
echo "In a pre-commit hook or in CI that stops the change. Next: dcr explain field_removed"
