# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
echo 'contracts: ["contracts/**/*.yaml", "schemas/**/*.yaml"]' | write dcr.yaml
commit 'first'
