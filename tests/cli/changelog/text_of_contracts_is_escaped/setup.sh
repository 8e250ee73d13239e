write contracts/a.yaml <<'DOC'
dataset_id: a_b
version: "1.0.0"
status: active
description: Plain.
owners:
  - {team: "*growth* <script>", contact: "| x |"}
fields:
  - {name: id, type: string}
  - {name: "odd `name`", type: string}
DOC
commit 'first'
write contracts/a.yaml <<'DOC'
dataset_id: a_b
version: "1.1.0"
status: deprecated
deprecation_uri: "javascript:alert(1)"
deprecation_message: "# gone\n\n<b>soon</b>"
description: "line\n\n# heading | <img src=x> [link](http://example.com) `code`"
owners:
  - {team: "*growth* <script>", contact: "| x |"}
fields:
  - {name: id, type: string}
DOC
commit 'second'
