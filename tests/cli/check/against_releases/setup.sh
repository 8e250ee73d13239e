# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
contract contracts/users.yaml users 1.0.0 id
contract contracts/fresh.yaml fresh 0.1.0 id
sed -i '1a namespace: shop' contracts/users.yaml
commit 'first'
git tag -a -m 'orders 1.0.0' orders/v1.0.0
git tag -a -m 'users 1.0.0' shop/users/v1.0.0
contract contracts/orders.yaml orders 1.1.0 id
commit 'not yet released'
