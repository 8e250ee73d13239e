# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the suites of this folder share: an environment that lets nothing of the caller in, one history,
# the questions that are asked of it, and the answers of a plain clone to compare with.
#
#   DCR=build/asan/dcr tests/git/shapes_clones.sh
#   tests/git/shapes_clones.sh WORD     only shapes whose name contains WORD
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
DCR=${DCR:-$root/build/dev/dcr}
DCR=$(cd "$(dirname "$DCR")" && pwd -P)/dcr
[ -f "$DCR" ] || {
  echo "$DCR is not there: build it first"
  exit 1
}
wanted=${1:-}
work=$(mktemp -d) && work=$(cd "$work" && pwd -P) || exit 1
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
passed=0
failed=0
number=0
current=
exit_code=0

# shellcheck source=tests/support/quiet_environment.sh
. "$root/tests/support/quiet_environment.sh"
export TZ=UTC GIT_CEILING_DIRECTORIES=$work
export GIT_AUTHOR_DATE='1767225600 +0000' GIT_COMMITTER_DATE='1767225600 +0000'
git config --global protocol.file.allow always

# contract NAME VERSION FIELD...: a small active contract.
contract() {
  printf 'dataset_id: %s\nversion: "%s"\nstatus: active\nowners: [{team: data}]\nfields:\n' "$1" "$2"
  shift 2
  for field; do printf '  - {name: %s, type: string, required: false}\n' "$field"; done
}

# commit MESSAGE: everything, a minute after the commit before.
clock=1767225600
commit() {
  clock=$((clock + 60))
  git add -A
  GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000" git commit -q --allow-empty -m "$1"
}

# The history: two contracts move on, one of them to another folder; a side branch is merged; the
# topic takes a field away from where main was before it went on.
make_history() {
  git init -q "$1" && cd "$1" || exit 1
  git config uploadpack.allowAnySHA1InWant true
  git config uploadpack.allowFilter true
  mkdir -p contracts/eu contracts/growth docs
  printf 'ignored*\n' >.gitignore
  for page in 1 2 3; do echo "page $page" >"docs/$page.txt"; done
  contract shop.orders 1.0.0 id amount >contracts/orders.yaml
  contract users.daily 1.0.0 id ltv >contracts/users.yaml
  contract eu.returns 1.0.0 id >contracts/eu/returns.yaml
  commit 'Promise three datasets'
  contract shop.orders 1.1.0 id amount note >contracts/orders.yaml
  commit 'Orders have notes'
  git mv contracts/users.yaml contracts/growth/users.yaml
  contract users.daily 1.1.0 id ltv plan >contracts/growth/users.yaml
  commit 'Users have a plan, and belong to growth'
  git tag v1
  git checkout -q -b side
  contract eu.returns 1.1.0 id reason >contracts/eu/returns.yaml
  commit 'Returns have a reason'
  git checkout -q main
  echo 'page four' >docs/4.txt
  commit 'Another page'
  git merge -q --no-ff --no-edit side
  git checkout -q -b topic HEAD~1
  contract shop.orders 1.2.0 id note >contracts/orders.yaml
  commit 'Orders lose their amount'
  git checkout -q main
  contract users.daily 2.0.0 id plan >contracts/growth/users_v2.yaml
  commit 'A second line of users'
  git branch -q -D side
}

# What lies on top of the topic: a change that is staged, one that is not, a new file of each kind.
edit() {
  contract eu.returns 1.0.1 id >contracts/eu/returns.yaml
  contract eu.stock 1.0.0 id >contracts/eu/stock.yaml
  git add --sparse contracts/eu/returns.yaml contracts/eu/stock.yaml
  contract users.daily 1.2.0 id ltv plan source >contracts/growth/users.yaml
  contract users.hourly 1.0.0 id >'contracts/growth/users hourly.yaml'
  contract shop.ignored 1.0.0 id >contracts/ignored.yaml
}

