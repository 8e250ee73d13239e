# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break'
git checkout -q --detach main
clock=$((clock + 60))
git merge -q --no-ff -m 'test merge' topic
git branch merged
git clone -q --depth=1 -b merged "file://$PWD" ../clone
