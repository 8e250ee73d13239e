# shellcheck shell=sh
write shop.odcs.yaml <<'END'
apiVersion: v3.0.2
kind: DataContract
id: shop-1
version: 1.0.0
schema: [{name: orders, properties: [{name: id, logicalType: string}]}]
END
