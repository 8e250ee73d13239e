#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Names and kinds of files: bytes that terminals, shells and JSON trip over, links, permissions, line
# ends and filters, pointers of Git LFS, repositories within the repository.
# cd ends the suite where it fails (support.sh).
# shellcheck disable=SC2164,SC2119,SC2015,SC2016
# shellcheck source=tests/git/support.sh
. "$(dirname "$0")/support.sh"

# name N FILE: a contract called n.N in contracts/FILE.
name() { contract "n.$1" 1.0.0 id >"contracts/$2"; }
odd_names() {
  git init -q clone && cd clone && mkdir contracts && commit none
  name 1 $'new\nline.yaml'
  name 2 'quo"te.yaml'
  name 3 $'tab\there.yaml'
  name 4 ' blanks  .yaml'
  name 5 '-leading.yaml'
  name 6 $'in\xffvalid\xc3.yaml'
  name 7 'back\slash.yaml'
  name 8 $'escape\e[31m.yaml'
  name 9 ':(top)colon.yaml'
  name 10 'st*r[a].yaml'
  name 11 '#hash.yaml'
  name 12 $'\xe2\x82\xac and \xe2\x80\xae.yaml'
  name 13 '!bang.yaml'
  name 14 'dollar$(touch x)`touch y`.yaml'
}

