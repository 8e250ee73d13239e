# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
echo 'dataset_id: [' | write contracts/new.yaml
git add -N contracts/new.yaml
