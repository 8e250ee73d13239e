# shellcheck shell=sh
sample
git checkout -q .
mkdir sub
