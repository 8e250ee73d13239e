# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
contract contracts/users.yaml users 1.0.0 id
commit 'first'
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id note
commit 'topic'
git checkout -q main
contract contracts/orders.yaml orders 1.2.0 id remark
commit 'main'
git checkout -q topic
git merge main || true
