# shellcheck shell=sh
write shop.odcs.yaml <<'END'
apiVersion: v3.0.2
kind: DataContract
id: shop-1
version: 1.0
status: Active
flavour: sweet
schema:
  - name: orders
    properties:
      - {name: id, physicalType: VARCHAR(20)}
      - {name: at, logicalType: datetime}
END
