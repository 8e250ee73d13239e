mod_files odd
commit 'mods'
write mods/fresh.py <<'END'
"""A fresh mod."""
METADATA = {"type": "fresh", "version": "1.0.0", "description": "Is new", "category": "sources"}
CONFIG_SCHEMA = {"type": "object", "properties": {"rows": {"type": "integer", "default": 3}}}


def run(params):
    return {"status": "success", "metrics": {"rows": params["rows"]}}
END
write mods/wrong.py <<'END'
METADATA = {"type": "wrong", "version": "one", "description": "Is wrong", "category": "sources"}
END
# A package of the user's with the same name, and a module that ours has too.
write script/datapy/__init__.py <<'END'
OWN = "of the user"
END
write script/datapy/own.py <<'END'
NAME = "own"
END
write script/datapy/mod_manager/own_too.py <<'END'
NAME = "own too"
END
write script/datapy/mod_manager/sdk.py <<'END'
raise ImportError("shadowed")
END
write script/registry.py <<'END'
import json

from datapy.mod_manager.registry import ModRegistry

registry = ModRegistry()
print(registry.list_available_mods(), registry.list_available_mods(category="source"))
print(registry.get_mod_info("odd")["metadata"]["version"])
try:
    registry.get_mod_info("od")
except ValueError as error:
    print(error)
print(registry.validate_params_schema("odd", {"how": "x"}))
try:
    registry.validate_params_schema("odd", {"size": "x"})
except ValueError as error:
    print(error)
print(registry.validate_mod_structure("mods.fresh"), registry.list_available_mods("sources"))
print(registry.register_mod("mods/fresh.py"), registry.list_available_mods("sources"))
print(registry.validate_mod_structure("mods.wrong"), registry.register_mod("mods.wrong"))
result = registry.execute_mod("fresh", {"rows": 4}, "first")
print(result["status"], result["metrics"], result["logs"]["mod_name"], result["logs"]["run_id"][:6])
print(registry._import_mod_module("mods.fresh").METADATA["type"])
data = registry._load_registry()
data["mods"]["fresh"]["metadata"]["description"] = "Is known, déjà vu"
print(registry.update_registry(data), ModRegistry().get_mod_info("fresh")["metadata"]["description"])
for bad in ({}, [], {"mods": []}):
    try:
        registry.update_registry(bad)
    except ValueError as error:
        print(error)
data["mods"]["fresh"]["metadata"]["description"] = float("nan")
try:
    registry._save_registry(data)
except ValueError as error:
    print("not written")
print(json.load(open("mod_registry.json", encoding="utf-8"))["mods"]["fresh"]["metadata"]["description"])
END
write script/sdk.py <<'END'
import datapy
from datapy import own
from datapy.mod_manager import own_too
from datapy.mod_manager.params import load_job_config, resolve_params
from datapy.mod_manager.sdk import clear_global_config, get_global_config, run_mod, set_global_config

print(datapy.OWN, own.NAME, own_too.NAME)
set_global_config({"log_level": "WARNING", "log_path": "logs"})
set_global_config({"day": "2024-08-12"})
print(get_global_config())
print(resolve_params("odd", {"how": "${globals.day}"}, "named"))
result = run_mod("odd", {"how": "values"}, "one")
frame = result["artifacts"]["data"]
print(type(frame).__name__, result["metrics"]["nan"])
print(run_mod("odd", {"how": "use", "data": frame})["metrics"])
for how in ("exception", "exit", "nothing", "logs"):
    result = run_mod("odd", {"how": how}, how)
    print(how, result["status"], result["exit_code"], [error["message"] for error in result["errors"]])
for params in ({"how": 5, "size": "x"}, {}, {5: 6}):
    try:
        print([error["message"] for error in run_mod("odd", params)["errors"]])
    except TypeError as error:
        print(error)
print([error["message"] for error in run_mod("od", {})["errors"]])
print(run_mod("shell", {"how": "crash"}, "command")["errors"][0]["message"])
clear_global_config()
print(get_global_config(), load_job_config("job.yaml")["globals"])
try:
    set_global_config("text")
except TypeError as error:
    print(error)
END
