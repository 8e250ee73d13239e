#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The variables that lead git elsewhere, folders to start from, and the hooks in which git sets them.
# cd ends the suite where it fails (support.sh).
# shellcheck disable=SC2164,SC2119,SC2015
# shellcheck source=tests/git/support.sh
. "$(dirname "$0")/support.sh"

# in_environment NAME=VALUE... : same, with these variables.
in_environment() {
  questions | (
    for setting; do export "${setting?}"; done
    ask
  ) >"$work/answers"
  compare_answers "$work/quiet.answers" "$*"
}

if shape 'GIT_DIR and GIT_WORK_TREE'; then
  clone
  in_environment GIT_DIR=.git
  in_environment GIT_DIR="$PWD/.git" GIT_WORK_TREE="$PWD"
  in_environment GIT_WORK_TREE=.
  in_environment GIT_COMMON_DIR="$PWD/.git"
  cd .. && in_environment GIT_DIR=clone/.git GIT_WORK_TREE=clone
  mkdir empty && cd empty && in_environment GIT_DIR=../clone/.git GIT_WORK_TREE=../clone
  answers 3 'is not a git repository' env GIT_DIR=nowhere dcr check
  answers 3 'the environment variable GIT_DIR is empty' env GIT_DIR= dcr check
fi
if shape 'GIT_INDEX_FILE'; then
  clone
  cp .git/index other
  in_environment GIT_INDEX_FILE=other
  in_environment GIT_INDEX_FILE="$PWD/other"
  cd contracts && expect 'relative to the top' \
    "$(GIT_INDEX_FILE=other json 'r["summary"]["changed"]' dcr check --staged --format json)" 3
  cd ..
  expect 'one that is absent is empty' \
    "$(GIT_INDEX_FILE=absent json 'r["summary"]["removed"]' dcr check --staged --against HEAD --format json)" 3
fi
if shape 'GIT_OBJECT_DIRECTORY and GIT_ALTERNATE_OBJECT_DIRECTORIES'; then
  clone && mv .git/objects ../objects && mkdir .git/objects
  in_environment GIT_OBJECT_DIRECTORY="$PWD/../objects"
  in_environment GIT_OBJECT_DIRECTORY=../objects
  in_environment GIT_ALTERNATE_OBJECT_DIRECTORIES="/nowhere:$PWD/../objects"
  mv ../objects '../ob:jects'
  in_environment GIT_ALTERNATE_OBJECT_DIRECTORIES="\"$PWD/../ob:jects\""
  answers 3 'is not in this clone' dcr check
fi
if shape 'GIT_CEILING_DIRECTORIES and GIT_NAMESPACE'; then
  clone
  in_environment GIT_NAMESPACE=other
  cd contracts && answers 3 'not a git repository' env GIT_CEILING_DIRECTORIES="$(dirname "$PWD")" dcr check
  answers 1 'shop.orders' env GIT_CEILING_DIRECTORIES=/nowhere dcr check
fi
if shape 'configuration in the environment'; then
  clone
  in_environment GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.quotePath GIT_CONFIG_VALUE_0=off
  in_environment GIT_CONFIG_PARAMETERS="'core.quotepath'='off'"
  in_environment GIT_CONFIG_GLOBAL=/dev/null
  in_environment GIT_CONFIG_GLOBAL=/nowhere
  in_environment HOME=/nowhere
  in_environment GIT_LITERAL_PATHSPECS=1 GIT_ICASE_PATHSPECS=0 GIT_OPTIONAL_LOCKS=1
  in_environment GIT_TRACE=1 GIT_DIFF_OPTS=-u0 GIT_EXTERNAL_DIFF=false GIT_PAGER=false
  in_environment LC_ALL=C.UTF-8 LANG=de_DE.UTF-8 LANGUAGE=de
  git config --global color.ui always && git config --global status.showUntrackedFiles no &&
    git config --global diff.noprefix true && git config --global log.showSignature true
  same 'colours, prefixes and signatures in the configuration'
  git config --global --unset-all color.ui && git config --global --unset-all status.showUntrackedFiles &&
    git config --global --unset-all diff.noprefix && git config --global --unset-all log.showSignature
fi

# --- where it is started
if shape 'subdirectories'; then
  clone && mkdir -p contracts/deep/er && cd contracts/deep/er
  questions | grep -v ' contracts/eu' | ask >"$work/answers"
  (cd "$work/quiet" && questions | grep -v ' contracts/eu' | ask) >"$work/top"
  compare_answers "$work/top"
  answers 0 '2 contracts, 2 changed' dcr check ../../eu
  cd ../../.. && ln -s "$PWD/contracts" ../link && cd ../link
  answers 1 '5 contracts, 5 changed' dcr check
  cd /
  answers 1 '5 contracts, 5 changed' dcr -C "$work/$number/clone/contracts" check
