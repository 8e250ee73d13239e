write contracts/orders.yaml <<'DOC'
dataset_id: orders
version: "1.0.0"
status: active
description: Orders.
owners:
  - {team: shop}
freshness_sla: {max_lag_seconds: 3600}
consumers:
  - {name: billing}
fields:
  - {name: amount, type: "decimal(8,2)"}
  - {name: plan, type: string, enum: [free]}
DOC
commit 'first'
write contracts/orders.yaml <<'DOC'
dataset_id: orders
version: "1.1.0"
status: deprecated
deprecation_uri: https://example.com/next
description: Orders of the shop.
compatibility: full
owners:
  - {team: sales}
freshness_sla: {max_lag_seconds: 60}
consumers:
  - {name: audit}
fields:
  - {name: amount, type: "decimal(9,2)", unit: EUR}
  - {name: plan, type: string, enum: [free, pro]}
DOC
