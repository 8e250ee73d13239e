# shellcheck shell=sh
mkdir -p etl/sources etl/sinks/loader
write etl/sources/reader.py <<'END'
"""Reads files."""
METADATA = {"version": "1.0.0", "author": "ETL team", "output_ports": ["data"]}
def run(params): return {}
END
write etl/sources/reader.yaml <<'END'
metadata:
  type: file_reader
  version: 1.2.0
interface:
  globals_produced: [row_count]
config_schema:
  required: {path: str}
  optional: {rows: {type: int, default: 10}}
END
echo 'def run(params): return {}' >etl/sinks/loader/__init__.py
write etl/sinks/loader/mod.yaml <<'END'
metadata: {description: Loads rows, version: 0.1.0}
config_schema: {type: object, properties: {table: {type: string}}}
END
# Settings of something else, and a description that is nobody's neighbour.
echo 'def run(params): return {}' >etl/sinks/plain.py
echo '{retries: 3}' >etl/sinks/plain.yaml
echo '{"description": "Says little", "config_schema": {"type": "object"}, "frobnicate": 1}' >plain.json
