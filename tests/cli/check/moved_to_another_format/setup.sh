# shellcheck shell=sh
# Three contracts of ODCS 2.
old() { # PATH UUID
  write "$1" <<EOF
apiVersion: v2.2.2
kind: DataContract
uuid: $2
version: 1.4.0
status: current
type: tables
datasetName: payments
quantumName: invoicing
description: {purpose: What was paid.}
stakeholders: [{username: ana@example.com, role: Data Owner}]
dataset:
  - table: payments
    columns:
      - {column: payment_id, isPrimaryKey: true, logicalType: string, physicalType: varchar(36), isNullable: false}
      - {column: amount, logicalType: Numeric, physicalType: "decimal(12,2)", isNullable: false}
slaProperties:
  - {property: latency, value: 2, unit: d, column: payments.paid_on}
EOF
}
old contracts/payments.yaml 9b0c-payments
old contracts/refunds.yaml 9b0c-refunds
old contracts/fees.yaml 9b0c-fees
commit 'first'
# The first moves to ODCS 3.1 and means what it meant.
write contracts/payments.yaml <<'END'
apiVersion: v3.1.0
kind: DataContract
id: 9b0c-payments
version: 1.4.0
status: active
name: payments
description: {purpose: What was paid.}
team: {members: [{username: ana@example.com, role: Data Owner}]}
schema:
  - name: payments
    physicalType: table
    properties:
      - {name: payment_id, primaryKey: true, logicalType: string, physicalType: varchar(36), required: true}
      - {name: amount, logicalType: number, physicalType: "decimal(12,2)", required: true}
slaProperties:
  - {property: latency, value: 48, unit: h, element: payments.paid_on}
END
# The second becomes one of dcr's own, under another name.
write contracts/refunds.yaml <<'END'
dataset_id: billing.refunds
version: "1.4.0"
description: What was paid.
status: active
owners: [{team: ana@example.com}]
primary_key: [payment_id]
freshness_sla: {max_lag_seconds: 172800}
fields:
  - {name: payment_id, type: string}
  - {name: amount, type: "decimal(12,2)"}
END
# The third becomes one of the Data Contract Specification and loses a column on the way.
write contracts/fees.yaml <<'END'
dataContractSpecification: 1.1.0
id: 9b0c-fees
info: {title: payments, version: 2.0.0, status: active, owner: ana@example.com, description: What was paid.}
models:
  payments:
    fields:
      payment_id: {type: varchar, maxLength: 36, required: true, primaryKey: true}
servicelevels:
  latency: {threshold: 3d, sourceTimestampField: payments.paid_on}
END
