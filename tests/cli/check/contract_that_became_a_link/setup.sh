# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
mv contracts/orders.yaml elsewhere.yaml
ln -s ../elsewhere.yaml contracts/orders.yaml
