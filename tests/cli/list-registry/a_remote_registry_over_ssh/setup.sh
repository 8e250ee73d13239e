# shellcheck shell=sh
contract contracts/orders.yaml shop.orders 1.0.0 order_id
commit orders
git clone -q . ../remote
