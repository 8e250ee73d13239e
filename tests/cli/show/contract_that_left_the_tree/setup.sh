# shellcheck shell=sh
registry
rm contracts/growth/users.yaml
