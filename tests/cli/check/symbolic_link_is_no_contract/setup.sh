# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
contract shared/users.yaml users 1.0.0 id
commit 'first'
ln -s ../shared/users.yaml contracts/users.yaml
ln -s loop.yaml contracts/loop.yaml
ln -s /dev/zero contracts/endless.yaml
