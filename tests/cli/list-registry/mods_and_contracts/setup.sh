# shellcheck shell=sh
sample
mods
commit "first mods"
