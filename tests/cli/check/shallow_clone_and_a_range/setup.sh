# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
echo text | write README.md
commit 'second'
echo more | write README.md
commit 'third'
git clone -q --depth=2 "file://$PWD" ../clone
