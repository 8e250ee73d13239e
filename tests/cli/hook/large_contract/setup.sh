# shellcheck shell=sh
served
{
  cat contracts/orders.yaml
  seq 400000 | sed 's/.*/  - {name: field_&, type: string, required: false}/'
} >large
sed 's/1\.0\.0/1.1.0/' large >contracts/orders.yaml
rm large
break_users
commit 'a break behind a large contract'
