# SPDX-License-Identifier: Apache-2.0
"""What python3-jsonschema says of schemas and values: the second opinion of differential_test.cpp.

Reads lines of {"draft", "schema", "value"}; writes "valid" or "invalid" for each.
"""
import json
import sys

import jsonschema

VALIDATORS = {
    "draft-04": jsonschema.Draft4Validator,
    "draft-06": jsonschema.Draft6Validator,
    "draft-07": jsonschema.Draft7Validator,
    "2019-09": jsonschema.Draft201909Validator,
    "2020-12": jsonschema.Draft202012Validator,
}

for line in sys.stdin:
    case = json.loads(line)
    validator = VALIDATORS[case["draft"]](case["schema"])
    print("valid" if validator.is_valid(case["value"]) else "invalid")
