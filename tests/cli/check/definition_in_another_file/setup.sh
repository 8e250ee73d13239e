# shellcheck shell=sh
write contracts/orders.yaml <<'END'
dataContractSpecification: 1.1.0
id: orders
info: {title: Orders, version: 1.0.0, status: active, owner: shop}
models:
  orders:
    fields:
      id: {$ref: './definitions/id.yaml', required: true}
      sku: {$ref: '#/definitions/sku'}
definitions:
  sku: {type: text, maxLength: 14}
END
write contracts/definitions/id.yaml <<'END'
type: text
maxLength: 36
END
contract contracts/users.yaml users 1.0.0 id
commit 'first'
sed -i 's/36/20/' contracts/definitions/id.yaml
