# shellcheck shell=sh
registry
sed -i -e "s/^status: active/status: deprecated/" -e "/^status/a deprecation_uri: https://example.com/orders-2" contracts/orders_v1.yaml
