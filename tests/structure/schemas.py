#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every schema in schemas/ is valid and says what its fixtures show.

The fixtures of schemas/NAME.schema.json are tests/schemas/NAME/valid-* and invalid-*, in YAML or JSON.
The last line counts: "N passed, N failed". With a folder as argument, that tree is checked instead.
"""

import json
import pathlib
import re
import sys

import jsonschema
import yaml

FIXTURE_ENDINGS = {".yaml", ".yml", ".json"}


class CoreLoader(yaml.SafeLoader):
    """Types plain scalars by the YAML 1.2 core schema as dcr does: `off` and a date are strings."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool",
    re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def read(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, CoreLoader)


def schema_fault(schema):
    """Why the schema itself is wrong; None when it is right."""
    if schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
        return "does not name draft 2020-12 in $schema"
    if not schema.get("title"):
        return "has no title"
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        return f"is no schema: {error.message} at /{'/'.join(map(str, error.absolute_path))}"
    return None


def fixture_fault(validator, path):
    """Why the fixture contradicts its name; None when it does not."""
    errors = list(validator.iter_errors(read(path)))
    if path.name.startswith("invalid-"):
        return None if errors else "is accepted"
    if errors:
        place = "/".join(map(str, errors[0].absolute_path))
        return f"is refused: {errors[0].message} at /{place}"
    return None


def results(root):
    """Yields (what was looked at, its fault or None)."""
    schemas = sorted((root / "schemas").glob("*.schema.json"))
    if not schemas:
        yield "schemas", "holds no schema"
    names = set()
    for path in schemas:
        name = path.name[: -len(".schema.json")]
        names.add(name)
        schema = json.loads(path.read_text(encoding="utf-8"))
        fault = schema_fault(schema)
        yield f"schemas/{path.name}", fault
        if fault:
            continue
        # A schema may refer to one that lies beside it.
        beside = jsonschema.RefResolver(f"{(root / 'schemas').as_uri()}/", schema)
        validator = jsonschema.Draft202012Validator(schema, resolver=beside)
        for start in ("valid-", "invalid-"):
            fixtures = [f for f in sorted((root / "tests/schemas" / name).glob(start + "*"))
                        if f.suffix in FIXTURE_ENDINGS]
            if not fixtures:
                yield f"tests/schemas/{name}", f"has no {start}* fixture"
            for fixture in fixtures:
                yield str(fixture.relative_to(root)), fixture_fault(validator, fixture)
    for folder in sorted((root / "tests/schemas").glob("*")):
        if folder.name not in names:
            yield str(folder.relative_to(root)), "belongs to no schema"
        for stray in sorted(folder.glob("*")):
            named = stray.name.startswith(("valid-", "invalid-"))
            if not named or stray.suffix not in FIXTURE_ENDINGS:
                yield str(stray.relative_to(root)), "is no fixture: name it valid-* or invalid-*"


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here
    passed = failed = 0
    for what, fault in results(root):
        if fault is None:
            passed += 1
        else:
            failed += 1
            print(f"FAIL: {what} {fault}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
