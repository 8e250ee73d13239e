# shellcheck shell=sh
echo 'compatibility: none' | write dcr.yaml
contract contracts/orders.yaml orders 1.0.0 id note
contract contracts/users.yaml users 1.0.0 id note
commit 'first'
contract contracts/orders.yaml orders 1.0.1 id
contract contracts/users.yaml users 1.0.0 id
