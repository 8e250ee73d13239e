# shellcheck shell=sh
sample
git checkout -q .
dcr init --hooks >/dev/null
