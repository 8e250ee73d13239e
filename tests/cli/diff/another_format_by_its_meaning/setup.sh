write orders.yaml <<'DOC'
dataset_id: orders
version: "1.0.0"
status: active
owners:
  - {team: shop}
fields:
  - {name: amount, type: number}
DOC
write orders.odcs.yaml <<'DOC'
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
team:
  - {username: shop, role: owner}
schema:
  - name: orders
    properties:
      - {name: amount, logicalType: number, required: true}
DOC
