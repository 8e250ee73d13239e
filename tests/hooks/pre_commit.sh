#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The hooks of .pre-commit-hooks.yaml under the real pre-commit framework, without a network: from a
# repository at a file:// address, through try-repo, and as `repo: local`.
#
#   DCR=build/asan/dcr tests/hooks/pre_commit.sh
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
DCR=${DCR:-$root/build/dev/dcr}
DCR=$(cd "$(dirname "$DCR")" && pwd -P)/$(basename "$DCR")
export -n DCR # else the loop below takes it away
passed=0 failed=0

work=$(mktemp -d) && work=$(cd "$work" && pwd -P) || exit 2
trap 'rm -rf "$work"' EXIT
for name in $(compgen -e); do
  case $name in
    PATH | TMPDIR | ASAN_OPTIONS | UBSAN_OPTIONS | LSAN_OPTIONS) ;;
    *) unset "$name" ;;
  esac
done
mkdir "$work/bin" "$work/home"
ln -s "$DCR" "$work/bin/dcr"
export PATH="$work/bin:/usr/bin:/bin" HOME="$work/home" PRE_COMMIT_HOME="$work/cache" LC_ALL=C.UTF-8
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$work
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com
export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
FUNCTIONS=$root/tests/cli/functions.sh
# shellcheck source=/dev/null
. "$FUNCTIONS"

# answers WORDS COMMAND...: the command fails and says WORDS; without WORDS it succeeds.
answers() {
  local words=$1 code=0
  shift
  "$@" >"$work/said" 2>&1 || code=$?
  if [ -z "$words" ] && [ "$code" = 0 ]; then
    passed=$((passed + 1))
  elif [ -n "$words" ] && [ "$code" != 0 ] && grep -qF "$words" "$work/said"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $case_name: $* (exit code $code) did not answer '$words'"
    sed 's/^/  /' "$work/said"
  fi
}

# same SENTENCE A B
same() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s: %s\n  %s\n  %s\n' "$case_name" "$1" "$2" "$3"
  fi
}

# The project as the framework sees it: a repository with a tag and the file of hooks.
git init -q -b main --template= "$work/project"
cp "$root/.pre-commit-hooks.yaml" "$work/project"
git -C "$work/project" add -A
git -C "$work/project" commit -q -m hooks
git -C "$work/project" tag v1

# begin NAME HOOK [YAML]: a repository with the contracts of sample, and the framework installed
# with one hook; YAML is what its entry says besides.
begin() {
  case_name=$1
  git init -q -b main --template= "$work/$1"
  cd "$work/$1" || exit 2
  mkdir .git/hooks
  printf 'repos:\n  - repo: file://%s/project\n    rev: v1\n    hooks:\n      - id: %s\n' \
    "$work" "$2" >.pre-commit-config.yaml
  [ $# -lt 3 ] || printf '        %s\n' "$3" >>.pre-commit-config.yaml
  sample
  git checkout -q .
  pre-commit install >/dev/null || echo "FAIL $1: pre-commit does not install"
}

case_name=manifest
answers '' pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"

begin check dcr-check
break_users
git add -A
answers "error[field_removed]: field 'ltv'" git commit -m 'a break'
git show HEAD:contracts/users.yaml >contracts/users.yaml
answers "error[field_removed]: field 'ltv'" git commit -m 'mended on disk alone'
git add -A
git rm -q contracts/orders.yaml
answers 'error[contract_removed]' git commit -m 'a deletion'
git reset -q --hard
break_users
answers "error[field_removed]: field 'ltv'" git commit -a -m 'all that changed'
answers "error[field_removed]: field 'ltv'" git commit -m 'one of them' contracts/users.yaml
sed -i -e 's/1\.0\.0/1.1.0/' -e '$a\  - {name: note, type: string, required: false}' \
  contracts/orders.yaml
answers '' git commit -m 'the good one' contracts/orders.yaml
same 'what is in the commit' 'contracts/orders.yaml' "$(git show --format= --name-only)"
answers '' git commit --allow-empty -m 'nothing at all'

# In a pipeline nothing is staged: what is judged is the commit against the base of the event.
begin pipeline dcr-check
base=$(git rev-parse HEAD)
git checkout -q -b topic
break_users
git commit -q --no-verify -a -m 'a break'
git checkout -q main
git merge -q --no-ff -m 'the merge that is tried' topic
answers '' pre-commit run --all-files
GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main GITHUB_HEAD_REF=topic
GITHUB_REF=refs/pull/1/merge GITHUB_SHA=$(git rev-parse HEAD) GITHUB_WORKSPACE=$PWD
export GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_BASE_REF GITHUB_HEAD_REF GITHUB_REF GITHUB_SHA
export GITHUB_WORKSPACE
git update-ref refs/remotes/origin/main "$base"
answers "error[field_removed]: field 'ltv'" pre-commit run --all-files
unset GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_BASE_REF GITHUB_HEAD_REF GITHUB_REF GITHUB_SHA
unset GITHUB_WORKSPACE

begin validate dcr-validate
sed -i '/^owners/d' contracts/users.yaml
git add -A
answers 'contract_invalid' git commit -m 'not well formed'
git reset -q --hard
echo note >notes.md
git add -A
answers '' git commit -m 'no contract'

begin bump dcr-bump
sed -i '$a\  - {name: note, type: string, required: false}' contracts/orders.yaml
git add -A
answers 'files were modified by this hook' git commit -m 'without a version'
same 'the version it wrote' 'version: "1.1.0"' "$(grep version contracts/orders.yaml)"
git add -A
answers '' git commit -m 'with one'
break_users
git add -A
answers 'ltv' git commit -m 'no version lets this pass'

begin import dcr-import-pydantic 'args: [service, --namespace, shop]'
write service.py <<'END'
from pydantic import BaseModel


class Order(BaseModel):
    __contract_version__ = "1.0.0"
    order_id: str
END
dcr import pydantic service --namespace shop >/dev/null
git add -A
answers '' git commit -m 'class and document'
sed -i -e 's/1\.0\.0/1.1.0/' -e '$a\    note: str = ""' service.py
git add -A
answers 'files were modified by this hook' git commit -m 'the class alone'
git add -A
answers '' git commit -m 'class and document'
printf '\n\nclass Refund(BaseModel):\n    __contract_version__ = "1.0.0"\n    order_id: str\n' >>service.py
git add -A
answers 'Refund' git commit -m 'a class whose document is not in the commit'
git add -A
answers '' git commit -m 'class and document'

begin try-repo dcr-check
break_users
git add -A
answers "error[field_removed]: field 'ltv'" pre-commit try-repo "file://$work/project" dcr-check
git reset -q --hard
answers '' pre-commit try-repo "file://$work/project" dcr-check
answers '' pre-commit try-repo "file://$work/project" dcr-validate --all-files

# As who does not reach the project's repository writes them.
begin local dcr-check
{
  printf 'repos:\n  - repo: local\n    hooks:\n'
  sed -e '/^#/d' -e 's/^/      /' "$root/.pre-commit-hooks.yaml" | sed '/dcr-import-pydantic/,$d'
} >.pre-commit-config.yaml
git add -A
answers '' git commit -m 'local hooks'
break_users
git add -A
answers "error[field_removed]: field 'ltv'" git commit -m 'a break'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
