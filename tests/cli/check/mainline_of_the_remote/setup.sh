# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git branch -m trunk
git clone -q . ../clone
cd ../clone || exit
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break'
