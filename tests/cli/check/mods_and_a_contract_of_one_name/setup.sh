# shellcheck shell=sh
contract contracts/clean.yaml clean 1.0.0 id
mods
commit "first mods"
