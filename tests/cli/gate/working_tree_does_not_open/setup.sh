# shellcheck shell=sh
registry
sed -i s/1.1.0/1.2.0/ contracts/growth/users.yaml
git add -A
