# shellcheck shell=sh
dcr init --hooks >/dev/null
