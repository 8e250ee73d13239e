# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'on main'
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id note
sed -i 's/note, type: string/note, type: string, required: false/' contracts/orders.yaml
commit 'a note'
