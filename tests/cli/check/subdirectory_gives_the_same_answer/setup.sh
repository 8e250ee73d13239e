# shellcheck shell=sh
sample
mkdir -p docs/deep
