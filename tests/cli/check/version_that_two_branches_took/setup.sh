# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
git checkout -q -b second
contract contracts/orders.yaml orders 1.1.0 id second
sed -i 's/second, type: string/second, type: string, required: false/' contracts/orders.yaml
commit 'second'
git checkout -q main
contract contracts/orders.yaml orders 1.1.0 id first
sed -i 's/first, type: string/first, type: string, required: false/' contracts/orders.yaml
commit 'the first branch was merged'
git checkout -q second
