# shellcheck shell=sh
sample
git rm -q --cached contracts/users.yaml
rm contracts/users.yaml
