# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
mkdir old && cp contracts/orders.yaml old/
commit 'first'
git tag v1
git checkout -q -b topic
contract contracts/orders.yaml orders 1.1.0 id note
sed -i 's/note, type: string/note, type: string, required: false/' contracts/orders.yaml
commit 'a note'
git checkout -q main
contract contracts/orders.yaml orders 1.0.1 id
sed -i 's/type: string}/type: string, description: key}/' contracts/orders.yaml
commit 'main moves'
git checkout -q topic
