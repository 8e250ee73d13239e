#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# CI systems as they are: the clone each of them makes, at its usual depth, with its variables. Each
# time dcr finds the right base, or ends with 3 and names the command that mends the clone; that
# command is then run, and the base must be right.
#
#   DCR=build/asan/dcr tests/ci/run.sh
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
source=$(cd "$here/../.." && pwd -P)
DCR=${DCR:-$source/build/dev/dcr}
DCR=$(cd "$(dirname "$DCR")" && pwd -P)/dcr
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# Nothing of the CI that runs this may reach what is simulated.
# shellcheck source=tests/support/quiet_environment.sh
. "$source/tests/support/quiet_environment.sh"

ok() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  printf 'FAIL %s\n' "$*"
}

# --- the hosted repository: main went on after a feature branch left it, and broke a contract by
# itself; the feature removes a field of another one. Whoever compares with the wrong commit blames
# the feature for what main did, or sees nothing of it.
contract() {
  printf 'dataset_id: %s\nversion: "%s"\nstatus: active\nowners: [{team: data}]\nfields:\n' "$1" "$2"
  shift 2
  for field; do printf '  - {name: %s, type: string}\n' "$field"; done
}
hosted=$work/hosted
git init -q "$hosted"
cd "$hosted" || exit 1
git config uploadpack.allowAnySHA1InWant true
mkdir contracts
contract a.orders 1.0.0 id amount note >contracts/orders.yaml
contract b.users 1.0.0 id name >contracts/users.yaml
git add . && git commit -qm 'Promise orders and users'
for i in 1 2 3; do git commit -qm "Other work $i" --allow-empty; done
fork_point=$(git rev-parse HEAD)
git checkout -q -b feature
contract a.orders 1.1.0 id amount >contracts/orders.yaml
git commit -qam 'Drop the note'
git commit -qm 'And more' --allow-empty
feature=$(git rev-parse HEAD)
git checkout -q main
contract b.users 1.1.0 id >contracts/users.yaml
git commit -qam 'Drop the name'
main=$(git rev-parse HEAD)
git checkout -q --detach main
git merge -q --no-edit feature
test_merge=$(git rev-parse HEAD) # first parent: main
git update-ref refs/pull/7/merge "$test_merge"
git update-ref refs/pull/7/head "$feature"
git update-ref refs/merge-requests/7/head "$feature"
git update-ref refs/merge-requests/7/merge "$test_merge"
git checkout -q --detach feature
git merge -q --no-edit main
back_merge=$(git rev-parse HEAD) # first parent: the feature
git update-ref refs/heads/tmp/back "$back_merge"
git checkout -q main
url=file://$hosted

# --- clones, each into a new folder that becomes the current one
new_clone() {
  cd "$work" && rm -rf clone && git init -q clone && cd clone && git remote add origin "$url"
}
# fetched DEPTH REFSPEC...: 0 is everything
fetched() {
  local depth=()
  [ "$1" = 0 ] || depth=(--depth="$1")
  shift
  git fetch -q --no-tags "${depth[@]}" origin "$@"
}

# judged: what dcr says of the base: "COMMIT CONTRACT..." of the contracts that changed, or "exit N".
judged() {
  local code=0
  "$@" dcr check --format json >../report 2>../errors || code=$?
  if [ "$code" -gt 1 ]; then
    echo "exit $code"
    return
  fi
  /usr/bin/python3 -c 'import json
report = json.load(open("../report"))
print(report["base"]["commit"], *sorted(c["name"] for c in report["contracts"]))'
}

# expect SENTENCE COMMIT -- VARIABLE=VALUE...: at once, or after the command of the error.
expect() {
  local sentence=$1 wanted="$2 a.orders" found mend
  shift 3
  found=$(judged env "$@")
  if [ "$found" = "exit 3" ]; then
    mend=$(sed -n 's/^ *help: \(git fetch[^;]*\).*/\1/p' ../errors)
    if [ -z "$mend" ]; then
      fail "$sentence: exit 3 without a git fetch: $(cat ../errors)"
      return
    fi
    mended=$mend
    if ! sh -c "$mend" >../mended 2>&1; then
      fail "$sentence: '$mend' fails: $(cat ../mended)"
      return
    fi
    found=$(judged env "$@")
  fi
  if [ "$found" = "$wanted" ]; then ok; else fail "$sentence: wanted $wanted, got $found $(cat ../errors)"; fi
}
# needs_mending SENTENCE: the last `expect` met exit 3 on its way.
needs_mending() {
  if [ -n "$mended" ]; then ok; else fail "$1: the clone was complete, the case tests nothing"; fi
  mended=
}
mended=

