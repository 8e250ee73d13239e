#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds `dcr validate --strict` to the JSON Schemas of ODCS, where they lie beside the repository.

Documents that use every key of the standard are changed at random: keys are dropped, renamed and
added, values get another kind, words another spelling. Of each result dcr and the schema must say
the same. The schemas' blocks `if logicalType is …` lack `required` and so hold where no type is
said; that is mended in memory first.

  DCR=build/dev/dcr tests/formats/odcs_strict.py [CHANGES [SEED]]
"""
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("SKIPPED: python3-jsonschema is not installed")
    print("0 passed, 0 failed")
    sys.exit(0)

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCHEMAS = os.environ.get("DCR_ODCS_SCHEMAS", os.path.join(ROOT, "../shared/data/odcs"))
FILES = {"v2.2.2": "odcs-json-schema-v2.2.2.json", "v3.0.2": "odcs-json-schema-v3.0.2.json",
         "v3.1.0": "odcs-json-schema-v3.1.0.json", "v3.2.0": "odcs-json-schema-v3.2.0-draft.json"}
CHANGES = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 7
BATCH = 250

DEFINITIONS = [{"url": "https://example.com", "type": "tutorial"}]
CUSTOM = [{"property": "p", "value": {"a": [1]}}]


def document(version):
    """A valid contract of the version that says as much as it can."""
    new = version >= "v3.1"
    newest = version >= "v3.2"
    stamp = "timestamp" if new else "date"
    exclusive = {"exclusiveMinimum": 1} if new else {"minimum": 1, "exclusiveMinimum": True}
    counts = {"metric": "rowCount", "arguments": {"a": 1}} if new else {"rule": "rowCount"}
    properties = [
        {"name": "id", "logicalType": "string", "physicalType": "varchar(9)", "required": True,
         "primaryKey": True, "primaryKeyPosition": 1, "unique": True, "physicalName": "ID",
         "logicalTypeOptions": {"minLength": 1, "maxLength": 9, "pattern": "^a", "format": "uuid"},
         "businessName": "Id", "description": "d", "tags": ["t"], "examples": ["a", 1],
         "classification": "public", "criticalDataElement": False, "encryptedName": "e",
         "transformSourceObjects": ["a"], "transformLogic": "l", "transformDescription": "d",
         "partitioned": True, "partitionKeyPosition": 1, "authoritativeDefinitions": DEFINITIONS,
         "customProperties": CUSTOM,
         "quality": [dict(counts, type="library", mustBe=0, dimension="accuracy", name="q",
                          severity="error", method="m", businessImpact="b", schedule="s",
                          scheduler="c", unit="rows", tags=["t"], description="d")]},
        {"name": "day", "logicalType": "date",
         "logicalTypeOptions": {"format": "yyyy", "minimum": "2020", "maximum": "2030"}},
        {"name": "at", "logicalType": stamp, "logicalTypeOptions": {"format": "x"}},
        {"name": "n", "logicalType": "number",
         "logicalTypeOptions": dict(exclusive, multipleOf=0.5, maximum=9, format="f32")},
        {"name": "i", "logicalType": "integer",
         "logicalTypeOptions": dict(exclusive, multipleOf=2, maximum=9, format="u8")},
        {"name": "b", "logicalType": "boolean"},
        {"name": "o", "logicalType": "object",
         "logicalTypeOptions": {"minProperties": 0, "maxProperties": 2, "required": ["x"]},
         "properties": [{"name": "x", "logicalType": "string"}, {"name": "y"}]},
        {"name": "l", "logicalType": "array",
         "logicalTypeOptions": {"minItems": 0, "maxItems": 2, "uniqueItems": True},
         "items": {"logicalType": "object", "properties": [{"name": "z"}]}},
        {"name": "p", "physicalType": "text"},
    ]
    rules = [{"type": "text", "description": "d"},
             {"type": "sql", "query": "select 1", "mustBeLessThan": 3},
             {"type": "custom", "engine": "soda", "implementation": "x"},
             {"type": "custom", "engine": "soda", "implementation": {"a": 1}},
             dict(counts, type="library", mustBeBetween=[1, 2]),
             dict(counts, mustBeGreaterOrEqualTo=1)]
    table = {"name": "orders", "logicalType": "object", "physicalType": "table",
             "physicalName": "o", "businessName": "b", "description": "d", "tags": ["a"],
             "dataGranularityDescription": "one", "properties": properties, "quality": rules,
             "authoritativeDefinitions": DEFINITIONS, "customProperties": CUSTOM}
    members = [{"username": "jo", "name": "Jo", "role": "owner", "description": "d",
                "dateIn": "2024-01-01", "dateOut": "2025-01-01", "replacedByUsername": "al"},
               {"username": "al", "role": "owner"}]
    out = {"apiVersion": version, "kind": "DataContract", "id": "orders", "name": "n",
           "version": "1.0.0", "status": "active", "tenant": "t", "tags": ["x"], "domain": "d",
           "dataProduct": "p", "contractCreatedTs": "2024-01-01T00:00:00Z",
           "description": {"usage": "u", "purpose": "p", "limitations": "l",
                           "authoritativeDefinitions": DEFINITIONS, "customProperties": CUSTOM},
           "schema": [table, {"name": "other"}],
           "servers": [
               {"server": "a", "type": "postgres", "host": "h", "port": 1, "database": "d",
                "schema": "s", "environment": "e", "description": "d", "roles": [{"role": "r"}],
                "customProperties": CUSTOM},
               {"server": "b", "type": "s3", "location": "s3://b", "format": "json",
                "delimiter": "array", "endpointUrl": "https://e"},
               {"server": "c", "type": "custom", "path": "p", "port": 2},
               {"server": "d", "type": "snowflake", "account": "a", "database": "d",
                "schema": "s", "warehouse": "w", "port": 3},
               {"server": "e", "type": "athena", "stagingDir": "s3://x", "schema": "s"}],
           "support": [{"channel": "#c", "url": "https://c", "description": "d", "tool": "slack",
                        "scope": "issues", "invitationUrl": "https://i"}],
           "price": {"priceAmount": 1.5, "priceCurrency": "EUR", "priceUnit": "GB"},
           "team": members,
           "roles": [{"role": "r", "description": "d", "access": "read",
                      "firstLevelApprovers": "a", "secondLevelApprovers": "b",
                      "customProperties": CUSTOM}],
           "slaDefaultElement": "orders.at",
           "slaProperties": [{"property": "latency", "value": 4, "valueExt": 5, "unit": "d",
                              "element": "orders.at", "driver": "regulatory"},
                             {"property": "frequency", "value": "daily"}],
           "authoritativeDefinitions": DEFINITIONS, "customProperties": CUSTOM}
    if new:
        out["team"] = {"id": "t", "name": "n", "description": "d", "members": members,
                       "tags": ["t"], "customProperties": CUSTOM,
                       "authoritativeDefinitions": DEFINITIONS}
        table["id"] = "t-1"
        table["relationships"] = [
            {"type": "foreignKey", "from": "orders.id", "to": "other.id",
             "customProperties": CUSTOM},
            {"from": ["orders.id", "orders.day"], "to": ["schema/other/properties/id", "a.b"]}]
        properties[0]["relationships"] = [
            {"to": "https://x.org/c.yaml#schema/other/properties/id"}]
        properties.append({"name": "t", "logicalType": "time",
                           "logicalTypeOptions": {"timezone": True, "defaultTimezone": "UTC"}})
        out["slaProperties"][0].update(id="s", description="d", schedule="s", scheduler="cron")
        out["support"][0].update(id="s", customProperties=CUSTOM)
        out["servers"][0]["id"] = "a"
    if newest:
        context = {"instructions": "i",
                   "verifiedStatements": [{"id": "v", "question": "q", "answer": "a"}],
                   "constraints": [{"id": "c", "constraint": "c", "tags": ["t"]}]}
        out["context"] = context
        table["context"] = "text"
        table["synonyms"] = [{"synonym": "s", "locale": "en", "id": "i"}]
        properties[0].update(semanticType="dimension", synonyms=[{"synonym": "s"}],
                             enum=[{"value": "a", "label": "A"}, {"value": 1, "id": "i"}])
        properties.append({"name": "m", "logicalType": "map",
                           "map": {"key": {"logicalType": "string"},
                                   "value": {"logicalType": "integer"}}})
    return out


def document_v2():
    """A valid contract of ODCS 2.2 that says as much as it can."""
    checks = [{"code": "nullCheck", "templateName": "n", "description": "d", "toolName": "t",
               "toolRuleName": "r", "dimension": "completeness", "columns": "a,b", "column": "a",
               "type": "reconciliation", "severity": "error", "businessImpact": "b",
               "scheduleCronExpression": "0 20 * * *", "customProperties": CUSTOM}]
    columns = [{"column": "id", "isPrimaryKey": True, "primaryKeyPosition": 1, "businessName": "b",
                "logicalType": "string", "physicalType": "varchar(9)", "description": "d",
                "isNullable": False, "isUnique": True, "partitionStatus": True,
                "partitionKeyPosition": 1, "clusterStatus": False, "clusterKeyPosition": -1,
                "classification": "public", "authoritativeDefinitions": DEFINITIONS,
                "encryptedColumnName": "e", "transformSourceTables": ["a", "b"],
                "transformLogic": "l", "transformDescription": "d", "sampleValues": ["1", "2"],
                "criticalDataElementStatus": False, "tags": ["t"]},
               {"column": "at", "logicalType": "anything", "physicalType": "timestamp"}]
    table = {"table": "orders", "physicalName": "o", "priorTableName": "p", "description": "d",
             "authoritativeDefinitions": DEFINITIONS, "dataGranularity": "one", "columns": columns,
             "quality": checks}
    out = {key: "text" for key in (
        "datasetKind", "userConsumptionMode", "tenant", "sourceSystem", "sourcePlatform", "server",
        "productSlackChannel", "productFeedbackUrl", "productDl", "username", "password",
        "driverVersion", "driver", "project", "datasetDomain", "database", "slaDefaultColumn")}
    out.update({
        "apiVersion": "v2.2.2", "kind": "DataContract", "uuid": "orders", "version": "1.0.0",
        "type": "tables", "status": "active", "datasetName": "n", "quantumName": "q",
        "tags": ["x"], "description": {"usage": "u", "purpose": "p", "limitations": "l"},
        "dataset": [table, {"table": "other"}],
        "price": {"priceAmount": 1.5, "priceCurrency": "EUR", "priceUnit": "GB"},
        "stakeholders": [{"username": "jo", "role": "owner", "dateIn": "2024-01-01",
                          "dateOut": "2025-01-01", "replacedByUsername": "al"}],
        "roles": [{"role": "r", "access": "read", "firstLevelApprovers": "a",
                   "secondLevelApprovers": "b"}],
        "slaProperties": [{"property": "latency", "value": 4, "valueExt": 5, "unit": "d",
                           "column": "orders.at", "driver": "regulatory"},
                          {"property": "frequency", "value": "daily"}]})
    return out


def parts_v2(whole):
    """The same for ODCS 2, most of whose keys are single values: those stay together."""
    asked = ("apiVersion", "kind", "uuid", "version", "type", "status", "datasetName",
             "quantumName", "dataset")
    needed = {key: whole[key] for key in asked}
    needed["dataset"] = [{"table": "orders"}]
    yield {key: value for key, value in whole.items() if key in asked or isinstance(value, str)}
    for key in ("tags", "description", "price", "stakeholders", "roles", "slaProperties"):
        yield dict(needed, **{key: whole[key]})
    table = whole["dataset"][0]
    for column in table["columns"]:
        yield dict(needed, dataset=[{"table": "orders", "columns": [column]}])
    yield dict(needed, dataset=[{"table": "orders", "quality": table["quality"]}])
    rest = {key: value for key, value in table.items() if key not in ("columns", "quality")}
    yield dict(needed, dataset=[rest, whole["dataset"][1]])


def parts(whole):
    """The document as several small ones: the validator's time grows fast with their size."""
    needed = {key: whole[key] for key in ("apiVersion", "kind", "id", "version", "status")}
    table = whole["schema"][0]
    for key, value in whole.items():
        if key in needed or key == "schema":
            continue
        for entry in value if isinstance(value, list) else [value]:
            yield dict(needed, **{key: [entry] if isinstance(value, list) else entry})
    for entry in table["properties"]:
        yield dict(needed, schema=[{"name": "orders", "properties": [entry]}])
    for entry in table["quality"]:
        yield dict(needed, schema=[{"name": "orders", "quality": [entry]}])
    rest = {key: value for key, value in table.items() if key not in ("properties", "quality")}
    yield dict(needed, schema=[rest, whole["schema"][1]])


