#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# dcr beside git and beside itself: while git packs, prunes and commits, and other runs write the same
# caches, every answer about fixed commits is that of a quiet run. Registrations at the same time:
# none is lost, and who has to wait is told what holds the lock.
#
#   SECONDS_EACH=60 tests/git/concurrent.sh     longer than the 8 seconds of each part
# cd ends the suite where it fails (support.sh).
# shellcheck disable=SC2164,SC2119,SC2015,SC2317
# shellcheck source=tests/git/support.sh
. "$(dirname "$0")/support.sh"
seconds=${SECONDS_EACH:-8}

# ask_until NAME TIME: asks again and again; every difference is kept.
ask_until() {
  local rounds=0
  while [ "$(date +%s)" -lt "$2" ]; do
    commit_questions | ask | sed 's,origin/main,main,' >"$work/$1.answers"
    cmp -s "$work/$1.answers" "$work/quiet.bare.answers" ||
      diff -u "$work/quiet.bare.answers" "$work/$1.answers" >>"$work/$1.differences"
    rounds=$((rounds + 1))
  done
  echo "$rounds" >"$work/$1.rounds"
}

# disturb TIME COMMAND...: runs it again and again.
disturb() {
  local until=$1
  shift
  while [ "$(date +%s)" -lt "$until" ]; do "$@" >/dev/null 2>&1; done
}

commit_something() {
  git commit -q --allow-empty -m more
  git tag -f moving >/dev/null
}
pack_all() {
  rm -rf .git/dcr
  git repack -q -a -d
  # Not --prune=now: beside a commit that makes git itself lose what the commit is about to name.
  git gc -q --prune=1.hour.ago
}

if shape 'git gc, git commit and three runs of dcr'; then
  clone && git stash -q -u
  until=$(($(date +%s) + seconds))
  ask_until one "$until" &
  ask_until two "$until" &
  disturb "$until" pack_all &
  disturb "$until" commit_something &
  disturb "$until" dcr list-registry &
  wait
  for run in one two; do
    if [ -s "$work/$run.differences" ]; then
      fail "run $run gave other answers beside git" "$work/$run.differences"
    else
      ok
    fi
    [ "$(cat "$work/$run.rounds")" -gt 0 ] && ok || fail "run $run asked nothing"
  done
  git fsck --no-dangling >"$work/said" 2>&1 && ok || fail 'the repository is damaged' "$work/said"
fi

if shape 'registrations at the same time'; then
  git init -q clone && cd clone && mkdir contracts
  contract seed 1.0.0 id >contracts/seed.yaml && commit seed
  for turn in 1 2 3; do
    for name in a b c; do contract "$name$turn" 1.0.0 id >"contracts/$name$turn.yaml"; done
    for name in a b c; do
      {
        timeout 60 dcr register "contracts/$name$turn.yaml" >"$work/$name.said" 2>&1
        echo $? >"$work/$name.exit"
      } &
    done
    wait
    # Git waits for no lock of the index, so each may be in the way of another, and none get through.
    for name in a b c; do
      case $(cat "$work/$name.exit") in
        0)
          expect "$name$turn says it is registered, and is" "$(git show "HEAD:contracts/$name$turn.yaml" 2>/dev/null | head -n 1)" \
            "dataset_id: $name$turn"
          ;;
        3) grep -q 'lock' "$work/$name.said" && ok || fail "the refusal of $name$turn does not name the lock" "$work/$name.said" ;;
        *) fail "$name$turn ended with $(cat "$work/$name.exit")" "$work/$name.said" ;;
      esac
      expect "the file of $name$turn is there" "$(head -n 1 "contracts/$name$turn.yaml")" "dataset_id: $name$turn"
    done
    # Whoever was refused asks again, now alone.
    for name in a b c; do
      [ "$(cat "$work/$name.exit")" = 0 ] || answers 0 "$name$turn" dcr register "contracts/$name$turn.yaml"
    done
  done
  expect 'all nine are in the end' "$(json 'r["total"]' dcr list-registry --at HEAD --format json)" 10
  expect 'nothing is left over' "$(git status --porcelain; find .git -name '*.lock')" ''
fi
finish
