#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Indexes of every format and state, sparse checkouts, and what git leaves behind in the middle of a
# merge, a rebase, a cherry-pick or a bisection.
# cd ends the suite where it fails (support.sh).
# shellcheck disable=SC2164,SC2119,SC2015
# shellcheck source=tests/git/support.sh
. "$(dirname "$0")/support.sh"

for version in 2 3 4; do
  if shape "an index of version $version"; then
    clone && git update-index --index-version "$version" && same
  fi
done
if shape 'a split index'; then
  clone && git update-index --split-index && same
  git add contracts/orders.yaml && git update-index --refresh -q
  same 'with a part of its own'
fi
if shape 'a split index that expired its shared part'; then
  clone && git config core.splitIndex true && git update-index --split-index
  git rm -q --cached contracts/orders.yaml && git add contracts/orders.yaml && same
fi
if shape 'an untracked cache'; then
  clone && git config core.untrackedCache true && git update-index --force-untracked-cache &&
    git status --short >/dev/null && same
fi
if shape 'a file system monitor as a hook'; then
  clone
  printf '#!/bin/sh\nprintf "token\\0/\\0"\n' >.git/hooks/monitor && chmod +x .git/hooks/monitor
  git config core.fsmonitor .git/hooks/monitor && git update-index --fsmonitor && git status --short >/dev/null
  same
  contract shop.orders 1.3.0 id note more >contracts/orders.yaml
  expect 'an edit the hook does not tell of is seen' \
    "$(json '[c["version"] for c in r["contracts"] if c["name"] == "shop.orders"]' dcr check --format json)" "['1.3.0']"
fi
if shape 'a file system monitor that answers nonsense'; then
  clone && printf '#!/bin/sh\necho nonsense; exit 3\n' >.git/hooks/monitor && chmod +x .git/hooks/monitor
  git update-index --fsmonitor 2>/dev/null
  git config core.fsmonitor .git/hooks/monitor && same
fi
if shape 'the file system monitor of git itself'; then
  clone && git config core.fsmonitor true && git update-index --fsmonitor 2>/dev/null
  git status --short >/dev/null 2>&1
  same
  git fsmonitor--daemon stop >/dev/null 2>&1
fi
if shape 'an index without end markers, threads or checksum'; then
  clone && git config index.threads false && git config index.skipHash true
  git update-index --force-write-index 2>/dev/null || git update-index --refresh -q
  same
  /usr/bin/python3 -c 'import os; f = open(".git/index", "r+b"); f.seek(-20, os.SEEK_END); f.write(bytes(20))'
  same 'the checksum is zero'
fi
if shape 'an index of another time'; then
  clone && git ls-files -z | xargs -0 touch && same
  touch -d '2030-01-01' .git/index && same 'from the future'
fi
if shape 'no index at all'; then
  clone && rm .git/index
  expect 'nothing is staged' "$(json 'r["summary"]["removed"]' dcr check --staged --format json)" 3
  expect 'the files are there' "$(json 'r["summary"]["contracts"]' dcr check --format json)" 5
fi
if shape 'a damaged index'; then
  clone && dd if=/dev/urandom of=.git/index bs=64 count=1 conv=notrunc status=none
  answers 3 'index' dcr check
  answers 3 'index' dcr check --staged
  answers 0 'users.daily' dcr list-registry --at "$main"
  answers 1 'shop.orders' dcr check --head topic --against origin/main
fi
if shape 'an index that another git is writing'; then
  clone && : >.git/index.lock && same
  contract eu.stock 1.0.1 id note >contracts/eu/stock.yaml
  answers 3 'index.lock' dcr register contracts/eu/stock.yaml
  rm .git/index.lock && answers 0 'eu.stock' dcr register contracts/eu/stock.yaml
fi

# --- sparse checkouts; what is outside counts as the index has it
for kind in cone no-cone; do
  for index in '' '--sparse-index'; do
    [ "$kind$index" != 'no-cone--sparse-index' ] || continue
    if shape "a sparse checkout, $kind $index"; then
      clone
      git stash -q -u
      # shellcheck disable=SC2086
      case $kind in
        cone) git sparse-checkout set --cone $index contracts/eu contracts/growth ;;
        no-cone) git sparse-checkout set --no-cone '/contracts/' '!/docs/' ;;
      esac
      git stash pop -q --index >/dev/null 2>&1 || edit
      same
    fi
    if shape "a sparse checkout without contracts, $kind $index"; then
      clone && git stash -q -u
      # shellcheck disable=SC2086
      git sparse-checkout set "--$kind" $index docs
      expect 'they count as they are' "$(json '[r["summary"][k] for k in ("contracts", "changed", "removed")]' \
        dcr check --against HEAD --format json)" '[3, 0, 0]'
      expect 'they are listed' "$(json 'r["total"]' dcr list-registry --format json)" 3
      answers 0 'contracts/orders.yaml' dcr show shop.orders@1.2.0
      git sparse-checkout disable && git stash pop -q --index && same 'after its end'
    fi
  done
done
if shape 'a file outside of a sparse checkout that is there all the same'; then
  clone && git stash -q -u && git sparse-checkout set --cone docs
  mkdir -p contracts && contract shop.orders 1.3.0 id note more >contracts/orders.yaml
  expect 'it counts' "$(json '[c["version"] for c in r["contracts"]]' dcr check --against HEAD --format json)" "['1.3.0']"
