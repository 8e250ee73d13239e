# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git clone -q . ../inner
git -c protocol.file.allow=always submodule --quiet add ../inner vendor/contracts
contract contracts/orders.yaml orders 1.1.0 id
commit 'a break'
contract vendor/contracts/contracts/orders.yaml orders 1.2.0 id
