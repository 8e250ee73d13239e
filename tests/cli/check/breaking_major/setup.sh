# shellcheck shell=sh
echo 'breaking: major' | write dcr.yaml
contract contracts/orders.yaml orders 1.0.0 id note
contract contracts/users.yaml users 0.4.0 id note
commit 'first'
