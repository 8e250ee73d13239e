#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What dcr exports is what other programs read: python3-jsonschema, python3-avro and libavro (avrocat),
sqlglot, and the official JSON Schema of ODCS where ../shared/data/odcs has it.

The documents are tests/exports/*.yaml and random contracts, which dcr_tests writes. The last line counts:
"N passed, N failed".
"""

import copy
import datetime
import decimal
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import avro.datafile
import avro.io
import avro.schema
import jsonschema
import sqlglot
import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DCR = os.environ.get("DCR", str(ROOT / "build/dev/dcr"))
TESTS = os.environ.get("DCR_TESTS", str(pathlib.Path(DCR).parent / "dcr_tests"))
ODCS = ROOT.parent / "shared/data/odcs/odcs-json-schema-v3.1.0.json"
# What sqlglot 10 parses; it knows neither OPTIONS of BigQuery's columns nor DuckDB's UUID. For
# PostgreSQL there is the real one: postgres.sh.
PARSED = ["snowflake", "spark"]
# python3-avro 1.11 reads a moment without a zone as the number it is.
warnings.filterwarnings("ignore", message="Unknown local-timestamp-micros")
counts = {"passed": 0, "failed": 0}


def verdict(name, fault):
    counts["failed" if fault else "passed"] += 1
    if fault:
        print(f"FAIL {name}\n  {fault}")


def exported(path, target, *options):
    """The text; None where the format cannot say anything of the contract."""
    done = subprocess.run([DCR, "export", str(path), "--to", target, *options], capture_output=True,
                          text=True, check=False)
    if done.returncode == 1:
        return None
    if done.returncode != 0:
        raise RuntimeError(f"{path} --to {target}: exit {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def fault_of(judge):
    try:
        return judge()
    except Exception as error:  # pylint: disable=broad-except
        return f"{type(error).__name__}: {str(error)[:600]}"


def json_schema_fault(text):
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def rows_faults(schema, rows):
    """Yields (name, fault) for every row. An invalid one is the first valid row with its own keys; one
    that repeats the row's first key alone stands for itself."""
    checker = jsonschema.FormatChecker()
    # An offset is what `time` of JSON Schema asks for, and the checker of python3-jsonschema refuses.
    checker.checkers.pop("time", None)
    checker.checks("date-time")(
        lambda text: not isinstance(text, str) or bool(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text)))
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    for number, row in enumerate(rows["valid"]):
        fault = next((error.message for error in validator.iter_errors(row)), None)
        yield f"valid row {number}", fault
    for number, change in enumerate(rows["invalid"]):
        row = change if number == 0 else {**copy.deepcopy(rows["valid"][0]), **change}
        fault = None if any(validator.iter_errors(row)) else f"accepted {json.dumps(change)}"
        yield f"invalid row {number}", fault


def sample(schema):
    """A value of an Avro type."""
    if isinstance(schema, avro.schema.UnionSchema):
        return sample(schema.schemas[-1])
    if isinstance(schema, avro.schema.RecordSchema):
        return {field.name: sample(field.type) for field in schema.fields}
    if isinstance(schema, avro.schema.ArraySchema):
        return [sample(schema.items)]
    if isinstance(schema, avro.schema.MapSchema):
        return {"a": sample(schema.values)}
    if isinstance(schema, avro.schema.EnumSchema):
        return schema.symbols[0]
    if isinstance(schema, avro.schema.BytesDecimalSchema):
        return decimal.Decimal(0).scaleb(-schema.scale)
    plain = {"string": "a", "int": 1, "long": 1, "float": 0.5, "double": 0.5, "boolean": True,
             "bytes": b"a", "null": None}
    if getattr(schema, "logical_type", None) in ("date", "time-micros", "timestamp-micros"):
        moment = datetime.datetime(2026, 1, 1, 10, 0, tzinfo=datetime.timezone.utc)
        return {"date": moment.date(), "time-micros": moment.time(),
                "timestamp-micros": moment}[schema.logical_type]
    if getattr(schema, "logical_type", None) == "uuid":
        return "6f1c3ad1-6d0c-4c53-9d0a-3d6f0a6c9b11"
    return plain[schema.type]


def avro_fault(text, folder):
    schema = avro.schema.parse(text)
    records = schema.schemas if isinstance(schema, avro.schema.UnionSchema) else [schema]
    for record in records:
        written = sample(record)
        buffer = io.BytesIO()
        avro.io.DatumWriter(record).write(written, avro.io.BinaryEncoder(buffer))
        buffer.seek(0)
        read = avro.io.DatumReader(record).read(avro.io.BinaryDecoder(buffer))
        if set(read) != set(written):
            return f"wrote {written}, read {read}"
    path = folder / "data.avro"
    with avro.datafile.DataFileWriter(path.open("wb"), avro.io.DatumWriter(), schema) as writer:
        writer.append(sample(records[0]))
    # avrocat is libavro's own program: it parses the schema in the file before it prints a row.
    shown = subprocess.run(["avrocat", str(path)], capture_output=True, check=False)
    if shown.returncode != 0:
        return f"libavro: {shown.stderr.decode(errors='replace')[:300]}"
    return None if json.loads(shown.stdout) is not None else "libavro printed nothing"


def sql_fault(text, dialect):
    # sqlglot 10 ends a name at a doubled quote, and has not heard of Spark's newer type.
    known = text.replace('""', "_").replace("TIMESTAMP_NTZ", "TIMESTAMP")
    statements = sqlglot.parse(known, read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    tables = [each for each in statements if isinstance(each, sqlglot.exp.Create)]
    wanted = text.count("\nCREATE TABLE ")
    return None if len(tables) == wanted else f"{len(tables)} tables of {wanted}"


def dbt_fault(text, validator):
    return next((f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"
                 for error in validator.iter_errors(yaml.safe_load(text))), None)


def odcs_fault(text, validator):
    document = yaml.safe_load(text)
    document = json.loads(json.dumps(document, default=str))
    return next((f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
                 for error in validator.iter_errors(document)), None)


def random_documents(folder):
    done = subprocess.run([TESTS, "-tc=random contracts are written for other programs"],
                          env={**os.environ, "DCR_RANDOM_CONTRACTS": str(folder)},
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{TESTS}: {done.stdout[-500:]}")
    return sorted(folder.glob("*.yaml"))


def planted_faults(validator):
    """What is wrong is seen: a test that cannot fail proves nothing."""
    yield "JSON Schema", fault_of(lambda: json_schema_fault('{"type": "text"}'))
    yield "Avro", fault_of(lambda: avro_fault('{"type": "record", "name": "a b", "fields": []}', HERE))
    yield "SQL", fault_of(lambda: sql_fault("CREATE TABLE a (b", "spark"))
    yield "dbt", dbt_fault("{version: 2, models: [{name: a, config: {}, columns: []}]}", validator)


def main():
    dbt = jsonschema.Draft202012Validator(json.loads((HERE / "dbt.schema.json").read_text("utf-8")))
    odcs = None
    if ODCS.is_file():
        odcs = jsonschema.Draft201909Validator(json.loads(ODCS.read_text("utf-8")))
    else:
        print(f"SKIPPED: no {ODCS.name} in {ODCS.parent}")
    for name, fault in planted_faults(dbt):
        verdict(f"planted {name}", None if fault else "was not seen")
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        random = folder / "random"
        random.mkdir()
        documents = sorted(HERE.glob("*.yaml")) + random_documents(random)
        if len(documents) < 50:
            verdict("documents", f"only {len(documents)}")
        for path in documents:
            check(path, folder, dbt, odcs)
    rows = json.loads((HERE / "orders.json").read_text("utf-8"))
    schema = json.loads(exported(HERE / "orders.yaml", "json-schema"))
    for name, fault in rows_faults(schema, rows):
        verdict(f"orders: {name}", fault)
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


def check(path, folder, dbt, odcs):
    name = path.name
    verdict(f"{name} as JSON Schema",
            fault_of(lambda: json_schema_fault(exported(path, "json-schema"))))
    verdict(f"{name} as Avro", fault_of(lambda: avro_fault(exported(path, "avro"), folder)))
    for dialect in PARSED:
        verdict(f"{name} as SQL of {dialect}", fault_of(
            lambda d=dialect: sql_fault(exported(path, "sql", "--dialect", d), d)))
    for dialect in PARSED + ["postgres", "bigquery", "duckdb"]:
        verdict(f"{name} as dbt of {dialect}", fault_of(
            lambda d=dialect: dbt_fault(exported(path, "dbt", "--dialect", d), dbt)))
    if odcs:
        verdict(f"{name} as ODCS", fault_of(lambda: odcs_fault(exported(path, "odcs"), odcs)))


if __name__ == "__main__":
    sys.exit(main())
