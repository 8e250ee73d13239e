# shellcheck shell=sh
mods
commit 'two mods'
