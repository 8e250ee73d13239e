# shellcheck shell=sh
mods
commit "first mods"
sed -i 's/"version": "1.0.0",$/"version": "1.1.0",/' mod_registry.json
commit "another version"
