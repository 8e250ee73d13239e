# shellcheck shell=sh
contract contracts/orders.yaml orders 0.4.0 id
commit 'first'
