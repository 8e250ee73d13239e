#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Histories of every shape: merges of many parents, several merge bases or none, replaced and grafted
# commits, empty ones, tags of tags, trees and blobs, and commits that git itself would not write.
# cd ends the suite where it fails (support.sh).
# shellcheck disable=SC2164,SC2119,SC2015
# shellcheck source=tests/git/support.sh
. "$(dirname "$0")/support.sh"

# changed EXPECTED OPTION...: names and versions of what check judges.
changed() {
  local expected=$1
  shift
  expect "check $*" "$(json '" ".join(c["name"] + "@" + str(c["version"]) for c in r["contracts"])' \
    dcr check "$@" --format json)" "$expected"
}
# judged EXPECTED RANGE: the commits of an audit.
judged() {
  expect "commits of $2" "$(json '" ".join(c["commit"] for c in r["commits"])' \
    dcr check --range "$2" --fail-on never --format json)" "$1"
}

if shape 'replaced commits'; then
  clone
  # Replaced, main's first parent would be the root: dcr reads what the ids name.
  git replace "$main" "$(git commit-tree -m replaced -p "$v1~2" "$main^{tree}")"
  same
  git replace -d "$main" >/dev/null
  git replace "$(git rev-parse "$main:contracts/orders.yaml")" "$(git hash-object -w docs/1.txt)"
  same 'a replaced blob'
  git update-ref refs/replace/garbage "$main" && same 'a replacement with a broken name'
fi
if shape 'grafts'; then
  clone && git config advice.graftFileDeprecated false
  mkdir -p .git/info && echo "$main" >.git/info/grafts && same 'main without parents'
  git rev-parse "$main" "$v1~2" | paste -sd' ' >.git/info/grafts && same 'main with another parent'
fi
if shape 'grafts in a shallow clone'; then
  clone --depth 4 --no-single-branch && git fetch -q --tags
  echo "$topic" >.git/info/grafts
  questions | head -n 3 | ask >"$work/answers"
  head -n "$(wc -l <"$work/answers")" "$work/quiet.answers" >"$work/beginning"
  compare_answers "$work/beginning"
fi

if shape 'an octopus'; then
  clone && git stash -q -u && git checkout -q -b octopus origin/main
  for arm in a b c; do
    git checkout -q -b "arm-$arm" octopus && contract "arm.$arm" 1.0.0 id >"contracts/$arm.yaml" && commit "$arm"
  done
  git checkout -q octopus && git merge -q --no-ff --no-edit arm-a arm-b arm-c >/dev/null
  expect 'four parents' "$(git rev-list --parents -n 1 HEAD | wc -w)" 5
  changed 'arm.a@1.0.0 arm.b@1.0.0 arm.c@1.0.0' --head HEAD --against HEAD~1
  changed 'arm.a@1.0.0 arm.b@1.0.0' --head HEAD --against HEAD^4
  judged "$(git rev-parse HEAD)" "$main..HEAD"
  git branch -f main HEAD && answers 0 'proposal' dcr versions arm.b --at HEAD
fi

if shape 'criss-cross merges, with two merge bases'; then
  git init -q clone && cd clone && mkdir contracts
  contract a 1.0.0 id >contracts/a.yaml && contract b 1.0.0 id >contracts/b.yaml && commit root
  git checkout -q -b other
  contract b 1.1.0 id other >contracts/b.yaml && commit other
  git checkout -q main && contract a 1.1.0 id main >contracts/a.yaml && commit main
  git branch old-main && git merge -q --no-edit other && git checkout -q other && git merge -q --no-edit old-main
  contract a 1.2.0 id main more >contracts/a.yaml && commit 'on and on'
  expect 'two bases' "$(git merge-base --all main other | wc -l)" 2
  expect 'the one git takes' "$(json 'r["base"]["commit"]' dcr check --format json)" "$(git merge-base main other)"
  judged "$(git rev-parse other other~1 | tac | paste -sd' ')" main..other
fi

if shape 'unrelated histories'; then
  clone && git stash -q -u && git checkout -q --orphan island && git rm -rq --cached . && rm -rf contracts docs && mkdir contracts
  contract island.one 1.0.0 id >contracts/one.yaml && commit island
  expect 'no merge base' "$(git merge-base origin/main island)" ''
  answers 0 'against' dcr check
  answers 3 'has no commit in common with what is judged' dcr check --against origin/main
  answers 1 'contract_removed' dcr check --against origin/main --tip
  changed 'eu.returns@None users.daily@None users.daily@None island.one@1.0.0 shop.orders@None' --head HEAD --against "$main"
  git merge -q --no-edit --allow-unrelated-histories origin/main 2>/dev/null
  changed 'island.one@1.0.0' --head HEAD --against HEAD^2
