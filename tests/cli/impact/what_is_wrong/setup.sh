# shellcheck shell=sh
write contracts/orders.yaml <<'END'
dataset_id: shop.orders
version: "1.0.0"
status: active
owners:
  - {team: shop}
consumers:
  - {name: dashboards/revenue, contact: "#bi-team", fields: [order_id, "lines[].price"]}
  - {name: churn-model, contact: "#ml"}
  - {name: shipping, fields: [address]}
fields:
  - {name: order_id, type: string}
  - name: lines
    type: array
    items:
      type: object
      fields:
        - {name: price, type: number}
        - {name: sku, type: string}
  - name: address
    type: object
    fields:
      - {name: city, type: string}
      - {name: zip.code, type: string}
  - {name: order, type: string}
END
contract contracts/quiet.yaml quiet 1.0.0 id
commit contracts
