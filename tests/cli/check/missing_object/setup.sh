# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
id=$(git rev-parse HEAD:contracts/orders.yaml)
rm -f ".git/objects/$(echo "$id" | cut -c1-2)/$(echo "$id" | cut -c3-)"
contract contracts/orders.yaml orders 1.1.0 id
