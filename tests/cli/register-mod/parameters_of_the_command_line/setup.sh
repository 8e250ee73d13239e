# shellcheck shell=sh
mkdir -p etl/sinks
write etl/sinks/load.py <<'END'
"""Loads rows."""
CONFIG_SCHEMA = {"type": "object", "required": ["table"], "properties": {
    "table": {"type": "string", "minLength": 1}, "rows": {"type": "integer"}}}
def run(params): return {}
END
printf '"""Does nothing."""\ndef run(params): return {}\n' >etl/sinks/none.py
