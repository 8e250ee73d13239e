# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break'
git checkout -q --detach
git branch -q -D topic
