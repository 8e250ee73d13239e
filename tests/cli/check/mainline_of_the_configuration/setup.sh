# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
echo 'mainline: ["release/*"]' | write dcr.yaml
commit 'first'
git branch release/1
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break'
