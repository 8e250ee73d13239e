# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
write dcr.yaml <<'END'
compatibility: full
END
commit 'first'
write dcr.yaml <<'END'
compatibility: none
breaking: major
rules: {field_removed: info}
overrides:
  - {match: "contracts/**", rules: {field_type_changed: off}}
END
contract contracts/orders.yaml orders 1.1.0 id
