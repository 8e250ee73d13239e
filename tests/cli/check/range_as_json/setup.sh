# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
contract contracts/orders.yaml orders 1.1.0 id
commit 'less'
echo text | write README.md
commit 'text alone'
