# shellcheck shell=sh
contract contracts/a/users.yaml users 1.0.0 id
contract contracts/a/left.yaml left 1.0.0 id
contract contracts/b/other.yaml other 1.0.0 id
commit 'first'
git rm -q contracts/a/users.yaml
