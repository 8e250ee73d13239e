# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
contract contracts/users.yaml users 1.0.0 id
commit 'first'
git checkout -q -b topic
contract contracts/users.yaml users 1.1.0 id plan
sed -i 's/plan, type: string/plan, type: string, required: false/' contracts/users.yaml
commit 'plan'
git checkout -q main
contract contracts/orders.yaml orders 1.1.0 id
commit 'main breaks orders'
git checkout -q topic
