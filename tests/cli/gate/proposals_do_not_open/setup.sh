# shellcheck shell=sh
registry
git checkout -q -b topic
sed -i s/1.1.0/1.2.0/ contracts/growth/users.yaml
commit "users 1.2.0"
contract contracts/new.yaml new 1.0.0 id
commit "new"
