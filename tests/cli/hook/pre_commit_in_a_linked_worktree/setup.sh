# shellcheck shell=sh
sample
git checkout -q .
git worktree add -q -b topic ../linked
cd ../linked
dcr init --hooks >/dev/null
