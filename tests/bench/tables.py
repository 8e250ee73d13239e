# SPDX-License-Identifier: Apache-2.0
"""Prints rows: for a terminal, for README.md, for programs."""

import dataclasses
import json

from measuring import Row


def number(value):
    if value is None:
        return ""
    size = abs(value)
    return f"{value:,.{0 if size >= 100 else 1 if size >= 10 else 2}f}"


def met(row):
    return {True: "yes", False: "NO", None: ""}[row.met]


def cells(row):
    measured = row.measured
    value = "" if row.value is None else f"{number(row.value)} {row.unit}"
    other = "" if row.other is None else f"{number(row.other)} {measured}"
    mine = f"{number(row.dcr)} {measured}"
    if row.peak is not None and measured != "MB":
        mine += f", {number(row.peak)} MB"
    return [row.work, mine, other, value, row.budget, met(row), row.against]


def text(rows, machine):
    lines = [machine]
    widths = [max(len(line[at]) for line in map(cells, rows)) for at in range(6)] + [0]
    group = None
    for row in rows:
        if row.group != group:
            group = row.group
            lines += ["", group]
        columns = (cell.ljust(width) for cell, width in zip(cells(row), widths))
        lines.append("  " + "  ".join(columns).rstrip())
    return "\n".join(lines)


def markdown(rows, machine):
    """The end of README.md."""
    usual = [row for row in rows if not row.group.startswith("big-")]
    big = [row for row in rows if row.group.startswith("big-")]
    parts = ["## The last run", machine, markdown_table(usual)]
    if big:
        parts += ["## Beyond the usual: `--big`",
                  "One to three runs of each: orders of magnitude.", markdown_table(big)]
    return "\n\n".join(parts)


def markdown_table(rows):
    lines = ["| work | dcr | other | value | budget | met | other is |",
             "|---|---|---|---|---|---|---|"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells(row)) + " |"
              for row in rows]
    return "\n".join(lines)


def as_json(rows, machine):
    return json.dumps({"machine": machine, "rows": [
        {**dataclasses.asdict(row), "budget": row.budget, "met": row.met} for row in rows]},
        indent=2, ensure_ascii=False)


def read_json(files):
    """The rows of runs that were saved, and the machine of the last."""
    rows = []
    machine = ""
    fields = {field.name for field in dataclasses.fields(Row)}
    for name in files:
        with open(name, encoding="utf-8") as file:
            run = json.load(file)
        machine = run["machine"]
        rows += [Row(**{key: value for key, value in row.items() if key in fields})
                 for row in run["rows"]]
    return rows, machine