fi

if shape 'a root without files, empty commits'; then
  git init -q clone && cd clone
  root_commit=$(git commit-tree -m empty "$(git mktree </dev/null)") && git update-ref refs/heads/main "$root_commit"
  git reset -q --hard && mkdir contracts && contract a 1.0.0 id >contracts/a.yaml && commit one && commit two && commit three
  changed 'a@1.0.0' --head HEAD --against "$root_commit"
  changed '' --head HEAD --against HEAD~1
  judged "$(git rev-list --reverse "$root_commit..HEAD" | paste -sd' ')" "$root_commit..HEAD"
  expect 'one version' "$(dcr versions a | cut -f 1,4)" "1.0.0	$(git rev-parse --short=7 HEAD~2)"
  answers 0 '' dcr list-registry --at "$root_commit"
  changed 'a@None' --head "$root_commit" --against HEAD
fi

if shape 'tags of every kind'; then
  clone && git config advice.nestedTag false
  git tag -a -m one one "$main" && git tag -a -m two two one && git tag -a -m three three two
  git tag -a -m tree tree "$main^{tree}" && git tag blob "$main:contracts/orders.yaml" && git tag -a -m blob blobs blob
  same
  expect 'a tag of a tag of a tag' "$(dcr list-registry --at three --format json | md5sum)" \
    "$(dcr list-registry --at "$main" --format json | md5sum)"
  answers 3 "does not lead to a commit" dcr list-registry --at tree
  answers 3 "does not lead to a commit" dcr check --against blob
  answers 3 "does not lead to a commit" dcr check --head blobs --against HEAD
  answers 3 "does not lead to a commit" dcr list-registry --at "$main^{tree}"
  git branch three "$v1"
  expect 'a tag goes before a branch' "$(dcr list-registry --at three --format json | md5sum)" \
    "$(dcr list-registry --at "$main" --format json | md5sum)"
fi

if shape 'many branches, and one with a broken reference'; then
  clone
  for i in $(seq 300); do echo "create refs/heads/topics/$i $v1"; done | git update-ref --stdin
  echo garbage >.git/refs/heads/broken && same 'a broken reference'
  rm .git/refs/heads/broken && git pack-refs --all && same packed
  printf 'ref: refs/heads/loop\n' >.git/refs/heads/loop && same 'a reference to itself'
  answers 3 'loop' dcr check --against loop
fi

if shape 'a commit with a future date, a negative zone, a strange encoding and no message'; then
  clone && git stash -q -u
  made=$( { git cat-file commit "$main" | sed -e '/^author/,$d'
    printf 'author  <> 99999999999 -1200\ncommitter \xe9\xff <x> 99999999999 +9999\nencoding latin-1\n\n'; } |
    git hash-object -t commit -w --stdin --literally)
  git update-ref refs/heads/odd "$made"
  answers 0 'users.daily' dcr list-registry --at odd
  answers 0 '2.0.0' dcr versions users.daily --at odd
  expect 'as JSON too' "$(json 'r["versions"][0]["version"]' dcr versions users.daily --at odd --format json)" 2.0.0
  answers 0 '' dcr check --range "$v1..odd" --fail-on never
fi

if shape 'a history that goes round: a move and back, a removal and return'; then
  git init -q clone && cd clone && mkdir -p contracts old
  contract a 1.0.0 id >contracts/a.yaml && commit one
  git mv contracts/a.yaml contracts/b.yaml && commit moved
  git rm -q contracts/b.yaml && commit gone
  mkdir -p contracts && contract a 1.0.0 id >contracts/a.yaml && commit back
  contract a 1.1.0 id more >contracts/a.yaml && commit more
  expect 'registered once, at its first commit' "$(dcr versions a | cut -f 1,4 | paste -sd' ')" \
    "1.1.0	$(git rev-parse --short=7 HEAD) 1.0.0	$(git rev-parse --short=7 HEAD~4)"
  judged "$(git rev-list --reverse HEAD~4..HEAD | paste -sd' ')" HEAD~4..HEAD
fi

if shape 'a range whose start is not on the first parents'; then
  clone && judged "$(git rev-list --first-parent --reverse "$main~1^2..$main" | paste -sd' ')" "$main~1^2..$main"
  judged "$(git rev-parse "$topic")" "$main..$topic"
  judged '' "$main..$v1"
fi
finish
