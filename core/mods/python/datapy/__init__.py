# SPDX-License-Identifier: Apache-2.0
"""The SDK that dcr carries. A `datapy` package of the user's own adds its modules to it.

The modules of both are found: ours where both have one of a name, the user's otherwise. What the
user's `__init__.py` defines is defined here too.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def extend(path, relative):
    """Adds the folders `relative` of the search path to a package's `path`."""
    for entry in sys.path:
        folder = os.path.abspath(os.path.join(entry or os.getcwd(), *relative))
        if folder not in path and os.path.isdir(folder):
            path.append(folder)


def run_initialisers(path, namespace):
    """Runs the `__init__.py` of the folders that `extend` added, as if they were the package."""
    for folder in path:
        file = os.path.join(folder, "__init__.py")
        if os.path.isfile(file):
            with open(file, "rb") as source:
                exec(compile(source.read(), file, "exec"), namespace)


def extend_all():
    """Adds what the search path has gained."""
    known = list(__path__)
    extend(__path__, ["datapy"])
    run_initialisers([folder for folder in __path__ if folder not in known], globals())
    manager = sys.modules.get("datapy.mod_manager")
    if manager is not None:
        extend(manager.__path__, ["datapy", "mod_manager"])


extend_all()
