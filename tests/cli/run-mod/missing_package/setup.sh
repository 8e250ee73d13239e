echo 'python: /usr/bin/python3' >dcr.yaml
printf 'import nowhere_to_be_found\n\n\ndef run(params):\n    return {}\n' >needs.py
write mod_registry.json <<'END'
{"mods": {
  "needs": {"module_path": "needs", "metadata": {"version": "1.0.0", "description": "d", "category": "c"},
    "dependencies": {"packages": ["Nowhere.To_Be-Found>=1.5,<2", "other"]}},
  "other_name": {"module_path": "needs", "metadata": {"version": "1.0.0", "description": "d", "category": "c"},
    "dependencies": {"packages": ["PyNowhere==1.5", "python-nowhere"]}},
  "undeclared": {"module_path": "needs", "metadata": {"version": "1.0.0", "description": "d", "category": "c"}}
}}
END
write job.yaml <<'END'
mods:
  needs: {_type: needs}
  other_name: {_type: other_name}
  undeclared: {_type: undeclared}
END
