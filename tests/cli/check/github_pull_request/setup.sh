# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
contract contracts/users.yaml users 1.0.0 id note
commit 'first'
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break'
echo text | write README.md
commit 'text'
git checkout -q main
contract contracts/users.yaml users 2.0.0 id
commit 'main breaks users'
git checkout -q --detach
clock=$((clock + 60))
git merge -q -m 'test merge' topic
