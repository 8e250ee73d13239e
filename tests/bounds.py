#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Documents as large and as tangled as somebody could make them: each is read or refused within
bounds of time and memory.

    /usr/bin/python3 tests/bounds.py [--only NAME] [--table]
    DCR=build/release/dcr tests/bounds.py --table      what each took, as a table of Markdown

The bounds are far above what a release build takes, for a debug build on a busy machine has to stay
within them too: they tell a cost that follows the input from one that runs away.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent
MEGABYTE = 1 << 20
SECONDS = 120
HEAD = "dataset_id: a\nversion: 1.0.0\nowners: [{team: t}]\n"
FIELDS = HEAD + "fields:\n"


def envelope(schema):
    return json.dumps({"model": "M", "version": "1.0.0", "schema": schema})


def filled(line, size):
    """`line`, its {} a running number, until there is so much of it."""
    out, total, number = [], 0, 0
    while total < size:
        text = line.replace("{}", str(number))
        out.append(text)
        total += len(text)
        number += 1
    return "".join(out)


def nested(depth):
    return "[" * depth + "]" * depth


def laughs(levels, width=10):
    lines = ["a0: &a0 [x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * width) + "]")
    return "\n".join(lines) + "\n"


def contracts():
    """Name of the file, its text, and the arguments of dcr before the name."""
    field = "  - {name: f{}, type: string}\n"
    yield "many fields, 1 MB", "a.yaml", FIELDS + filled(field, MEGABYTE), ["validate"]
    yield "many fields, 16 MB", "a.yaml", FIELDS + filled(field, 16 * MEGABYTE), ["validate"]
    yield ("one scalar of 16 MB", "a.yaml",
           HEAD + "description: '" + "x" * (16 * MEGABYTE) + "'\n", ["validate"])
    yield ("a comment of 16 MB", "a.yaml",
           "# " + "x" * (16 * MEGABYTE) + "\n" + FIELDS + "  - {name: a, type: string}\n",
           ["validate"])
    yield "nested brackets, 1 MB", "a.yaml", "a: " + nested(MEGABYTE // 2) + "\n", ["validate"]
    yield ("nested blocks", "a.yaml", "".join(" " * i + "a:\n" for i in range(1500)), ["validate"])
    yield "aliases of aliases", "a.yaml", HEAD + laughs(12), ["validate"]
    yield "merges of merges", "a.yaml", HEAD + laughs(12).replace("[x]", "{k: v}").replace(
        ": [*", ": {<<: [*").replace("]\n", "]}\n"), ["validate"]
    yield "500,000 documents", "a.yaml", "---\na: b\n" * 500_000, ["validate"]
    yield ("an enum of 100,000 values", "a.yaml",
           FIELDS + "  - name: a\n    type: string\n    enum: [" +
           ", ".join(f"v{i}" for i in range(100_000)) + "]\n", ["validate"])
    yield ("a key of 1 MB", "a.yaml", HEAD + "x" * MEGABYTE + ": 1\n", ["validate"])
    yield ("fields within fields", "a.yaml", FIELDS + "".join(
        "  " * (2 * i + 1) + f"- name: f{i}\n" + "  " * (2 * i + 2) + "type: object\n" +
        "  " * (2 * i + 2) + "fields:\n" for i in range(200)), ["validate"])
    yield ("50,000 acceptances", "a.yaml", FIELDS + "  - {name: a, type: string}\n" +
           "# dcr:accept field_removed because: it is not used\n" * 50_000, ["validate"])
    yield ("a version of 1 MB", "a.yaml",
           "dataset_id: a\nversion: 1.0.0-" + ".".join(["1"] * (MEGABYTE // 2)) + "\n",
           ["validate"])


def models():
    yield ("20,000 definitions", "m.json", envelope(
        {"type": "object", "properties": {"a": {"$ref": "#/$defs/D0"}},
         "$defs": {f"D{i}": {"type": "object", "properties": {
             "n": {"$ref": f"#/$defs/D{i + 1}"}}} for i in range(20_000)} |
         {"D20000": {"type": "string"}}}), ["validate"])
    yield "nested objects, 5,000 deep", "m.json", "".join(
        '{"properties":{"a":' for _ in range(5000)) + "{}" + "}}" * 5000, ["validate"]
    yield "an enum of 100,000 values, JSON", "m.json", envelope(
        {"enum": list(range(100_000))}), ["validate"]
    yield ("a pattern that backtracks", "m.json", envelope(
        {"type": "object", "properties": {"a": {
            "type": "string", "pattern": "^(a+)+$", "default": "a" * 50_000 + "!"}}}),
        ["validate"])
    yield ("a pattern of 100 KB", "m.json", envelope(
        {"type": "string", "pattern": "(a|b)*" * 17_000}), ["validate"])
    yield ("repeated repeats", "m.json", envelope(
        {"type": "string", "pattern": "((((a{1,100}){1,100}){1,100}){1,100}){1,100}"}),
        ["validate"])
    yield "JSON of 16 MB", "m.json", envelope(
        {"type": "object", "properties": {f"p{i}": {"type": "string"} for i in range(400_000)}}), [
            "validate"]
    yield ("references in a circle", "m.json", envelope(
        {"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}}),
        ["validate"])


def imports():
    column = "c{} text,\n"
    yield ("SQL of 16 MB", "t.sql",
           "CREATE TABLE t (\n" + filled(column, 16 * MEGABYTE) + "z text);\n", ["import", "sql"])
    yield ("SQL, 100,000 tables", "t.sql", filled("CREATE TABLE t{} (a int);\n", 2 * MEGABYTE),
           ["import", "sql", "--dry-run"])
    yield ("SQL, nested brackets", "t.sql",
           "CREATE TABLE t (a int CHECK " + "(" * 500_000 + "1" + ")" * 500_000 + ");\n",
           ["import", "sql"])
    yield "CSV of 16 MB", "t.csv", "a,b,c\n" + filled("{},x,2020-01-01\n", 16 * MEGABYTE), [
        "import", "csv"]
    yield "CSV, one row of 16 MB", "t.csv", "a\n" + "x" * (16 * MEGABYTE), ["import", "csv"]
    yield "CSV, 100,000 columns", "t.csv", ",".join(f"c{i}" for i in range(100_000)) + "\n", [
        "import", "csv"]
    record = '{"type": "record", "name": "R%d", "fields": [{"name": "f", "type": '
    yield ("Avro, 2,000 records within each other", "t.avsc",
           "".join(record % i for i in range(2000)) + '"int"' + "}]}" * 2000, ["import", "avro"])


def configurations():
    """For dcr.yaml, beside one contract."""
    yield "50,000 globs", "contracts:\n" + filled("  - 'c{}/**'\n", 700_000)
    yield "braces of braces", "contracts: ['" + "{a,b}" * 40 + "']\n"
    yield "stars of stars", "contracts: ['" + "**/*a*" * 200 + "']\n"
    yield "a configuration of 16 MB", filled("# comment {}\n", 16 * MEGABYTE) + "mode: backward\n"


def measure(requests):
    """Runs commands in folders; answers with exit code (None = it did not end), seconds and MB."""
    while True:
        command, folder = requests.recv()
        begin = time.monotonic()
        with open(os.path.join(folder, ".out"), "wb") as out:
            child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=subprocess.STDOUT)
        done = 0
        while done == 0 and time.monotonic() < begin + SECONDS:
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            time.sleep(0.002)
        if done == 0:
            child.kill()
            _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        requests.send((child.returncode if done else None, time.monotonic() - begin,
                       usage.ru_maxrss / 1024))


class Suite:
    def __init__(self, options):
        self.options = options
        self.dcr = os.path.abspath(os.environ.get("DCR", TOP / "build/dev/dcr"))
        # A sanitizer's shadow is many times the size of what it watches.
        self.megabytes = 1200 if "asan" not in self.dcr else 12_000
        self.passed = self.failed = 0
        self.rows = []
        self.requests, answers = multiprocessing.Pipe()
        # A process starts with the peak of the one that made it, so a small one makes them.
        multiprocessing.Process(target=measure, args=(answers,), daemon=True).start()

    def run(self, name, arguments, folder, size):
        if self.options.only and self.options.only not in name:
            return
        self.requests.send(([self.dcr, *arguments], folder))
        code, seconds, megabytes = self.requests.recv()
        said = pathlib.Path(folder, ".out").read_bytes()
        first = said.decode(errors="replace").splitlines()[:1]
        self.rows.append((name, size / MEGABYTE, code, seconds, megabytes))
        if code is None:
            self.fail(name, f"did not end within {SECONDS} s")
        elif code not in (0, 1, 2, 3):
            self.fail(name, f"ended with {code}: {first}")
        elif megabytes > self.megabytes:
            self.fail(name, f"took {megabytes:.0f} MB")
        elif not said and code != 0:
            self.fail(name, f"said nothing and ended with {code}")
        else:
            self.passed += 1

    def fail(self, name, why):
        self.failed += 1
        print(f"FAIL {name}: {why}")

    def table(self):
        print("| document | MB | exit code | seconds | MB of memory |\n|---|---|---|---|---|")
        for name, size, code, seconds, megabytes in self.rows:
            print(f"| {name} | {size:.2f} | {code} | {seconds:.2f} | {megabytes:.0f} |")


def repository(work):
    folder = tempfile.mkdtemp(dir=work)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--only", help="those whose name holds this")
    parser.add_argument("--table", action="store_true", help="what each took")
    suite = Suite(parser.parse_args())
    work = tempfile.mkdtemp(prefix="dcr-bounds-")
    try:
        for name, file, text, arguments in itertools.chain(contracts(), models(), imports()):
            folder = repository(work)
            pathlib.Path(folder, file).write_text(text, encoding="utf-8")
            suite.run(name, [*arguments, file], folder, len(text))
            shutil.rmtree(folder)
        for name, text in configurations():
            folder = repository(work)
            os.mkdir(os.path.join(folder, "contracts"))
            pathlib.Path(folder, "contracts/a.yaml").write_text(
                FIELDS + "  - {name: a, type: string}\n", encoding="utf-8")
            pathlib.Path(folder, "dcr.yaml").write_text(text, encoding="utf-8")
            suite.run(name, ["check"], folder, len(text))
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if suite.options.table:
        suite.table()
    print(f"{suite.passed} passed, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
