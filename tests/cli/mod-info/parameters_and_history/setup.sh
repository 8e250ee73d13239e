# shellcheck shell=sh
mods
commit "first mods"
sed -i -e 's/"version": "1.0.0",$/"version": "1.1.0",/' -e 's/cp1252/ascii/' mod_registry.json
commit "another encoding"
