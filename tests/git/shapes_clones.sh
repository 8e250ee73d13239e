#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Clones of every shape: shallow, partial, bare, linked, borrowing objects, owned by someone else. Each
# gives the answers of a plain clone, or ends with 3 and says what to do; that is then done.
# cd ends the suite where it fails (support.sh).
# shellcheck disable=SC2164,SC2119,SC2015
# shellcheck source=tests/git/support.sh
. "$(dirname "$0")/support.sh"

if shape 'shallow, one commit of every branch'; then
  clone --depth 1 --no-single-branch
  answers 3 'git fetch --unshallow origin' dcr check
  answers 3 'git fetch --unshallow origin' dcr check --staged
  answers 3 'git fetch --deepen=' dcr check --range "$v1..$main"
  answers 3 'which is shallow' dcr versions users.daily
  answers 3 'which is shallow' dcr changelog users.daily --at "$main"
  answers 3 'is not in this clone' dcr check --head HEAD --against HEAD~1
  answers 3 'git fetch --deepen=' dcr list-registry --at HEAD~1
  # What its one commit says is true whatever came before.
  answers 0 '5 contracts, 4 changed, against' dcr check --against HEAD
  answers 0 'users.daily' dcr list-registry --at "$main"
  answers 3 'git fetch --deepen=' dcr gate users.daily@2.0.0
  git fetch -q --unshallow
  git fetch -q --tags
  same 'after git fetch --unshallow'
fi

if shape 'shallow, the base within reach and history beyond it'; then
  clone --depth 3 --no-single-branch --no-tags
  questions | head -n 4 | ask >"$work/answers"
  head -n "$(wc -l <"$work/answers")" "$work/quiet.answers" >"$work/beginning"
  compare_answers "$work/beginning"
  answers 3 'which is shallow' dcr versions users.daily
  answers 3 'git fetch --deepen=' dcr check --range "$v1~2..$main"
  git fetch -q --deepen=100
  git fetch -q --tags
  same 'after git fetch --deepen'
fi

if shape 'shallow, of one branch'; then
  clone --depth 1
  answers 3 'git fetch' dcr check --against origin/main
  answers 0 'against' dcr check
  git fetch -q --unshallow
  git fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
  git remote set-head origin main
  git fetch -q --tags
  same 'after fetching all'
fi

if shape 'shallow, with the parents of the boundary in it by chance'; then
  clone --depth 1 --no-single-branch
  git fetch -q "$work/origin" "$main" 2>/dev/null
  echo "$work/origin/.git/objects" >.git/objects/info/alternates
  answers 3 'git fetch --unshallow origin' dcr check
  answers 3 'which is shallow' dcr versions users.daily
fi

# packs: every fetch of promised objects adds one.
packs() { find "$(git rev-parse --git-dir)/objects/pack" -name '*.pack' | wc -l; }
# fetches LIMIT COMMAND...: it fetches at most so many times.
fetches() {
  local limit=$1 before
  shift
  before=$(packs)
  timeout 60 "$@" >"$work/said" 2>&1 </dev/null
  local made=$(($(packs) - before))
  if [ "$made" -le "$limit" ]; then ok; else fail "'$*' fetched $made times, not $limit"; fi
}

for filter in blob:none tree:0; do
  if shape "partial, $filter"; then
    clone --filter="$filter"
    same
    answers 0 '' dcr list-registry --at "$v1"
    git fsck --connectivity-only >/dev/null 2>&1
  fi
  if shape "partial, $filter, few fetches"; then
    git clone -q --filter="$filter" --no-checkout "$url" clone && cd clone
    fetches 3 dcr list-registry --at "$main"
    cd .. && rm -rf clone && clone --filter="$filter"
    fetches 5 dcr check
    fetches 5 dcr check --head "$main" --against "$v1"
    cd .. && rm -rf clone && clone --filter="$filter"
    fetches 5 dcr check --range "$v1~2..$main"
    cd .. && rm -rf clone && clone --filter="$filter"
    fetches 5 dcr versions users.daily
    cd .. && rm -rf clone && clone --filter="$filter"
    fetches 5 dcr diff "$v1~2" "$main"
  fi
  if shape "partial, $filter, the remote away"; then
    clone --filter="$filter"
    git remote set-url origin "file://$work/nowhere"
    answers 3 'cannot fetch what the partial clone lacks' dcr check --head "$main" --against "$v1"
    answers 3 'git fetch origin' dcr list-registry --at "$main"
    answers 3 'cannot fetch what the partial clone lacks' dcr versions users.daily
    git remote set-url origin "$url"
    same 'when it is back'
  fi