# --- GitHub Actions, actions/checkout
github=(GITHUB_ACTIONS=true "GITHUB_WORKSPACE=$work/clone")
for depth in 1 0; do
  new_clone
  if [ "$depth" = 0 ]; then fetched 0 '+refs/heads/*:refs/remotes/origin/*'; fi
  fetched "$depth" "+$test_merge:refs/remotes/pull/7/merge"
  git checkout -q --force refs/remotes/pull/7/merge
  expect "GitHub, a pull request's test merge, depth $depth" "$main" -- "${github[@]}" \
    GITHUB_EVENT_NAME=pull_request "GITHUB_SHA=$test_merge" GITHUB_REF=refs/pull/7/merge \
    GITHUB_BASE_REF=main GITHUB_HEAD_REF=feature
  [ "$depth" = 0 ] || needs_mending "GitHub, depth 1"

  # `ref: ${{ github.event.pull_request.head.sha }}`, as many people set
  new_clone
  if [ "$depth" = 0 ]; then fetched 0 '+refs/heads/*:refs/remotes/origin/*'; fi
  fetched "$depth" "$feature"
  git checkout -q --detach "$feature"
  printf '{"pull_request": {"head": {"sha": "%s"}, "base": {"sha": "%s", "ref": "main"}}}' \
    "$feature" "$main" >../event.json
  expect "GitHub, a pull request's own commit, depth $depth" "$fork_point" -- "${github[@]}" \
    GITHUB_EVENT_NAME=pull_request "GITHUB_SHA=$test_merge" GITHUB_REF=refs/pull/7/merge \
    GITHUB_BASE_REF=main GITHUB_HEAD_REF=feature "GITHUB_EVENT_PATH=$work/event.json"
  mended=

  new_clone
  if [ "$depth" = 0 ]; then fetched 0 '+refs/heads/*:refs/remotes/origin/*'; fi
  fetched "$depth" "+$test_merge:refs/remotes/origin/queue/main/pr-7"
  git checkout -q --force -B queue/main/pr-7 refs/remotes/origin/queue/main/pr-7
  printf '{"merge_group": {"base_sha": "%s", "base_ref": "refs/heads/main", "head_sha": "%s"}}' \
    "$main" "$test_merge" >../event.json
  expect "GitHub, a merge group, depth $depth" "$main" -- "${github[@]}" \
    GITHUB_EVENT_NAME=merge_group "GITHUB_SHA=$test_merge" GITHUB_REF=refs/heads/queue/main/pr-7 \
    "GITHUB_EVENT_PATH=$work/event.json"
  mended=
done
# A push to main of a merged feature.
git -C "$hosted" update-ref refs/heads/main "$test_merge"
for depth in 1 0; do
  new_clone
  if [ "$depth" = 0 ]; then fetched 0 '+refs/heads/*:refs/remotes/origin/*'; fi
  fetched "$depth" "+$test_merge:refs/remotes/origin/main"
  git checkout -q --force -B main refs/remotes/origin/main
  printf '{"before": "%s", "repository": {"default_branch": "main"}}' "$main" >../event.json
  expect "GitHub, a push to main, depth $depth" "$main" -- "${github[@]}" GITHUB_EVENT_NAME=push \
    "GITHUB_SHA=$test_merge" GITHUB_REF=refs/heads/main "GITHUB_EVENT_PATH=$work/event.json"
  mended=
done
git -C "$hosted" update-ref refs/heads/main "$main"

# --- GitLab CI/CD: a detached commit below refs/pipelines
for depth in 1 20 0; do
  new_clone
  fetched "$depth" "+$feature:refs/pipelines/99"
  git checkout -q -f "$feature"
  expect "GitLab, a merge request, GIT_DEPTH $depth" "$fork_point" -- GITLAB_CI=true CI=true \
    CI_PIPELINE_SOURCE=merge_request_event "CI_COMMIT_SHA=$feature" \
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_EVENT_TYPE=detached \
    "CI_MERGE_REQUEST_DIFF_BASE_SHA=$fork_point" CI_DEFAULT_BRANCH=main
  mended=

  new_clone
  fetched "$depth" "+$test_merge:refs/pipelines/99"
  git checkout -q -f "$test_merge"
  expect "GitLab, a merged result, GIT_DEPTH $depth" "$main" -- GITLAB_CI=true CI=true \
    CI_PIPELINE_SOURCE=merge_request_event "CI_COMMIT_SHA=$test_merge" \
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_EVENT_TYPE=merged_result \
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=$feature" "CI_MERGE_REQUEST_DIFF_BASE_SHA=$fork_point" \
    CI_DEFAULT_BRANCH=main
  if [ "$depth" = 1 ]; then needs_mending "GitLab, depth 1"; fi
  mended=

  new_clone
  fetched "$depth" "+$feature:refs/pipelines/99" "+refs/heads/feature:refs/remotes/origin/feature"
  git checkout -q -f "$feature"
  expect "GitLab, a push of a branch, GIT_DEPTH $depth" "$fork_point" -- GITLAB_CI=true CI=true \
    CI_PIPELINE_SOURCE=push "CI_COMMIT_SHA=$feature" CI_COMMIT_BRANCH=feature \
    CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000 CI_DEFAULT_BRANCH=main
  mended=
