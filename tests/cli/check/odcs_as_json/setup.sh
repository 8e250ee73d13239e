# shellcheck shell=sh
write contracts/shop.odcs.yaml <<'END'
apiVersion: v3.0.2
kind: DataContract
id: shop-1
name: shop
version: 1
schema:
  - name: orders
    properties:
      - {name: id, logicalType: string}
      - {name: total, logicalType: number}
  - name: old
    properties:
      - {name: id, logicalType: string}
END
commit 'first'
sed -i -e 's/version: 1/version: 1.1/' -e '/name: total/d' -e '/name: old/,$d' contracts/shop.odcs.yaml
