# shellcheck shell=sh
registry
