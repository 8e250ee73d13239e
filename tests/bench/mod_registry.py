# SPDX-License-Identifier: Apache-2.0
"""A repository with a large mod_registry.json, and what dcr does with it."""

import json
import os

MODS = 10000
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


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def rows(folder, options, compare, make_repository):
    """dcr against /usr/bin/python3 that reads the same file and does nothing with it."""
    count, dcr, runs = options.mods, options.dcr, max(options.runs // 2, 3)
    python = ["/usr/bin/python3", "-c", "import json; json.load(open('mod_registry.json'))"]
    name = f"csv_reader_{count // 2}"
    alone = os.path.join(folder, "alone")
    os.makedirs(alone)
    write(os.path.join(alone, "mod_registry.json"), registry_text(count))
    listing, info = [dcr, "list-registry"], [dcr, "mod-info", name]
    out = [compare("list-registry outside git", alone, listing, python, 0, runs),
           compare("mod-info outside git", alone, info, python, 0, runs)]
    repo = os.path.join(folder, "mods")
    make_repository(repo, ([("mod_registry.json", text)] for text in history(count, COMMITS)))
    out += [compare("list-registry", repo, listing, python, 0, runs),
            compare(f"mod-info, {COMMITS} commits", repo, info, python, 0, runs)]
    changed = {n: with_sheets(n, 1) for n in range(1, COMMITS)}
    changed[count // 2] = with_sheets(count // 2, COMMITS)
    write(os.path.join(repo, "mod_registry.json"), registry_text(count, changed))
    out.append(compare("check, one mod changed", repo, [dcr, "check"], python, 0, runs))
    return out
