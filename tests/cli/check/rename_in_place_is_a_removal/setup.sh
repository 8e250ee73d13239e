# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
sed -i 's/dataset_id: orders/dataset_id: shop.orders/' contracts/orders.yaml
