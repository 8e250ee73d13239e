# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
contract contracts/orders.yaml orders 1.1.0 id note more
sed -i 's/more, type: string/more, type: string, required: false/' contracts/orders.yaml
commit 'more'
contract contracts/orders.yaml orders 1.2.0 id note
commit 'less again'
echo text | write README.md
commit 'text alone'
