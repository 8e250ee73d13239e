# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
sed -i 's/$/\r/' contracts/orders.yaml
commit 'first'
sed -i 's/\r$//' contracts/orders.yaml
