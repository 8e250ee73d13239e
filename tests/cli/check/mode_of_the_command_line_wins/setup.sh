# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
echo 'compatibility: forward' | write dcr.yaml
commit 'first'
contract contracts/orders.yaml orders 1.0.1 id
sed -i 's/type: string}/type: string, enum: [a]}/' contracts/orders.yaml
