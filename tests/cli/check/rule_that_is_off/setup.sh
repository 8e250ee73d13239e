# shellcheck shell=sh
printf 'rules:\n  field_removed: "off"\n  field_removed_undeprecated: "off"\n' | write dcr.yaml
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
contract contracts/orders.yaml orders 1.0.1 id
