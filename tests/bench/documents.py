# SPDX-License-Identifier: Apache-2.0
"""The contracts that the bench writes: 1.9 KB each, all alike and none the same."""

FOLDERS = 97  # a prime: names spread evenly over folders

CONTRACT = """\
dataset_id: bench.dataset_{number}
version: "{version}"
status: active
description: One row per entity and day of the generated dataset {number}, as of {version}.
primary_key: [entity_id, day]
owners:
  - {{team: team-{team}, contact: "#team-{team}"}}
freshness_sla: {{max_lag_seconds: 86400, measurement: event_time}}
consumers:
  - {{name: dashboards/board-{number}, contact: "#bi", fields: [entity_id, value_3]}}
fields:
  - name: entity_id
    type: string
    description: Identifies the entity of dataset {number}.
  - name: day
    type: date
    description: The day, in UTC.
"""

FIELD = """\
  - name: value_{field}
    type: {type}
    required: false
    description: Measured value {field} of the entity on the day, as the source system reports it.
"""

TYPES = ["string", "number", "integer", "boolean", "timestamp"]


def contract_text(number, version="1.0.0", fields=10):
    text = CONTRACT.format(number=number, version=version, team=number % 23)
    return text + "".join(FIELD.format(field=field, type=TYPES[(number + field) % len(TYPES)])
                          for field in range(1, fields + 1))


def changed_text(number):
    """One optional field more, and the version that this asks for."""
    return contract_text(number, "1.1.0") + FIELD.format(field=99, type="string")


def contract_path(number):
    return f"contracts/domain_{number % FOLDERS}/dataset_{number}.yaml"


def contract_name(number):
    return f"bench.dataset_{number}"


def name_at(path):
    """The name of the contract that contract_path places at `path`."""
    return "bench." + path.rsplit("/", 1)[1].removesuffix(".yaml")
