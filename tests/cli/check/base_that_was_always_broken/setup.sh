# shellcheck shell=sh
echo 'dataset_id: [' | write contracts/orders.yaml
commit 'broken'
contract contracts/orders.yaml orders 1.0.0 id
