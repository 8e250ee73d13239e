# SPDX-License-Identifier: Apache-2.0
"""How dcr runs mods, against the interpreter alone."""

import json
import os

from measuring import Row, Run, environment
from repositories import write_file

PYTHON = "/usr/bin/python3"
LINE = "x" * 99  # and its line end

MOD = """\
def run(params):
    for _ in range(params.get("lines", 0)):
        print("%s")
    return {"status": "success"}
""" % LINE

REGISTRY = {"mods": {"trivial": {
    "module_path": "trivial",
    "metadata": {"type": "trivial", "version": "1.0.0", "description": "Does nothing", "category": "sources"},
    "config_schema": {"type": "object", "properties": {"lines": {"type": "integer"}, "text": {"type": "string"}}}}}}

# What a program that prints line by line costs, whose lines nobody looks at.
PRINTS = "import sys; sys.stdout.reconfigure(line_buffering=True)\nfor _ in range(%d): print('%s')"


def job_text(instances):
    lines = ["globals: {day: 2024-08-12}", "mods:"]
    for number in range(instances):
        lines.append(f"  m{number}: {{_type: trivial, text: \"in/${{day}}/{number}.csv\"}}")
    return "\n".join(lines) + "\n"


def run_mod_rows(bench):
    folder = os.path.join(bench.repositories.folder, "run-mod")
    write_file(folder, "trivial.py", MOD)
    write_file(folder, "mod_registry.json", json.dumps(REGISTRY))
    write_file(folder, "one.yaml", job_text(1))
    write_file(folder, "many.yaml", job_text(bench.sizes.job))
    with environment(XDG_CACHE_HOME=os.path.join(folder, "cache"), PATH="/usr/bin:/bin",
                     GIT_CEILING_DIRECTORIES=bench.repositories.folder, VIRTUAL_ENV=""):
        return measure(bench, folder)


def measure(bench, folder):
    run = [bench.dcr, "run-mod", "--result", "/dev/null", "--params"]
    rows = []

    def add(work, command, other, against, rounds, **judged):
        mine, others = bench.watch.medians([Run(command, folder), Run(other, folder)], rounds)
        rows.append(Row("run-mod", work, mine, others, against, mine - others, "ms more", **judged))

    add("run-mod of one mod", [*run, "one.yaml", "m0"], [PYTHON, "-c", "pass"], "python3 -c pass",
        bench.runs, limit=20)
    count = bench.sizes.job
    add(f"run-mod --all, a job of {count} mods", [*run, "many.yaml", "--all"],
        [*run, "one.yaml", "--all"], "a job of one mod", bench.few, limit=1)
    rows[-1].value, rows[-1].unit = rows[-1].value / max(count - 1, 1), "ms a mod"
    lines = bench.sizes.printed // (len(LINE) + 1)
    printing = [*run, "one.yaml", "m0", "--set", f"lines={lines}"]
    add(f"run-mod of a mod that prints {bench.sizes.printed / 1e6:g} MB", printing,
        ["sh", "-c", f"{PYTHON} -c \"$0\" | cat", PRINTS % (lines, LINE)], "python3 | cat",
        bench.few)
    rows[-1].peak = bench.watch.time_and_peak(Run(printing, folder))[1]
    return rows
