# shellcheck shell=sh
contract contracts/orders.yaml orders 0.1.0 id note
sed -i 's/active/draft/' contracts/orders.yaml
contract contracts/silent.yaml silent 0.1.0 id note
sed -i '/status/d' contracts/silent.yaml
commit 'first'
contract contracts/orders.yaml orders 0.1.0 key
sed -i 's/active/draft/' contracts/orders.yaml
contract contracts/silent.yaml silent 0.1.0 key
sed -i '/status/d' contracts/silent.yaml
