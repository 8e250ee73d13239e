# shellcheck shell=sh
sample
git tag start HEAD
commit 'second'
contract contracts/orders.yaml shop.orders 1.0.1 id
commit 'third'
