# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
contract contracts/orders.yaml orders 1.1.0 id note
sed -i 's/{name: note, type: string}/{name: note, type: string, required: false}/' contracts/orders.yaml
