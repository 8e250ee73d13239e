# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
contract contracts/new.yaml shop.new 1.0.0 id
