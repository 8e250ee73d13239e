# shellcheck shell=sh
contract contracts/orders_v1.0.yaml orders 1.0.0 id note
commit 'first'
contract contracts/orders_v1.1.yaml orders 1.1.0 id
