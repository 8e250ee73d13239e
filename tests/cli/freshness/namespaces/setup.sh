# shellcheck shell=sh
promises
