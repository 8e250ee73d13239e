# shellcheck shell=sh
fields=$(seq -f 'a_field_with_quite_a_long_name_%g' 300)
# shellcheck disable=SC2086
contract contracts/orders.yaml orders 1.0.0 id $fields
commit 'first'
contract contracts/orders.yaml orders 1.0.0 id
for number in $(seq 600); do contract "contracts/new_$number.yaml" "new.contract.number.$number" 1.0.0 id; done