fi
if shape 'inside of the git folder'; then
  clone && cd .git
  questions | grep -v ' contracts/eu' | ask >"$work/answers"
  compare_answers "$work/top"
  cd objects && same_commits
fi
if shape 'a folder that is gone'; then
  clone && mkdir gone && cd gone && rmdir ../gone
  answers 3 '' dcr check
fi

# --- hooks of commits
hooked() {
  clone && git stash -q -u
  printf '#!/bin/sh\ndcr check --staged --format json >"%s" 2>&1\n' "$work/hook" >.git/hooks/pre-commit
  chmod +x .git/hooks/pre-commit
}
hook_saw() { /usr/bin/python3 -c 'import json, sys
print([(c["name"], c["version"]) for c in json.load(open(sys.argv[1]))["contracts"]])' "$work/hook" 2>&1 | tail -n 1; }
two_edits() {
  contract eu.returns 1.0.1 id >contracts/eu/returns.yaml
  contract users.daily 1.2.0 id ltv plan source >contracts/growth/users.yaml
  git add contracts/eu
}
topic_itself="('shop.orders', '1.2.0')"
if shape 'pre-commit'; then
  hooked && two_edits && git commit -q -m one 2>/dev/null
  expect 'sees what is staged' "$(hook_saw)" "[('eu.returns', '1.0.1'), $topic_itself]"
fi
if shape 'pre-commit of commit -a'; then
  hooked && two_edits && git commit -q -a -m one 2>/dev/null
  expect 'sees all of it' "$(hook_saw)" "[('eu.returns', '1.0.1'), ('users.daily', '1.2.0'), $topic_itself]"
fi
if shape 'pre-commit of commit PATH'; then
  hooked && two_edits && git commit -q -m one contracts/growth/users.yaml 2>/dev/null
  expect 'sees the path alone' "$(hook_saw)" "[('users.daily', '1.2.0'), $topic_itself]"
fi
if shape 'pre-commit, started in a subdirectory'; then
  hooked && two_edits && cd contracts && git commit -q -a -m one 2>/dev/null
  expect 'sees all of it' "$(hook_saw)" "[('eu.returns', '1.0.1'), ('users.daily', '1.2.0'), $topic_itself]"
fi
if shape 'pre-commit in a linked worktree'; then
  hooked && git worktree add -q ../linked -b linked origin/main 2>/dev/null && cd ../linked
  contract eu.returns 1.2.0 id reason more >contracts/eu/returns.yaml
  git commit -q -a -m one 2>/dev/null
  expect 'sees that worktree' "$(hook_saw)" "[('eu.returns', '1.2.0')]"
fi
if shape 'pre-commit of commit --amend'; then
  hooked && two_edits && git commit -q --amend --no-edit 2>/dev/null
  expect 'sees what is staged' "$(hook_saw)" "[('eu.returns', '1.0.1'), $topic_itself]"
fi
if shape 'a rebase that runs dcr after each commit'; then
  clone && git stash -q -u && commit more
  git rebase -q --exec "dcr check --head HEAD --against HEAD~1 --format json >>'$work/$number/steps' 2>&1 || true" HEAD~2 >/dev/null 2>&1
  expect 'each step is judged' "$(grep -c '"dcr":' "$work/$number/steps")" 2
fi

# --- hooks of a server: objects wait in quarantine until the hook agrees
if shape 'pre-receive'; then
  git clone -q --bare "$url" server.git
  printf '#!/bin/sh\nexec dcr hook pre-receive\n' >server.git/hooks/pre-receive && chmod +x server.git/hooks/pre-receive
  git clone -q "$PWD/server.git" clone && cd clone
  contract users.daily 2.1.0 id plan more >contracts/growth/users_v2.yaml && commit good
  answers 0 '' git push -q origin main
  contract users.daily 2.2.0 id >contracts/growth/users_v2.yaml && commit bad
  answers 1 'plan' git push -q origin main
  expect 'the server keeps what it had' "$(git -C ../server.git log -1 --format=%s main)" good
  expect 'and nothing is left in quarantine' "$(find ../server.git/objects -name 'tmp_objdir*' | wc -l)" 0
  git -C ../server.git gc -q --prune=now
  git reset -q --hard HEAD~1 && contract new.one 1.0.0 id >contracts/new.yaml && commit again
  answers 0 '' git push -q origin main
fi
finish
