# shellcheck shell=sh
served
