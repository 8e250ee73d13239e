echo "{}" | write contracts/orders.yaml
