# shellcheck shell=sh
write 'contracts/a	b.yaml' <<'END'
dataset_id: red
version: 1.0.0
owners: [{team: "esc\e[31m tab\t end", contact: "line\nbreak"}]
fields: [{name: id, type: string}]
END
