echo 'python: /usr/bin/python3' >dcr.yaml
write package/__init__.py <<'END'
from package.work import run
END
write package/work.py <<'END'
def run(params):
    return {"status": "success"}
END
write bin/clean <<'END'
#!/bin/sh
exit 0
END
chmod +x bin/clean
write mod_registry.json <<'END'
{"mods": {
  "package": {"module_path": "package", "metadata": {"version": "1.0.0", "description": "d", "category": "c"},
    "config_schema": {"type": "object"}},
  "clean": {"command": ["./bin/clean"], "metadata": {"version": "1.0.0", "description": "d", "category": "c"}}
}}
END
write job.yaml <<'END'
mods:
  first: {_type: package}
  second: {_type: clean}
END
