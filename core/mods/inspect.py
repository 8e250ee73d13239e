# SPDX-License-Identifier: Apache-2.0
"""Says what Python modules look like without importing any of them.

dcr runs this with `python3 -I -S` and carries its text. stdin is a JSON object {"roots": [folder],
"mods": [{"module": "a.b"} or {"file": path}]}; stdout is one that describes this Python and, in the
same order, each module. Files are read and parsed, never run.
"""

import ast
import json
import os
import platform
import site
import stat
import sys

MOST_BYTES = 8 << 20
CONSTANTS = ("METADATA", "CONFIG_SCHEMA")


def module_file(roots, module):
    """The file a dotted name stands for: parents are folders, whatever their __init__.py does."""
    parts = module.split(".")
    for root in roots:
        folder = os.path.join(root, *parts[:-1])
        for candidate in (parts[-1] + ".py", os.path.join(parts[-1], "__init__.py")):
            path = os.path.join(folder, candidate)
            if os.path.isfile(path):
                return path
    return None


def read_source(path):
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise ValueError("it is no regular file")
    with open(path, "rb") as file:
        source = file.read(MOST_BYTES + 1)
    if len(source) > MOST_BYTES:
        raise ValueError("it is larger than 8 MiB")
    return source


def literal(node):
    """The value of a constant as JSON has it."""
    try:
        value = ast.literal_eval(node)
        json.dumps(value, allow_nan=False)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return {"line": node.lineno, "error": "it is not made of plain texts, numbers, lists and dicts"}
    return {"line": node.lineno, "value": value}


def signature_fault(node):
    """Why run() cannot be called with one argument; None when it can."""
    if isinstance(node, ast.AsyncFunctionDef):
        return "run() is a coroutine, and nobody awaits it"
    arguments = node.args
    positional = arguments.posonlyargs + arguments.args
    needed = len(positional) - len(arguments.defaults)
    if not positional and arguments.vararg is None:
        return "run() takes no argument, and gets the parameters as one"
    if needed > 1:
        return "run() needs %d arguments, and gets the parameters as one" % needed
    lacking = [a.arg for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults) if d is None]
    if lacking:
        return "run() needs the keyword argument '%s', which nobody gives" % lacking[0]
    return None


def targets(node):
    """The names a statement of a module binds, with the value where there is one."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        yield node.target.id, node.value
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or alias.name.split(".")[0], None


def describe(tree):
    found = {"run": None, "doc": ast.get_docstring(tree)}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == "run":
            found["run"] = {"line": node.lineno, "certain": True, "fault": signature_fault(node)}
            found["doc"] = found["doc"] or ast.get_docstring(node)
        elif isinstance(node, ast.ClassDef) and node.name == "run":
            found["run"] = {"line": node.lineno, "certain": False, "fault": None}
        for name, value in targets(node):
            if name in CONSTANTS:
                found[name] = literal(value) if value is not None else {
                    "line": node.lineno, "error": "it is imported, and is read without importing"}
            elif name == "run":
                is_lambda = isinstance(value, ast.Lambda)
                found["run"] = {"line": node.lineno, "certain": is_lambda,
                                "fault": signature_fault(value) if is_lambda else None}
    return found


def inspect(roots, mod):
    path = mod.get("file") or module_file(roots + site.getsitepackages(), mod["module"])
    if path is None:
        return {"path": None}
    try:
        found = describe(ast.parse(read_source(path), path))
    except SyntaxError as error:
        return {"path": path, "error": error.msg, "line": error.lineno}
    except (OSError, ValueError) as error:
        return {"path": path, "error": str(error), "line": None}
    except (RecursionError, MemoryError):
        return {"path": path, "error": "it is nested too deep to be read", "line": None}
    found["path"] = path
    return found


def this_python():
    version = platform.python_version()
    return {
        "version": version,
        "site": site.getsitepackages(),
        "variables": {
            "python_version": ".".join(platform.python_version_tuple()[:2]),
            "python_full_version": version,
            "os_name": os.name,
            "sys_platform": sys.platform,
            "platform_release": platform.release(),
            "platform_system": platform.system(),
            "platform_version": platform.version(),
            "platform_machine": platform.machine(),
            "platform_python_implementation": platform.python_implementation(),
            "implementation_name": sys.implementation.name,
            "implementation_version": version,
        },
    }


def main():
    sys.setrecursionlimit(5000)
    request = json.load(sys.stdin)
    answer = {"python": this_python(),
              "mods": [inspect(request["roots"], mod) for mod in request["mods"]]}
    json.dump(answer, sys.stdout)


main()
