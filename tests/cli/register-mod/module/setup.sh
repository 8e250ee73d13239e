# shellcheck shell=sh
mkdir -p etl/mods/sources
write etl/mods/sources/reader.py <<'END'
"""Reads files.

More about it."""

METADATA = {"version": "1.0.0", "output_ports": ["data"], "author": "ETL team"}
CONFIG_SCHEMA = {
    "type": "object",
    "required": ["path"],
    "properties": {"path": {"type": "string"}, "rows": {"type": "integer", "default": 10}},
}
open("imported", "w")


def run(params):
    return {}
END
commit 'a module'