done

if shape 'partial, sparse and shallow at once'; then
  git clone -q -b topic --filter=blob:none --sparse --depth 50 --no-single-branch "$url" clone && cd clone
  answers 0 'contracts/eu/returns.yaml' dcr list-registry --format json
  git sparse-checkout add contracts && edit
  same
fi

if shape 'partial and bare'; then
  git clone -q --bare --filter=blob:none "$url" here.git && cd here.git
  same_commits
fi

if shape 'a worktree linked to a clone'; then
  git clone -q -b topic "$url" first
  git -C first worktree add -q --detach ../clone topic
  cd clone && git switch -q topic --ignore-other-worktrees && edit && same
  cd ../first && expect 'the first worktree is clean' "$(json 'r["summary"]["changed"]' dcr check --against HEAD --format json)" 0
fi

if shape 'a worktree with a configuration of its own'; then
  git clone -q -b main "$url" first
  git -C first config extensions.worktreeConfig true
  git -C first worktree add -q ../clone topic
  cd clone && edit
  git config --worktree core.quotePath false
  git config --worktree core.ignoreCase false
  same
fi

if shape 'a bare repository with core.bare in config.worktree'; then
  git clone -q --bare "$url" here.git && cd here.git
  git config extensions.worktreeConfig true
  git config --unset core.bare
  git config --worktree core.bare true
  same_commits
  answers 2 'a bare repository has no working tree' dcr check
  git worktree add -q ../clone topic && cd ../clone
  git -C . status --short >/dev/null
  expect 'its worktree is no bare one' "$(json 'r["head"]["kind"]' dcr check --against HEAD --format json)" worktree
fi

if shape 'bare, without reflogs, packed'; then
  git clone -q --bare "$url" here.git && cd here.git
  git config core.logAllRefUpdates false && rm -rf logs
  git pack-refs --all && git gc -q --prune=now
  same_commits
  cd refs && same_commits 'from a folder inside of it'
fi

if shape 'a mirror'; then
  git clone -q --mirror "$url" here.git && cd here.git
  same_commits
fi

if shape 'alternates, nested and relative'; then
  git clone -q --bare "$url" one.git
  git clone -q --bare --shared one.git two.git
  git clone -q -b topic --shared two.git clone && cd clone
  git remote set-url origin "$url"
  echo ../../../two.git/objects >.git/objects/info/alternates
  edit && same
fi

if shape 'alternates that are gone'; then
  git clone -q --bare "$url" one.git
  git clone -q -b topic --shared one.git clone && cd clone && edit
  rm -rf ../one.git
  answers 3 'is not in this clone' dcr check
fi

if shape 'a separate git folder'; then
  clone --separate-git-dir "$PWD/elsewhere" && same
fi

if shape 'another worktree by core.worktree'; then
  mkdir tree && git clone -q -b topic --no-checkout "$url" clone && cd clone
  git config core.worktree ../../tree && git reset -q --hard
  cd ../tree && (GIT_DIR=$PWD/../clone/.git && export GIT_DIR && edit)
  cd ../clone/.git && expect 'the worktree is where it says' \
    "$(json 'r["summary"]["changed"]' dcr check --format json)" 5
fi

