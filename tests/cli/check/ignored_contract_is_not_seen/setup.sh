# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
echo 'scratch*.yaml' | write .gitignore
commit 'first'
echo 'dataset_id: [' | write contracts/scratch.yaml
