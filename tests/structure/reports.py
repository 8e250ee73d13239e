#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every JSON report that a golden case expects is what schemas/report.schema.json promises.

A report is looked for in tests/cli/{check,validate}/*/stdout: the whole of it, or from a line `{` to
the next line `}`. The last line counts: "N passed, N failed".
"""

import json
import pathlib
import re
import sys

import jsonschema

REPORT = re.compile(r"^\{\n.*?^\}$", re.MULTILINE | re.DOTALL)
FEWEST = 10  # of a suite that shows what it should; fewer means that none were found


def faults(validator, text):
    try:
        report = json.loads(text)
    except json.JSONDecodeError as error:
        return [f"is no JSON: {error}"]
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator.iter_errors(report)]


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    schema = json.loads((root / "schemas/report.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    passed = failed = 0
    for command in ("check", "validate"):
        for stdout in sorted((root / "tests/cli" / command).glob("*/stdout")):
            for report in REPORT.findall(stdout.read_text(encoding="utf-8")):
                wrong = faults(validator, report)
                passed += not wrong
                failed += bool(wrong)
                for fault in wrong:
                    print(f"FAIL: {stdout.relative_to(root)} {fault}")
    if passed + failed < FEWEST:
        print(f"FAIL: only {passed + failed} reports found")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
