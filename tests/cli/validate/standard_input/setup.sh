# shellcheck shell=sh
contract good.yaml orders 1.0.0 id
