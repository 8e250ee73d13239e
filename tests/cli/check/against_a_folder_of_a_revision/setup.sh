# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
contract published/contracts/orders.yaml orders 0.9.0 id note
commit 'first'
