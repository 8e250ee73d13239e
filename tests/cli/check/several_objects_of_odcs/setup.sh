# shellcheck shell=sh
write contracts/shop.odcs.yaml <<'END'
apiVersion: v3.0.2
kind: DataContract
id: 53581432-6c55-4ba2-a65f-72344a91553a
name: shop
version: 1.0.0
status: active
team: [{username: ada@example.com, role: owner}]
schema:
  - name: orders
    properties:
      - {name: id, logicalType: string, required: true}
      - {name: total, logicalType: number, physicalType: "DECIMAL(10,2)"}
  - name: items
    properties:
      - name: lines
        logicalType: array
        items:
          logicalType: object
          properties:
            - {name: sku, logicalType: string}
            - {name: price, logicalType: number}
END
commit 'first'
sed -i -e 's/version: 1.0.0/version: 1.1.0/' -e 's/10,2/8,2/' -e '/name: price/d' contracts/shop.odcs.yaml
