# SPDX-License-Identifier: Apache-2.0
"""What python3-jsonschema says of schemas and values: the second opinion of second_opinion.cpp.

Reads lines of {"draft", "schema", "value"}; writes "valid", "invalid" or "error: ..." for each.
"""
import json
import re
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
    try:
        print("valid" if validator.is_valid(case["value"]) else "invalid")
    except (jsonschema.RefResolutionError, re.error) as error:
        print("error:", " ".join(str(error).split()))
