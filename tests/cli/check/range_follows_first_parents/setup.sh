# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break that is taken back'
contract contracts/orders.yaml orders 1.1.0 id note more
sed -i 's/more, type: string/more, type: string, required: false/' contracts/orders.yaml
commit 'repaired'
git checkout -q main
clock=$((clock + 60))
git merge -q --no-ff -m 'merge topic' topic
