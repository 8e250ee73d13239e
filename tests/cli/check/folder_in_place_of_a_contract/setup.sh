# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
contract contracts/users.yaml users 1.0.0 id
commit 'first'
rm contracts/orders.yaml
mkdir contracts/orders.yaml
echo text | write contracts/orders.yaml/readme.txt
