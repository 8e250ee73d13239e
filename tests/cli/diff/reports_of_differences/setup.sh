# shellcheck shell=sh
sample
rm contracts/orders.yaml
