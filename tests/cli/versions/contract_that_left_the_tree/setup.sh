# shellcheck shell=sh
registry
git rm -q contracts/growth/users.yaml
commit gone
