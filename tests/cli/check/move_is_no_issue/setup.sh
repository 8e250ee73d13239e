# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
contract contracts/users.yaml users 1.0.0 id
commit 'first'
mkdir contracts/shop
git mv contracts/orders.yaml contracts/shop/orders.yaml
git mv contracts/users.yaml contracts/people.yaml
contract contracts/people.yaml users 1.0.1 id
sed -i 's/type: string}/type: string, description: key}/' contracts/people.yaml
