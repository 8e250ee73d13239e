# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0 id id
