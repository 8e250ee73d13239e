# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 a b c d e f g h i j k l m
commit 'first'
contract contracts/orders.yaml orders 1.0.0 z
