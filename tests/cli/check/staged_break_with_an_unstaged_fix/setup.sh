# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
contract contracts/orders.yaml orders 1.1.0 id
git add -A
git show HEAD:contracts/orders.yaml >contracts/orders.yaml
