# shellcheck shell=sh
git init -q --bare -b main --template= ../server.git
git remote add origin "file://$PWD/../server.git"
dcr init --hooks >/dev/null
contract contracts/orders.yaml shop.orders 1.0.0 order_id
commit 'first'
