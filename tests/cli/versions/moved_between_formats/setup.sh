# shellcheck shell=sh
# A contract of ODCS 2 that moves to ODCS 3 with a new field, and is known by the same id.
write contracts/payments.yaml <<'END'
kind: DataContract
apiVersion: v2.2.2
uuid: 9b0c-payments
version: 1.4.0
status: current
type: tables
datasetName: payments
quantumName: invoicing
stakeholders: [{username: ana@example.com, role: Owner}]
dataset:
  - table: payments
    columns:
      - {column: payment_id, logicalType: string, physicalType: text, isNullable: false}
END
commit 'odcs 2'
write contracts/payments.yaml <<'END'
apiVersion: v3.1.0
kind: DataContract
id: 9b0c-payments
name: payments
version: 1.5.0
status: active
team: {members: [{username: ana@example.com, role: Owner}]}
schema:
  - name: payments
    properties:
      - {name: payment_id, logicalType: string, physicalType: text, required: true}
      - {name: paid_on, logicalType: date}
END
commit 'odcs 3'