done

# --- Bitbucket Pipelines: the branch, 50 deep, with the target merged into it
for depth in 1 50; do
  cd "$work" && rm -rf clone &&
    git clone -q --branch feature --depth "$depth" "$url" clone && cd clone || exit 1
  git fetch -q --depth 50 origin "$feature" 2>/dev/null
  if [ "$depth" = 50 ]; then
    git fetch -q origin main && git merge -q --no-edit FETCH_HEAD
    expect "Bitbucket, a pull request, depth $depth" "$main" -- BITBUCKET_BUILD_NUMBER=5 \
      "BITBUCKET_COMMIT=$feature" BITBUCKET_PR_DESTINATION_BRANCH=main \
      "BITBUCKET_PR_DESTINATION_COMMIT=$main" BITBUCKET_BRANCH=feature
  else
    git fetch -q --depth 1 origin "$feature"
    expect "Bitbucket, a branch, depth $depth" "$fork_point" -- BITBUCKET_BUILD_NUMBER=5 \
      "BITBUCKET_COMMIT=$feature" BITBUCKET_PR_DESTINATION_BRANCH=main \
      "BITBUCKET_PR_DESTINATION_COMMIT=$main" BITBUCKET_BRANCH=feature
  fi
  mended=
done

# --- Azure Pipelines: a test merge, one deep in new pipelines
for depth in 1 0; do
  new_clone
  fetched "$depth" "+refs/pull/7/merge:refs/remotes/pull/7/merge"
  git checkout -q --force refs/remotes/pull/7/merge
  expect "Azure, a pull request, depth $depth" "$main" -- TF_BUILD=True BUILD_REASON=PullRequest \
    "BUILD_SOURCEVERSION=$test_merge" BUILD_SOURCEBRANCH=refs/pull/7/merge \
    SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main \
    "SYSTEM_PULLREQUEST_SOURCECOMMITID=$feature"
  if [ "$depth" = 1 ]; then needs_mending "Azure, depth 1"; fi
  mended=
done

# --- Buildkite: a whole clone, a detached commit
cd "$work" && rm -rf clone && git clone -q "$url" clone && cd clone || exit 1
git checkout -q -f "$feature"
expect "Buildkite, a pull request" "$fork_point" -- BUILDKITE=true "BUILDKITE_COMMIT=$feature" \
  BUILDKITE_BRANCH=feature BUILDKITE_PULL_REQUEST=7 BUILDKITE_PULL_REQUEST_BASE_BRANCH=main \
  BUILDKITE_PIPELINE_DEFAULT_BRANCH=main
git checkout -q -f "$test_merge" 2>/dev/null || { git fetch -q origin "$test_merge" && git checkout -q -f "$test_merge"; }
expect "Buildkite, a merge queue" "$main" -- BUILDKITE=true "BUILDKITE_COMMIT=$test_merge" \
  BUILDKITE_BRANCH=queue/main BUILDKITE_PULL_REQUEST=false \
  "BUILDKITE_MERGE_QUEUE_BASE_COMMIT=$main" BUILDKITE_MERGE_QUEUE_BASE_BRANCH=main \
  BUILDKITE_PIPELINE_DEFAULT_BRANCH=main

# --- Jenkins, a multibranch pipeline: request and target are fetched, the target is merged in
new_clone
fetched 0 '+refs/pull/7/head:refs/remotes/origin/PR-7' '+refs/heads/main:refs/remotes/origin/main'
git checkout -q -f "$feature"
expect "Jenkins, a change request's own commit" "$fork_point" -- JENKINS_URL=http://ci.example/ \
  "GIT_COMMIT=$feature" BRANCH_NAME=PR-7 CHANGE_ID=7 CHANGE_TARGET=main CHANGE_BRANCH=feature
git merge -q --no-edit "$main"
expect "Jenkins, the target merged into it" "$main" -- JENKINS_URL=http://ci.example/ \
  "GIT_COMMIT=$feature" BRANCH_NAME=PR-7 CHANGE_ID=7 CHANGE_TARGET=main CHANGE_BRANCH=feature

# --- CircleCI: a whole clone on a branch of its own
cd "$work" && rm -rf clone && git clone -q "$url" clone && cd clone || exit 1
git checkout -q --force -B feature "$feature"
expect "CircleCI, a branch" "$fork_point" -- CIRCLECI=true CI=true "CIRCLE_SHA1=$feature" \
  CIRCLE_BRANCH=feature

# --- a fork: origin is the fork, whose main is behind
git clone -q --bare "$url" "$work/fork.git"
git -C "$work/fork.git" update-ref refs/heads/main "$fork_point"
cd "$work" && rm -rf clone && git clone -q "file://$work/fork.git" clone && cd clone || exit 1
git checkout -q feature
expect "a fork on a developer's machine" "$fork_point" --

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