fi
if shape 'a file in the place of a folder outside of a sparse checkout'; then
  clone && git stash -q -u && mkdir contracts/dir.yaml && contract shop.within 1.0.0 id >contracts/dir.yaml/x.yaml
  git add -A && git commit -qm within && git sparse-checkout set --cone docs
  mkdir -p contracts && contract shop.beside 1.0.0 id >contracts/dir.yaml
  expect 'as git diff has it, the folder is no change' \
    "$(json '[c["path"] for c in r["contracts"]]' dcr check --against HEAD --format json)" "['contracts/dir.yaml']"
fi

# --- marks in the index
if shape 'intent to add'; then
  clone && git add -N 'contracts/growth/users hourly.yaml' && same
fi
if shape 'assumed unchanged'; then
  clone && git stash -q -u && git update-index --assume-unchanged contracts/orders.yaml
  contract shop.orders 9.0.0 other >contracts/orders.yaml
  expect 'as git diff has it' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" \
    "$(git diff --name-only HEAD | wc -l)"
fi
if shape 'skip-worktree'; then
  clone && git stash -q -u && git update-index --skip-worktree contracts/orders.yaml
  rm contracts/orders.yaml
  expect 'as git diff has it' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" 0
  answers 0 'contracts/orders.yaml' dcr list-registry --format json
fi
if shape 'staged to be removed, still on the disk'; then
  clone && git rm -q --cached contracts/orders.yaml
  expect 'gone from the commit' "$(json 'r["summary"]["removed"]' dcr check --staged --against HEAD --format json)" 1
  expect 'in the working tree' "$(json 'r["summary"]["removed"]' dcr check --against HEAD --format json)" 0
fi

# --- in the middle of something
conflict() {
  clone && git stash -q -u
  contract shop.orders 1.2.0 id note other >contracts/orders.yaml
  git checkout -q -b theirs HEAD~1 2>/dev/null || git checkout -q -f -b theirs HEAD~1
  contract shop.orders 1.3.0 id amount note theirs >contracts/orders.yaml && commit theirs
  git checkout -q topic
}
if shape 'a merge that conflicts'; then
  conflict && ! git merge -q theirs >/dev/null 2>&1
  answers 1 'contracts/orders.yaml' dcr check --staged
  answers 1 'contracts/orders.yaml' dcr check
  answers 3 'a merge is unfinished' dcr register contracts/orders.yaml
  contract shop.orders 1.3.0 id amount note theirs >contracts/orders.yaml && git add contracts/orders.yaml
  answers 0 'compatible' dcr check --staged
fi
if shape 'a cherry-pick that conflicts'; then
  conflict && ! git cherry-pick theirs >/dev/null 2>&1
  answers 1 'contracts/orders.yaml' dcr check --staged
  answers 3 'a cherry-pick is unfinished' dcr register contracts/orders.yaml
fi
if shape 'a rebase that conflicts'; then
  conflict && ! git rebase theirs >/dev/null 2>&1
  answers 1 'contracts/orders.yaml' dcr check --staged
  answers 3 'a rebase is unfinished' dcr register contracts/orders.yaml
  answers 0 'users.daily' dcr list-registry --at HEAD
fi
if shape 'a bisection'; then
  clone && git stash -q -u && git bisect start HEAD "$v1~2" >/dev/null 2>&1
  answers 0 'against' dcr check
  expect 'its commit is read' "$(json 'len(r["contracts"])' dcr list-registry --at HEAD --format json)" 3
fi
if shape 'a merge without a conflict, not committed yet'; then
  clone && git stash -q -u && git merge -q --no-commit --no-ff origin/main >/dev/null 2>&1
  # What main did is seen already; the topic's own removal stays.
  expect 'one contract is at fault' \
    "$(json '[c["name"] for c in r["contracts"] if not c["compatible"]]' dcr check --staged --format json)" "['shop.orders']"
fi
if shape 'an unborn branch'; then
  git init -q clone && cd clone && mkdir -p contracts/eu contracts/growth && edit
  answers 0 'eu.stock' dcr check
  answers 0 'eu.stock' dcr check --staged
  answers 0 'eu.stock' dcr list-registry
  answers 3 'HEAD' dcr list-registry --at HEAD
  answers 1 'no commit' dcr gate eu.stock
  answers 0 'eu.stock' dcr register contracts/eu/stock.yaml
fi
if shape 'a detached HEAD'; then
  clone && git checkout -q --detach && same
fi
if shape 'a HEAD that names nothing'; then
  clone && echo 'ref: refs/heads/nowhere' >.git/HEAD
  answers 1 'shop.orders' dcr check --against "$main"
  printf '%040d\n' 7 >.git/HEAD
  answers 3 'is not in this clone' dcr check
fi
if shape 'no commits but empty ones'; then
  git init -q clone && cd clone && commit one && commit two
  answers 0 'no contracts found' dcr check
  answers 0 '' dcr check --head HEAD --against HEAD~1
  answers 0 '' dcr check --range HEAD~1..HEAD
  answers 1 'no contract' dcr versions a
fi
finish
