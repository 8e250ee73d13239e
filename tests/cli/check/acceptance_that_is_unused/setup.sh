# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
sed -i 's/^fields:/# dcr:accept field_removed(note) until=2027-03-01 reason="moved to notes"\nfields:/' contracts/orders.yaml