def mended(schema):
    """Blocks that ask something of a logicalType hold only where there is one."""
    if isinstance(schema, list):
        return [mended(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: mended(part) for key, part in schema.items()}
    if "const" in out.get("properties", {}).get("logicalType", {}):
        out["required"] = ["logicalType"]
    return out


def places(node, path=()):
    """Every value of a document by its path."""
    yield path
    parts = node.items() if isinstance(node, dict) else \
        enumerate(node) if isinstance(node, list) else ()
    for key, value in parts:
        yield from places(value, path + (key,))


def at(node, path):
    for step in path:
        node = node[step]
    return node


VALUES = ["text", "", 3, 1.5, -2, 0, True, None, [], {}, ["a"], ["a", "a"], [1, 2], [1, 1],
          {"a": 1}, "a.b", "a b"]


def changed(base, dice):
    """The document with one change, and what was changed; None where that changes nothing."""
    out = copy.deepcopy(base)
    path = dice.choice(list(places(out))[1:])
    parent, key = at(out, path[:-1]), path[-1]
    kind = dice.choice(["drop", "retype", "retype", "rename", "add", "word", "swap"])
    if kind == "drop":
        del parent[key]
    elif kind == "retype":
        parent[key] = copy.deepcopy(dice.choice(VALUES))
    elif kind == "rename" and isinstance(key, str):
        name = dice.choice([key + "x", key.capitalize() + "_", key[:-1]])
        if not name or name in parent:
            return None
        parent[name] = parent.pop(key)
    elif kind == "add" and isinstance(parent, dict):
        extra = dice.choice(["flavour", "id", "mustBe", "rule", "query", "items", "map", "from",
                             "properties", "enum", "semanticType", "tags", "url", "host"])
        if extra in parent:
            return None
        parent[extra] = copy.deepcopy(dice.choice(VALUES))
    elif kind == "word" and isinstance(parent[key], str) and parent[key]:
        parent[key] = dice.choice([parent[key].upper(), parent[key] + "s", "object", "sql",
                                   "library", "time", "map", "hive"])
    elif kind == "swap":
        other = at(out, dice.choice(list(places(out))[1:]))
        parent[key] = copy.deepcopy(other)
    else:
        return None
    return (out, f"{kind} {'/'.join(map(str, path))}") if out != base else None


REASONS = (
    # What dcr alone refuses: a word of its message.
    ("is not a version that can be put in order", "versions must have an order"),
    ("declared twice", "two things of one name cannot be told apart"),
    ("must not be empty", "a name that is empty names nothing"),
    ("more than once", "an enum that repeats a value"),
    ("'id' must be a string", "an id is a text where a version does not know it, too"),
    ("this service level has no 'value'", "a promise of null promises nothing"),
    ("an 'enum' value must be", "a value that no column can be compared with"))

WORDS_OF_3 = ("items", "map", "properties", "enum", "tags", "id", "schema", "customProperties")


def untyped(node):
    """Whether a property says what it consists of and not its logicalType."""
    if isinstance(node, dict):
        own = {"properties", "items", "map"} & set(node) and "logicalType" not in node
        return bool(own) or any(untyped(part) for part in node.values())
    return isinstance(node, list) and any(untyped(part) for part in node)


def reason(text, fault, told):
    """Why dcr and the schema may differ here; empty where they may not."""
    second = "uuid" in text or "dataset" in text
    if not fault and second and any(
            f"'{key}' must be" in line for key in WORDS_OF_3 for line in told):
        return "a key that ODCS 2.2 does not know and dcr reads is read as in ODCS 3"
    if not fault:
        return next((why for words, why in REASONS if any(words in line for line in told)), "")
    tables = text.get("schema", [])
    columns = [table.get("properties") for table in tables if isinstance(table, dict)]
    if "Unevaluated properties" in fault and untyped(columns):
        return "of a property without logicalType its physicalType may be an object or a list"
    if second and "is not of type 'object'" in fault and not told:
        return "a custom property of ODCS 2 has any value, as the standard's examples do"
    if text.get("apiVersion") == "v3.2.0" and "'vector' is not one of" in fault:
        return "the draft of 3.2 has no vector yet"
    return ""


def verdicts(folder, documents):
    """What dcr says of each: the messages of its errors."""
    names = []
    for number, text in enumerate(documents):
        names.append(f"{number}.odcs.yaml")
        with open(os.path.join(folder, names[-1]), "w", encoding="utf-8") as file:
            json.dump(text, file)
    run = subprocess.run([os.environ.get("DCR", os.path.join(ROOT, "build/dev/dcr")), "validate",
                          "--strict", "--format", "json", *names], cwd=folder,
                         capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        print(run.stderr)
        sys.exit(f"dcr validate ended with {run.returncode}")
    told = {name: [] for name in names}
    for issue in issues(json.loads(run.stdout)):
        told[os.path.basename(issue["path"])].append(issue["message"])
    return [told[name] for name in names]


def issues(node):
    """The errors of documents in a report, wherever they are."""
    if isinstance(node, dict) and node.get("kind") == "contract_invalid":
        if node["severity"] == "error":
            yield node
    elif isinstance(node, (dict, list)):
        for part in node.values() if isinstance(node, dict) else node:
            yield from issues(part)


def main():
    if not os.path.isdir(SCHEMAS):
        print(f"SKIPPED: no schemas of ODCS in {SCHEMAS}")
        print("0 passed, 0 failed")
        return 0
    passed = failed = 0
    for version, name in FILES.items():
        with open(os.path.join(SCHEMAS, name), encoding="utf-8") as file:
            validator = jsonschema.Draft201909Validator(mended(json.load(file)))
        second = version < "v3"
        bases = list(parts_v2(document_v2()) if second else parts(document(version)))
        dice = random.Random(SEED)
        cases = [(base, "nothing changed") for base in bases]
        while len(cases) < CHANGES:
            case = changed(dice.choice(bases), dice)
            # Another apiVersion is held to another schema.
            if case and case[0].get("apiVersion") in (version, None):
                cases.append(case)
        reasons, wrong, refused = {}, [], 0
        for first in range(0, len(cases), BATCH):
            batch = cases[first:first + BATCH]
            with tempfile.TemporaryDirectory() as folder:
                all_told = verdicts(folder, [case[0] for case in batch])
            for (text, change), told in zip(batch, all_told):
                fault = next(validator.iter_errors(text), None)
                fault = "" if fault is None else fault.message
                refused += bool(fault)
                if bool(fault) == bool(told):
                    passed += 1
                    continue
                why = reason(text, fault, told)
                if why:
                    passed += 1
                    reasons[why] = reasons.get(why, 0) + 1
                    continue
                failed += 1
                wrong.append((change, fault, told))
        print(f"{version}: {len(cases)} documents, {refused} refused by the schema")
        for why, times in sorted(reasons.items()):
            print(f"  {times} differ: {why}")
        for change, fault, told in wrong[:25]:
            print(f"FAIL {version} {change}\n  schema {fault[:300]}\n  dcr    {told[:3]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
