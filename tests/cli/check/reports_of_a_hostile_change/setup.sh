# shellcheck shell=sh
# What reports have to carry without being led astray: texts that mean something to Markdown, HTML,
# XML, GitHub's commands and terminals; a removed contract, an accepted issue, a warning, a document
# that is none.
write contracts/orders.yaml <<'END'
dataset_id: "orders|</td><b>&`x"
version: "1.0.0"
status: active
owners:
  - {team: growth}
consumers:
  - {name: "</testcase>]]><script>", contact: "@org/team #1 ![x](http://evil.example/p.png)"}
fields:
  - {name: "::error file=x::gone\u00a0🎉", type: string}
  - {name: "a|b`c](http://evil.example)", type: string}
  - {name: kept, type: string, enum: ["x\ny", "##[add-path]/tmp", "{0} %0A", "\e[31m", "\u202e", "\uffff"]}
  - {name: moved, type: string}
END
contract contracts/users.yaml users 1.0.0 id
contract contracts/rest.yaml rest 1.0.0 id
contract "contracts/::warning::100%, of [a](b) é.yaml" odd 1.0.0 id note
commit 'first'
rm contracts/users.yaml
write contracts/orders.yaml <<'END'
dataset_id: "orders|</td><b>&`x"
version: "1.0.1"
status: active
owners:
  - {team: growth}
consumers:
  - {name: "</testcase>]]><script>", contact: "@org/team #1 ![x](http://evil.example/p.png)"}
# dcr:accept field_removed(moved) until=2027-03-01 reason="::set-output name=x::@all moved | \"away\""
fields:
  - {name: kept, type: string, enum: ["x\ny"]}
END
contract "contracts/::warning::100%, of [a](b) é.yaml" odd 1.0.0 id
printf 'dataset_id: broken\nversion: \001"1.0.0"\n' | write contracts/broken.yaml
