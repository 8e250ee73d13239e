# shellcheck shell=sh
contract ../orders.yaml orders 1.0.0 id
