# shellcheck shell=sh
write contracts/payments.yaml <<'END'
kind: DataContract
uuid: 9b0c-payments
version: 1.4.0   # follows semantic versioning
status: current  # or whatever
type: tables
datasetName: payments
quantumName: invoicing
stakeholders:
  - {username: ana@example.com, role: Owner}
dataset:
  - table: payments
    columns:
      - {column: payment_id, logicalType: string, physicalType: text, isNullable: false}
END
commit 'first'
cat >>contracts/payments.yaml <<'END'
      - {column: paid_on, logicalType: date, physicalType: date}
END
