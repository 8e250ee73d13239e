# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
echo 'contracts/' | write .gitignore
git add -f contracts
commit 'first'
contract contracts/orders.yaml orders 1.1.0 id