if shape 'odd names'; then
  odd_names
  expect 'untracked, all are seen' "$(json 'len(r["contracts"])' dcr check --format json)" 14
  expect 'listed' "$(json 'r["total"]' dcr list-registry --format json)" 14
  git add -A
  expect 'staged' "$(json 'len(r["contracts"])' dcr check --staged --format json)" 14
  git commit -qm all
  expect 'committed' "$(json 'len(r["contracts"])' dcr check --head HEAD --against HEAD~1 --format json)" 14
  expect 'nothing differs' "$(json 'r["summary"]["changed"]' dcr check --format json)" 0
  for file in contracts/*; do
    printf '  - {name: more, type: string, required: false}\n' >>"$file"
  done
  expect 'every one is judged' "$(json 'sum(c["change"] == "modified" for c in r["contracts"])' \
    dcr check --format json)" 14
  dcr check >"$work/said" 2>&1
  expect 'no control character reaches the terminal' "$(LC_ALL=C grep -c '[[:cntrl:]]' "$work/said")" 0
  for format in json jsonl sarif gitlab; do
    timeout 60 dcr check --format $format 2>/dev/null | /usr/bin/python3 -c 'import json, sys
text = sys.stdin.buffer.read().decode("utf-8")
[json.loads(each) for each in (text.splitlines() if sys.argv[1] == "jsonl" else [text])]' $format &&
      ok || fail "$format is no JSON in UTF-8"
  done
  for number in 1 5 6 9; do
    answers 0 "n.$number" dcr show "n.$number" --at HEAD
  done
  git commit -qam more
  for file in contracts/*; do
    expect "a path on the command line is one file: $(printf %q "$file")" "$(json \
      '[r["summary"]["contracts"]] + [len(c["contracts"]) for c in r["commits"]]' \
      dcr check --range HEAD~1..HEAD --format json -- "$file")" '[1, 1]'
  done
fi
if shape 'odd names with quoting off, and in a subdirectory'; then
  odd_names && git config core.quotePath false && mkdir -p $'contracts/sub\ndir' && cd $'contracts/sub\ndir'
  expect 'all are seen' "$(json 'len(r["contracts"])' dcr check --format json)" 14
fi
if shape 'odd names, ignored'; then
  odd_names && printf '*.yaml\n!st*\n' >.gitignore
  expect 'only what git would add' "$(json 'len(r["contracts"])' dcr check --format json)" \
    "$(git ls-files -o --exclude-standard contracts | wc -l)"
fi
if shape 'odd names in a split and a sparse index'; then
  odd_names && git add -A && git commit -qm all && git update-index --split-index
  expect 'split' "$(json 'r["summary"]["changed"]' dcr check --format json)" 0
  git sparse-checkout set --cone --sparse-index contracts
  expect 'sparse' "$(json 'r["summary"]["changed"]' dcr check --format json)" 0
fi
if shape 'odd names as revisions'; then
  clone
  git update-ref refs/heads/-x "$v1" && git update-ref 'refs/heads/--output=evil' "$v1"
  answers 2 "cannot begin with '-'" dcr check --against=-x
  answers 2 "cannot begin with '-'" dcr list-registry --at=--output=evil
  answers 0 '' dcr list-registry --at refs/heads/-x
  git update-ref $'refs/heads/\xff' "$v1" 2>/dev/null && answers 0 '' dcr list-registry --at $'\xff'
  expect 'nothing was written' "$(ls evil 2>/dev/null)" ''
fi

# --- upper and lower case
if shape 'renames of case alone'; then
  clone && git stash -q -u
  git mv contracts/orders.yaml contracts/Orders.yaml
  expect 'a move' "$(json '[c["change"] for c in r["contracts"]]' dcr check --staged --against HEAD --format json)" "['moved']"
  git config core.ignoreCase true
  expect 'the same where case is ignored' \
    "$(json '[c["change"] for c in r["contracts"]]' dcr check --against HEAD --format json)" "['moved']"
  git reset -q && git checkout -q . && git config core.ignoreCase true
fi
if shape 'two names that differ in case'; then
  clone && git stash -q -u && cp contracts/orders.yaml contracts/ORDERS.yaml && git add -A
  answers 1 'duplicate_contract' dcr check --staged
fi

# --- links
if shape 'a contract that is a link'; then
  clone && git stash -q -u && mkdir stuff && mv contracts/orders.yaml stuff/ && ln -s ../stuff/orders.yaml contracts/orders.yaml
  answers 1 'this is a symbolic link, which dcr does not follow' dcr check
  git add -A && answers 1 'this is a symbolic link, which dcr does not follow' dcr check --staged
  git commit -qm link && expect 'and listed as none' "$(json 'r["total"]' dcr list-registry --format json)" 2
  expect 'nor in the commit' "$(json 'r["total"]' dcr list-registry --at HEAD --format json)" 2
fi
if shape 'links out of the repository'; then
  clone && git stash -q -u
  contract evil.outside 1.0.0 id >../outside.yaml
  ln -s ../../outside.yaml contracts/outside.yaml && ln -s ../.. contracts/loop && ln -s /etc contracts/etc
  expect 'are not followed' "$(json 'r["total"]' dcr list-registry --format json)" 3
fi
if shape 'a folder that became a link'; then
  clone && git stash -q -u && mv contracts/eu ../eu && ln -s "$PWD/../eu" contracts/eu
  expect 'has lost its contracts' "$(json 'r["summary"]["removed"]' dcr check --against HEAD --format json)" 1
  expect 'as git has it' "$(git diff --name-status HEAD | cut -c1)" D
fi
if shape 'core.symlinks is off'; then
  clone && git stash -q -u && ln -s orders.yaml contracts/link.yaml && git add -A && git commit -qm link
  git config core.symlinks false && rm contracts/link.yaml && printf orders.yaml >contracts/link.yaml
  expect 'the text is the link' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" 0
fi
if shape 'permissions'; then
  clone && chmod +x contracts/orders.yaml && same
  git config core.fileMode false && same 'core.fileMode is off'
fi
if shape 'a file that may not be read'; then
  if [ "$(id -u)" != 0 ]; then
    clone && chmod 000 contracts/growth/users.yaml
    answers 3 'contracts/growth/users.yaml' dcr check
  fi
fi

# --- line ends, encodings and filters: what is compared is what git would store
checked_out() {
  clone && git stash -q -u
}
if shape 'core.autocrlf'; then
  clone -c core.autocrlf=true && same
  expect 'the files have CRLF' "$(grep -c $'\r' contracts/orders.yaml)" "$(wc -l <contracts/orders.yaml)"
fi
if shape 'text, eol and ident attributes'; then
  clone && git stash -q -u
  printf '*.yaml text eol=crlf ident\n' >.gitattributes && commit attributes
  rm -rf contracts && git checkout -q .
  expect 'no difference' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" 0
  git stash pop -q --index 2>/dev/null || edit
  expect 'an edit is one' "$(json 'r["summary"]["changed"]' dcr check --staged --against HEAD --format json)" 2
fi
if shape 'working-tree-encoding'; then
  checked_out
  echo 'contracts/orders.yaml working-tree-encoding=UTF-16LE' >.git/info/attributes
  rm contracts/orders.yaml && git checkout -q contracts/orders.yaml
  expect 'no difference' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" 0
  contract shop.orders 1.2.1 id note | iconv -t UTF-16LE >contracts/orders.yaml
  expect 'the contract is read' \
    "$(json '[c["version"] for c in r["contracts"]]' dcr check --against HEAD --format json)" "['1.2.1']"
fi
if shape 'a filter driver'; then
  checked_out
  git config filter.upper.clean 'tr A-Z a-z' && git config filter.upper.smudge 'tr a-z A-Z'
  echo 'contracts/orders.yaml filter=upper' >.git/info/attributes
  rm contracts/orders.yaml && git checkout -q contracts/orders.yaml
  expect 'no difference' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" 0
  git config filter.upper.clean false && git config filter.upper.required true && touch contracts/orders.yaml
  contract shop.orders 1.2.1 id note >contracts/orders.yaml
  answers 3 'contracts/orders.yaml' dcr check
fi
if shape 'a pointer of Git LFS'; then
  checked_out
  printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 120\n' 7 >contracts/orders.yaml
  git add -A
  answers 1 'Git LFS' dcr check --staged
  answers 1 'Git LFS' dcr validate
  git commit -qm pointer
  answers 1 'Git LFS' dcr check --head HEAD --against HEAD~1
fi

# --- other repositories inside
if shape 'a submodule, dirty, with contracts'; then
  clone && git submodule -q add "$url" contracts/sub 2>/dev/null && git commit -qm 'a submodule' -- contracts/sub .gitmodules
  contract sub.own 1.0.0 id >contracts/sub/contracts/own.yaml
  expect 'its contracts are not ours' "$(json 'r["total"]' dcr list-registry --format json)" 5
  expect 'nor is its dirt' "$(json '[c["path"] for c in r["contracts"] if "sub" in c["path"]]' \
    dcr check --against HEAD --format json)" '[]'
  git -C contracts/sub checkout -q "$v1"
  git add contracts/sub
  expect 'nor its other commit' "$(json '[c["path"] for c in r["contracts"] if "sub" in c["path"]]' \
    dcr check --staged --against HEAD --format json)" '[]'
  cd contracts/sub && expect 'inside it is a repository of its own' \
    "$(json '[c["name"] for c in r["contracts"]]' dcr check --against HEAD --format json)" "['sub.own']"
fi
if shape 'a submodule that was never fetched'; then
  clone && git submodule -q add "$url" contracts/sub 2>/dev/null && git commit -qm 'a submodule' -- contracts/sub .gitmodules
  git submodule -q deinit -f contracts/sub && same_commits
  expect 'nothing of it' "$(json 'r["total"]' dcr list-registry --format json)" 5
fi
if shape 'a contract in place of a submodule, and back'; then
  clone && git stash -q -u && git submodule -q add "$url" contracts/sub.yaml 2>/dev/null && git commit -qam 'a submodule'
  git rm -q -f contracts/sub.yaml && contract sub.now 1.0.0 id >contracts/sub.yaml && commit 'a contract'
  expect 'added' "$(json '[c["change"] for c in r["contracts"]]' dcr check --head HEAD --against HEAD~1 --format json)" "['added']"
  expect 'removed' "$(json '[c["change"] for c in r["contracts"]]' dcr check --head HEAD~1 --against HEAD --format json)" "['removed']"
fi
if shape 'a repository that is not a submodule'; then
  clone && git init -q contracts/own && contract own.one 1.0.0 id >contracts/own/one.yaml && same
fi
finish
