# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
contract contracts/users.yaml users 1.0.0 id
commit 'first'
echo 'contracts: ["contracts/users.yaml"]' | write dcr.yaml
