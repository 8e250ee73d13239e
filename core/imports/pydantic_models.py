# SPDX-License-Identifier: Apache-2.0
"""Says which Pydantic models Python modules define, with the JSON Schema of each.

dcr runs this and carries its text. stdin is a JSON object {"roots": [folder], "modules": ["a.b"],
"only": [name]}; stdout is {"models": [...], "errors": [...]}. The modules are imported, so what they
print goes to stderr.
"""

import importlib
import importlib.util
import inspect
import json
import os
import sys
import traceback


def is_model(value):
    """Whether it is a class of Pydantic 1 or 2 that somebody defined."""
    if not inspect.isclass(value) or value.__name__.startswith("_") or "[" in value.__name__:
        return False
    own = value.__module__.split(".")[0]
    return own != "pydantic" and any(
        base.__name__ == "BaseModel" and base.__module__.split(".")[0] == "pydantic"
        for base in value.__mro__)


def is_manager(value):
    return any(base.__name__ == "ModelManager" and base.__module__.split(".")[0] == "pyrmute"
               for base in type(value).__mro__)


def schema_of(model):
    if hasattr(model, "model_json_schema"):
        schema = model.model_json_schema()
    else:
        schema = json.loads(model.schema_json())
    json.dumps(schema, allow_nan=False)
    return schema


def place_of(model):
    try:
        return inspect.getsourcefile(model), inspect.getsourcelines(model)[1]
    except (OSError, TypeError):
        return None, None


def words_of(error):
    text = str(error).strip().split("\n")[0]
    return type(error).__name__ + (": " + text if text else "")


def place_in(error, file):
    """Where an exception came from: its last line in `file`, else wherever it was raised."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if not frame.filename.startswith("<")]
    own = [frame for frame in frames if file and os.path.samefile(frame.filename, file)] if file else []
    users = [frame for frame in frames if os.path.basename(frame.filename) != "__init__.py"
             or "importlib" not in frame.filename]
    last = (own or users or [None])[-1]
    return (last.filename, last.lineno) if last else (file, None)


def file_of(name):
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError, SyntaxError):
        return None
    origin = found.origin if found else None
    return origin if origin and os.path.isfile(origin) else None


class Finder:
    def __init__(self, only):
        self.only = set(only)
        self.models = []
        self.errors = []
        self.managed = set()
        self.seen = set()

    def fail(self, module, file, line, message):
        self.errors.append({"module": module, "file": file, "line": line, "message": message})

    def load(self, name):
        file = None
        try:
            file = file_of(name)
            return importlib.import_module(name)
        except BaseException as error:  # a module may call sys.exit()
            if isinstance(error, KeyboardInterrupt):
                raise
            at, line = place_in(error, file)
            self.fail(name, at, line, words_of(error))
            return None

    def add(self, module, name, version, model, managed):
        if id(model) in self.seen and not managed:
            return
        self.seen.add(id(model))
        if self.only and name not in self.only:
            return
        file, line = place_of(model)
        if version is not None and not isinstance(version, str):
            self.fail(module, file, line, "__contract_version__ of %s is no text" % name)
            return
        try:
            schema = schema_of(model)
        except Exception as error:
            self.fail(module, file, line, "%s has no JSON Schema: %s" % (name, words_of(error)))
            return
        self.models.append({"name": name, "version": version, "module": module, "file": file,
                            "line": line, "managed": managed, "schema": schema})

    def find_managed(self, name, module):
        for value in list(vars(module).values()):
            if inspect.isclass(value) or not is_manager(value) or id(value) in self.managed:
                continue
            self.managed.add(id(value))
            for model in value.list_models():
                for version in value.list_versions(model):
                    self.add(name, str(model), str(version), value.get(model, version), True)

    def find_classes(self, name, module):
        found = [value for value in vars(module).values() if is_model(value)]
        for model in found:
            own = model.__module__ == name or model.__module__.startswith(name + ".")
            if own:
                version = vars(model).get("__contract_version__")
                self.add(name, model.__name__, version, model, False)


def main():
    request = json.load(sys.stdin)
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.path[:1] = request["roots"]
    sys.dont_write_bytecode = True
    finder = Finder(request["only"])
    loaded = [(name, finder.load(name)) for name in request["modules"]]
    modules = [(name, module) for name, module in loaded if module is not None]
    for find in (finder.find_managed, finder.find_classes):
        for name, module in modules:
            try:
                find(name, module)
            except Exception as error:
                at, line = place_in(error, None)
                finder.fail(name, at, line, words_of(error))
    json.dump({"models": finder.models, "errors": finder.errors}, answer, allow_nan=False)
    answer.close()


main()
