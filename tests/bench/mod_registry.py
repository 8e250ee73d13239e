# SPDX-License-Identifier: Apache-2.0
"""A repository with a large mod_registry.json, and what dcr does with it."""

import json
import os

from measuring import Row, Run, answer
from repositories import write_file

COMMITS = 20


def mod(number, version="1.0.0", properties=None):
    return {
        "module_path": f"etl.mods.sources.csv_reader_{number}",
        "metadata": {
            "type": f"csv_reader_{number}",
            "version": version,
            "description": "Reads CSV files with validation and format conversion",
            "category": "sources",
            "author": "ETL team",
        },
        "interface": {
            "input_ports": [],
            "output_ports": ["data"],
            "globals_produced": ["row_count", "file_size"],
            "globals_consumed": ["base_path", "encoding"],
        },
        "dependencies": {"packages": ["pandas>=1.5.0", "chardet>=4.0.0"], "python_version": ">=3.8"},
        "config_schema": {
            "type": "object",
            "required": ["file_path"],
            "properties": {
                "file_path": {"type": "string", "description": "Path to CSV file"},
                "encoding": {
                    "type": "string",
                    "default": "utf-8",
                    "description": "File encoding",
                    "enum": ["utf-8", "latin-1", "cp1252"],
                },
                "delimiter": {
                    "type": "string",
                    "default": ",",
                    "description": "CSV delimiter character",
                },
                **(properties or {}),
            },
        },
    }


def registry_text(count, changed=None):
    """The registry of `count` mods; `changed` has those that are not as all others."""
    mods = {f"csv_reader_{n}": (changed or {}).get(n) or mod(n) for n in range(count)}
    metadata = {"version": "1.0.0", "created": "2024-08-22", "description": "Central mod registry"}
    return json.dumps({"_metadata": metadata, "mods": mods}, indent=2) + "\n"


def with_sheets(number, revision):
    """A mod that has got a parameter more in each revision."""
    sheets = {f"sheet_{n}": {"type": "string"} for n in range(1, revision + 1)}
    return mod(number, f"1.{revision}.0", sheets)


def history(count, commits):
    """The text of the registry in each commit: one mod more has changed in each."""
    changed = {}
    yield registry_text(count)
    for revision in range(1, commits):
        changed[revision] = with_sheets(revision, 1)
        changed[count // 2] = with_sheets(count // 2, revision)
        yield registry_text(count, changed)


def mod_registry_rows(bench):
    """dcr against /usr/bin/python3 that reads the same file and does nothing with it."""
    count, dcr = bench.sizes.mods, bench.dcr
    python = ["/usr/bin/python3", "-c", "import json; json.load(open('mod_registry.json'))"]
    name = f"csv_reader_{count // 2}"
    alone = os.path.join(bench.repositories.folder, "mod-registry-alone")
    os.makedirs(alone, exist_ok=True)
    write_file(alone, "mod_registry.json", registry_text(count))
    commits = ([("mod_registry.json", text)] for text in history(count, COMMITS))
    repo = bench.repositories.make(f"mod-registry-{count}", commits)
    listing, info = [dcr, "list-registry"], [dcr, "mod-info", name]
    listed = answer([dcr, "list-registry", "--names"], repo).decode().split()
    bench.answers.same("names of mods", sorted(listed),
                       sorted(f"csv_reader_{n}" for n in range(count)))
    rows = [compare(bench, "list-registry outside git", alone, listing, python),
            compare(bench, "mod-info outside git", alone, info, python),
            compare(bench, "list-registry", repo, listing, python),
            compare(bench, f"mod-info, {COMMITS} commits", repo, info, python)]
    changed = {n: with_sheets(n, 1) for n in range(1, COMMITS)}
    changed[count // 2] = with_sheets(count // 2, COMMITS)
    write_file(repo, "mod_registry.json", registry_text(count, changed))
    bench.answers.same("the mod that changed", changed_mods(dcr, repo), [name])
    rows.append(compare(bench, "check, one mod changed", repo, [dcr, "check"], python))
    return rows


def changed_mods(dcr, repo):
    report = json.loads(answer([dcr, "check", "--format", "json"], repo))
    return [each["name"] for each in report["contracts"]]


def compare(bench, work, repo, command, other):
    mine, others = bench.watch.medians([Run(command, repo), Run(other, repo)], bench.half)
    return Row("mod-registry", f"{work}, {bench.sizes.mods} mods", mine, others,
               "python3 reading the JSON", mine / others)
