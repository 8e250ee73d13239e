# shellcheck shell=sh
mods
