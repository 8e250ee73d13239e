# SPDX-License-Identifier: Apache-2.0
"""Mods as classes. `run = MyMod.as_run()` at the end of a module makes it one."""

from datapy.mod_manager.logger import get_logger
from datapy.mod_manager.result import ModResult


class BaseMod:
    """`execute` does the work; `self.params`, `self.result` and `self.logger` are at hand."""

    mod_type = ""

    def __init__(self, params):
        self.params = params
        self.mod_name = params.get("_mod_name", "unknown")
        self.mod_type = params.get("_mod_type", self.mod_type or type(self).__name__)
        self.result = ModResult(self.mod_type, self.mod_name)
        self.logger = get_logger(self.mod_name)

    def execute(self):
        raise NotImplementedError(f"{type(self).__name__} does not define execute()")

    @classmethod
    def as_run(cls):
        def run(params):
            mod = cls(params)
            answer = mod.execute()
            return mod.result if answer is None else answer
        return run
