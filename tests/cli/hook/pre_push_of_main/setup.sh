# shellcheck shell=sh
served
rm ../server.git/hooks/pre-receive
dcr init --hooks >/dev/null
