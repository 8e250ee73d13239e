# SPDX-License-Identifier: Apache-2.0
"""The registry of mods, mod_registry.json."""

import json
import os
import tempfile

from datapy._dcr import wire
from datapy.mod_manager.params import resolve

STDERR = 2
REGISTRY_VARIABLE = "DCR_MOD_REGISTRY"


class ModRegistry:
    """Reads the registry that dcr works with, or the one at `registry_path`."""

    def __init__(self, registry_path=None):
        self.registry_path = registry_path or os.environ.get(REGISTRY_VARIABLE)
        self.registry = self._load_registry()

    def get_mod_info(self, mod_type):
        """The entry of a mod. Raises ValueError where there is none."""
        mods = self.registry["mods"]
        if mod_type not in mods:
            import difflib
            near = difflib.get_close_matches(str(mod_type), list(mods), 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise ValueError(f"no mod '{mod_type}' in the registry{hint}")
        return mods[mod_type]

    def validate_params_schema(self, mod_type, params):
        """The parameters with all defaults. Raises ValueError that lists every reason against."""
        self.get_mod_info(mod_type)
        resolved = resolve(mod_type, params, params.get("_mod_name", mod_type), {})["params"]
        return {key: value for key, value in resolved.items() if not key.startswith("_")}

    def execute_mod(self, mod_type, params, mod_name):
        """Runs a mod and returns its result document."""
        from datapy.mod_manager.sdk import run_mod
        self.get_mod_info(mod_type)
        own = {key: value for key, value in params.items() if not key.startswith("_")}
        return run_mod(mod_type, own, mod_name)

    def list_available_mods(self, category=None):
        """The names of all mods, or of those of a category: "source" and "sources" are one."""
        return [name for name, info in self.registry["mods"].items()
                if category is None or _same_category(_category_of(info), category)]

    def register_mod(self, mod_path):
        """Registers a mod as `dcr register-mod` does; False when it was refused, stderr says why."""
        registered = self._dcr("register-mod", _module_or_path(mod_path))
        if registered:
            self.registry = self._load_registry()
            self._tell()
        return registered

    def validate_mod_structure(self, mod_path):
        """Whether `dcr register-mod` would register the mod."""
        return self._dcr("register-mod", "--dry-run", _module_or_path(mod_path))

    def update_registry(self, registry_data):
        """Writes a whole registry in the place of the old one."""
        if not isinstance(registry_data, dict) or not isinstance(registry_data.get("mods"), dict):
            raise ValueError("a registry is a dict with the dict 'mods'")
        saved = self._save_registry(registry_data)
        self.registry = registry_data
        self._tell()
        return saved

    def _load_registry(self):
        if not self.registry_path:
            raise FileNotFoundError("no mod_registry.json: run this with dcr run-script")
        with open(self.registry_path, encoding="utf-8") as file:
            registry = json.load(file)
        if not isinstance(registry, dict) or not isinstance(registry.get("mods"), dict):
            raise ValueError(f"'{self.registry_path}' is no registry: it has no mapping 'mods'")
        return registry

    def _save_registry(self, registry_data):
        path = os.path.realpath(self.registry_path)
        text = json.dumps(registry_data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        number, draft = tempfile.mkstemp(dir=os.path.dirname(path))
        try:
            with open(number, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(draft, os.stat(path).st_mode & 0o7777)
            os.replace(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
        return True

    def _import_mod_module(self, module_path):
        import importlib
        return importlib.import_module(module_path)

    def _tell(self):
        """The dcr around this runs mods as its registry says, and has read it before."""
        if wire.channel() is not None:
            wire.ask({"reload": True})

    def _dcr(self, *arguments):
        import subprocess

        from datapy.mod_manager.cli import program
        folder = os.path.dirname(os.path.abspath(self.registry_path))
        return subprocess.run([program(), "-C", folder, *arguments], stdin=subprocess.DEVNULL,
                              stdout=STDERR, check=False).returncode == 0


def _module_or_path(mod_path):
    """A path is meant from here, whatever folder dcr works in."""
    return os.path.abspath(mod_path) if os.path.exists(mod_path) else mod_path


def _category_of(info):
    metadata = info.get("metadata")
    return (metadata if isinstance(metadata, dict) else info).get("category")


def _same_category(one, other):
    def stem(name):
        text = str(name).lower()
        return text[:-1] if text.endswith("s") else text
    return one is not None and stem(one) == stem(other)
