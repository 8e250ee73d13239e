# shellcheck shell=sh
git init -q --bare -b main --template= ../server.git
dcr -C ../server.git init --hooks >/dev/null
git remote add origin "file://$PWD/../server.git"
