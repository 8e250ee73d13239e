# shellcheck shell=sh
mods
commit "first mods"
