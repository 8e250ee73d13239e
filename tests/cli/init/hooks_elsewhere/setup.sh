# shellcheck shell=sh
git config core.hooksPath .githooks
mkdir sub
