# shellcheck shell=sh
write bad.yaml <<'END'
dataset_id: users
version: 1.0
status: retired
primary_key: [id, nothing]
owner:
  - {team: growth}
freshness_sla: {max_lag_seconds: 0}
fields:
  - {name: id, type: strng}
  - {name: id, type: string, requird: true}
  - {type: integer, minimum: 5, maximum: 1}
END
