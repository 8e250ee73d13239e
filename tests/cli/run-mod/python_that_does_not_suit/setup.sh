echo 'python: /usr/bin/python3' >dcr.yaml
write ran.py <<'END'
open("it_ran", "w").close()


def run(params):
    return {"status": "success"}
END
# The user's part of the package is not imported either.
write datapy/__init__.py <<'END'
open("it_ran", "w").close()
END
write mod_registry.json <<'END'
{"mods": {
  "plain": {"module_path": "ran", "metadata": {"version": "1.0.0", "description": "d", "category": "c"}},
  "new": {"module_path": "ran", "metadata": {"version": "1.0.0", "description": "d", "category": "c"},
    "dependencies": {"python_version": ">=3.99"}}
}}
END
write job.yaml <<'END'
mods:
  plain: {_type: plain}
  new: {_type: new}
END
# Stand-ins for interpreters: one that is too old, one that speaks otherwise, one that cannot start.
write old <<'END'
#!/bin/sh
[ "$1" != -I ] || { echo "$PWD/old"; exit 0; }
printf '{"hello": "dcr mods", "version": 1, "python": "2.7.18"}\n' >&3
cat <&3 >/dev/null
END
sed -e 's/"version": 1/"version": 2/' -e s/old/strange/ old >strange
write broken <<'END'
#!/bin/sh
[ "$1" != -I ] || { echo "$PWD/broken"; exit 0; }
echo "no modules found" >&2
exit 1
END
chmod +x old strange broken
