# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git tag -a -m 'orders 1.0.0' orders/v1.0.0
contract contracts/orders.yaml orders 1.1.0 id
