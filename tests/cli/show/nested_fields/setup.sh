# shellcheck shell=sh
write contracts/nested.yaml <<"END"
dataset_id: nested
version: 1.0.0
status: active
owners: [{team: a}]
fields:
  - name: address
    type: object
    description: Where it goes
    fields:
      - {name: city, type: string, max_length: 80, pattern: "^[A-Z]"}
      - {name: geo, type: object, required: false, fields: [{name: lat, type: number, minimum: -90}]}
  - {name: tags, type: array, items: {type: object, fields: [{name: key, type: string}]}, deprecated: true}
END
