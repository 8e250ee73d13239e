# shellcheck shell=sh
write contracts/users.yaml <<'END'
dataset_id: users.daily_active
version: "1.1.0"
status: active
owners:
  - {team: growth-platform, contact: "#growth-platform"}
freshness_sla: {max_lag_seconds: 86400}
fields:
  - {name: user_id, type: string}
END
sed 's/1\.1\.0/2.0.0/; s/status: active/status: draft/; s/86400/60/' contracts/users.yaml >contracts/users_v2.yaml
write contracts/ledger.yaml <<'END'
dataset_id: ledger
namespace: finance
version: "1.0.0"
status: active
owners:
  - {team: finance}
freshness_sla: {max_lag_seconds: 900.5}
fields:
  - {name: entry, type: string}
END
write contracts/payments.odcs.yaml <<'END'
apiVersion: v3.0.2
kind: DataContract
id: 7f1c3c1e-0b6a-4a3e-9c55-1f6a0e3b7d11
name: payments
version: 1.0.0
status: active
slaProperties:
  - {property: latency, value: 4, unit: h}
END
contract contracts/orders.yaml shop.orders 1.0.0 order_id
contract contracts/old.yaml shop.old 1.0.0 id
sed -i 's/status: active/status: deprecated/' contracts/old.yaml
commit 'contracts'
