# shellcheck shell=sh
write dcr.yaml <<'END'
overrides:
  - {match: "contracts/lab/**", compatibility: none}
  - {match: "finance.**", rules: {field_removed_undeprecated: error}}
END
contract contracts/lab/a.yaml lab.a 1.0.0 id note
contract contracts/money.yaml finance.money 1.0.0 id note
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
contract contracts/lab/a.yaml lab.a 1.0.1 id
contract contracts/money.yaml finance.money 1.0.1 id
contract contracts/orders.yaml orders 1.0.1 id