# Questions about commits alone, and those that a clone with its edits is asked.
commit_questions() {
  cat <<END
check --head $topic --against $main --format json
check --range $v1..$main --format json
list-registry --at $main --format json
versions users.daily --at $main --format json
show users.daily@1.0.0 --at $main
diff $v1 $main
gate shop.orders@^1 --at $main
changelog users.daily --at $main
END
}
questions() {
  cat <<END
check --format json
check --staged --format json
check contracts/eu
list-registry --format json
versions users.daily
END
  commit_questions
}

# ask: every question of stdin, with the answer and its exit code.
ask() {
  local question
  while IFS= read -r question; do
    echo "\$ dcr $question"
    # shellcheck disable=SC2086
    timeout 60 dcr $question 2>&1 </dev/null
    echo "exit $?"
  done
}

make_history "$work/origin" >/dev/null 2>&1 || exit 1
url=file://$work/origin
main=$(git -C "$work/origin" rev-parse main)
topic=$(git -C "$work/origin" rev-parse topic)
v1=$(git -C "$work/origin" rev-parse v1)
git clone -q -b topic "$url" "$work/quiet"
cd "$work/quiet" && edit
questions | ask >"$work/quiet.answers"
git clone -q --bare "$url" "$work/quiet.git"
cd "$work/quiet.git" && commit_questions | ask >"$work/quiet.bare.answers"
cd "$work" || exit 1

cd() { builtin cd "$@" || exit 1; }
ok() { passed=$((passed + 1)); }
# fail WHAT [FILE]
fail() {
  failed=$((failed + 1))
  printf 'FAIL %s: %s\n' "$current" "$1"
  [ $# -lt 2 ] || sed 's/^/  /' "$2" | head -n 25
}

# shape NAME: begins a shape in an empty folder; false when it is not wanted.
shape() {
  current=$1
  cd "$work" || exit 1
  case $1 in *"$wanted"*) ;; *) return 1 ;; esac
  number=$((number + 1))
  mkdir "$work/$number" && cd "$work/$number" || exit 1
}

# clone [OPTION...]: the history, on the topic, with the edits; it becomes the current folder.
clone() {
  git clone -q -b topic "$@" "$url" clone && cd clone && edit
}

compare_answers() {
  if diff -u "$1" "$work/answers" >"$work/difference"; then
    ok
  else
    fail "not the answers of a plain clone${2:+ ($2)}" "$work/difference"
  fi
}

# same [WHERE]: every answer here is that of the plain clone.
same() {
  questions | ask >"$work/answers"
  compare_answers "$work/quiet.answers" "${1-}"
}

# same_commits [WHERE]: the same of questions about commits alone. A bare clone has branches of its own.
same_commits() {
  commit_questions | ask | sed 's,origin/main,main,' >"$work/answers"
  compare_answers "$work/quiet.bare.answers" "${1-}"
}

# answers EXIT WORDS COMMAND...: the command ends with that code, and says the words.
answers() {
  local expected=$1 words=$2
  shift 2
  timeout 60 "$@" >"$work/said" 2>&1 </dev/null
  exit_code=$?
  if [ "$exit_code" != "$expected" ]; then
    fail "'$*' ended with $exit_code, not $expected" "$work/said"
  elif ! grep -qF -e "$words" "$work/said"; then
    fail "'$*' does not say '$words'" "$work/said"
  else
    ok
  fi
}

# expect WHAT ACTUAL EXPECTED
expect() {
  if [ "$2" = "$3" ]; then
    ok
  else
    printf 'found    %s\nexpected %s\n' "$2" "$3" >"$work/said"
    fail "$1" "$work/said"
  fi
}

# json EXPRESSION COMMAND...: of the answer r, which must be JSON in UTF-8.
json() {
  local expression=$1
  shift
  timeout 60 "$@" 2>"$work/said" </dev/null | /usr/bin/python3 -c 'import json, sys
r = json.loads(sys.stdin.buffer.read().decode("utf-8"))
print(eval(sys.argv[1]))' "$expression" 2>&1 | tail -n 1
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}
