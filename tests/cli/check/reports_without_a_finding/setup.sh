# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
