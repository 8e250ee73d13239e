# shellcheck shell=sh
mods
commit "first mods"
mkdir -p ../plain/jobs/daily
cp mod_registry.json ../plain
