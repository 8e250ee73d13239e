# shellcheck shell=sh
sample
