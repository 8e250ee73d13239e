#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every JSON answer that a golden case expects is what the schema of its command promises.

An answer is looked for in tests/cli/*/*/stdout: from a line `{` to the next line `}`, or from `[` to
`]`. Its command is that of the line `$ dcr COMMAND …` before it, as `run` prints it; where no `$` line
comes before, the folder's. Its schema is schemas/COMMAND.schema.json, or the one of SHARED. An audit
event is a line `{"kind": …}`. The last line counts: "N passed, N failed". With a folder as argument,
that tree is judged instead; without one, planted answers are judged first.
"""

import json
import pathlib
import re
import sys
import tempfile

import jsonschema

ANSWER = re.compile(r"^(?:\{\n.*?^\}|\[\n.*?^\])$", re.MULTILINE | re.DOTALL)
EVENT = re.compile(r'^\{"kind":.*\}$', re.MULTILINE)
STEP = re.compile(r"^\$ (.*)$", re.MULTILINE)
COMMAND = re.compile(r"(?:^|[\s/])dcr(?:\s+-C\s*\S+|\s+--color[= ]\S+)*\s+([a-z][a-z-]*)")
SHARED = {"check": "report", "validate": "report", "diff": "report",
          "explain": "rules", "deprecate": "status-change", "archive": "status-change",
          "remove": "status-change", "list": "list-registry", "audit": "audit-event",
          "run-mod": "mod-result"}
FEWEST = {"report": 10}  # of a suite that shows what it should; of every other schema, one


def commands_of(text, folder):
    """Yields (command or None, answer). None: another program than dcr printed it."""
    steps = list(STEP.finditer(text))
    for answer in ANSWER.finditer(text):
        before = [step for step in steps if step.start() < answer.start()]
        if not before:
            yield folder, answer.group()
            continue
        named = COMMAND.search(before[-1].group(1))
        yield named.group(1) if named else None, answer.group()


def faults(validator, text):
    try:
        answer = json.loads(text)
    except json.JSONDecodeError as error:
        return [f"is no JSON: {error}"]
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator.iter_errors(answer)]


def judged(root):
    """Yields (golden file, schema's name, faults) for each answer."""
    validators = {}
    for path in sorted((root / "schemas").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        validators[path.name[: -len(".schema.json")]] = jsonschema.Draft202012Validator(schema)
    for stdout in sorted((root / "tests/cli").glob("*/*/stdout")):
        text = stdout.read_text(encoding="utf-8", errors="replace")
        for command, answer in commands_of(text, stdout.parts[-3]):
            if command is None:
                continue
            name = SHARED.get(command, command)
            if name in validators:
                yield stdout, name, faults(validators[name], answer)
            else:
                yield stdout, name, [f"there is no schemas/{name}.schema.json to judge it by"]
        for event in EVENT.findall(text):
            yield stdout, "audit-event", faults(validators["audit-event"], event)


def shown_schemas(root):
    """The schemas of commands that have golden cases: each has to be seen at work."""
    folders = {path.name for path in (root / "tests/cli").glob("*/")}
    names = {path.name[: -len(".schema.json")] for path in (root / "schemas").glob("*.schema.json")}
    return sorted({SHARED.get(folder, folder) for folder in folders} & names)


def judge(root):
    """Returns (how many passed, the failures)."""
    passed, failures, seen = 0, [], {}
    for stdout, name, wrong in judged(root):
        seen[name] = seen.get(name, 0) + 1
        passed += not wrong
        failures += [f"{stdout.relative_to(root)} {fault}" for fault in wrong]
    for name in shown_schemas(root):
        if seen.get(name, 0) < FEWEST.get(name, 1):
            failures.append(f"only {seen.get(name, 0)} answers of schemas/{name}.schema.json found")
    return passed, failures


PLANTED = {
    "tests/cli/show/right/stdout": '{\n  "name": "users"\n}\n',
    "tests/cli/show/wrong/stdout": '{\n  "name": 1\n}\n',
    "tests/cli/show/broken/stdout": '{\n  "name":\n}\n',
    "tests/cli/show/other/stdout": '$ cat x.json\n{\n  "name": 2\n}\nexit 0\n',
    "tests/cli/walk/steps/stdout": '$ dcr -C sub show users\n{\n  "name": 3\n}\nexit 0\n',
    "tests/cli/gate/unknown/stdout": '{\n  "name": "users"\n}\n',
    "tests/cli/owners/silent/stdout": "nothing\n",
    "tests/cli/gate/event/stdout": '{"kind": "x"}\n',
    "schemas/audit-event.schema.json": '{"required": ["source"]}',
    "schemas/owners.schema.json": "{}",
    "schemas/show.schema.json": '{"properties": {"name": {"type": "string"}}}',
}
PLANTED_FAILURES = [
    "tests/cli/gate/event/stdout /:", "tests/cli/gate/unknown/stdout there is no", "tests/cli/show/broken/stdout is no JSON",
    "tests/cli/show/wrong/stdout /name", "tests/cli/walk/steps/stdout /name",
    "only 0 answers of schemas/owners",
]


def planted_fault():
    """What this script fails to find among planted answers; None when it finds all."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in PLANTED.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        passed, failures = judge(root)
    found = len(failures) == len(PLANTED_FAILURES) and all(
        failure.startswith(wanted) for failure, wanted in zip(failures, PLANTED_FAILURES))
    return None if passed == 1 and found else f"of the planted answers: {passed}, {failures}"


def main():
    if len(sys.argv) > 1:
        passed, failures = judge(pathlib.Path(sys.argv[1]).resolve())
    else:
        passed, failures = judge(pathlib.Path(__file__).resolve().parents[2])
        planted = planted_fault()
        passed += planted is None
        failures += [] if planted is None else [planted]
    for failure in failures:
        print(f"FAIL: {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