# --- objects and references, stored in every way
if shape 'packed references and a loose one over them'; then
  clone
  git update-ref refs/heads/other "$v1" && git pack-refs --all && git update-ref refs/heads/other "$main"
  same
  answers 0 'users.daily' dcr list-registry --at other
fi
if shape 'a commit-graph'; then
  clone && git commit-graph write --reachable --changed-paths 2>/dev/null && same
fi
if shape 'a commit-graph in a chain, without generation dates'; then
  clone && git -c commitGraph.generationVersion=1 commit-graph write --reachable --split 2>/dev/null && same
fi
if shape 'a damaged commit-graph'; then
  clone && git commit-graph write --reachable 2>/dev/null
  chmod u+w .git/objects/info/commit-graph
  printf 'XXXXXXXX' | dd of=.git/objects/info/commit-graph bs=1 seek=60 conv=notrunc status=none
  same 'bytes changed'
  : >.git/objects/info/commit-graph && same empty
fi
if shape 'a multi-pack-index with bitmaps'; then
  clone && git repack -q -d && git commit-tree -m more "HEAD^{tree}" >other && git update-ref refs/other "$(cat other)" && rm other
  git repack -q -d && git multi-pack-index write --bitmap 2>/dev/null && same
fi
if shape 'a damaged multi-pack-index'; then
  clone && git repack -q -d && git multi-pack-index write 2>/dev/null
  chmod u+w .git/objects/pack/multi-pack-index && echo damage >.git/objects/pack/multi-pack-index
  same
fi
if shape 'cruft packs'; then
  clone && git commit-tree -m unreachable "HEAD^{tree}" >/dev/null
  git gc -q --cruft --prune=never 2>/dev/null && same
fi
if shape 'objects packed with long delta chains'; then
  clone && git repack -q -a -d -f --depth=4095 --window=50 && same
fi
if shape 'every object loose'; then
  clone && mkdir aside && mv .git/objects/pack/* aside/ &&
    for pack in aside/*.pack; do git unpack-objects -q <"$pack"; done && rm -rf aside && same
fi

# --- formats that libgit2 cannot read
if shape 'SHA-256'; then
  git init -q --object-format=sha256 clone && cd clone && mkdir contracts
  contract a 1.0.0 id >contracts/a.yaml && commit one
  answers 3 'the repository names its objects by sha256, and dcr reads sha1 alone' dcr check
  answers 3 'sha256' dcr list-registry
  answers 0 '' dcr validate contracts/a.yaml
fi
if shape 'a repository format of the future'; then
  clone && git config core.repositoryFormatVersion 2
  answers 3 'Expected git repo version <= 1, found 2' dcr check
fi
if shape 'an unknown extension'; then
  clone && git config core.repositoryFormatVersion 1 && git config extensions.tomorrow true
  answers 3 'tomorrow' dcr check
fi
if shape 'extensions a reader need not know'; then
  clone && git config core.repositoryFormatVersion 1 && git config extensions.preciousObjects true &&
    git config extensions.noop true && git config extensions.worktreeConfig true && same
fi

# --- owned by someone else; a test as root can give a repository away
if [ "$(id -u)" = 0 ]; then
  if shape 'owned by someone else'; then
    clone && cd .. && chown -R 65534:65534 clone && cd clone
    answers 3 'dubious ownership' dcr check
    answers 3 'git config --global --add safe.directory' dcr list-registry
    git config --global safe.directory "$PWD/elsewhere"
    answers 3 'dubious ownership' dcr check
    git config --global safe.directory "$PWD"
    same 'safe.directory names it'
    git config --global safe.directory '*'
    same 'safe.directory is *'
    git config --global --unset safe.directory
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$PWD"
    same 'safe.directory in the environment'
    unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
    answers 3 'dubious ownership' dcr check
  fi
  if shape 'owned by who called sudo'; then
    clone && cd .. && chown -R 1234:1234 clone && cd clone
    export SUDO_UID=1234 && same
    unset SUDO_UID
  fi
fi
finish
