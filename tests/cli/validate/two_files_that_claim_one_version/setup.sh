# shellcheck shell=sh
contract a.yaml orders 1.0.0 id
contract b.yaml orders 1.0.0 id
