# shellcheck shell=sh
registry
contract contracts/new.yaml new 0.1.0 id
rm contracts/orders_v1.yaml
