# shellcheck shell=sh
sample
git checkout -q .
