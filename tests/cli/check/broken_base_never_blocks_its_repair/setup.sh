# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
sed -i 's/^owners:/owners/' contracts/orders.yaml
commit 'broken'
contract contracts/orders.yaml orders 1.1.0 id
contract contracts/users.yaml users 1.0.0 id
