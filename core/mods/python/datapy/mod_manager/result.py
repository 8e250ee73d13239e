# SPDX-License-Identifier: Apache-2.0
"""The standard result of a mod."""

import time

SUCCESS = 0
SUCCESS_WITH_WARNINGS = 10
VALIDATION_ERROR = 20
RUNTIME_ERROR = 30
TIMEOUT = 40
CANCELED = 50
EXIT_CODES = (SUCCESS, SUCCESS_WITH_WARNINGS, VALIDATION_ERROR, RUNTIME_ERROR, TIMEOUT, CANCELED)


def timestamp():
    """Now, UTC, as RFC 3339 has it."""
    now = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}Z"


def entry(message, code_key, code):
    """A warning or an error of a result."""
    return {"message": message, code_key: code, "timestamp": timestamp()}


def empty_result(mod_type, mod_name):
    return {"status": "success", "execution_time": 0.0, "exit_code": SUCCESS, "metrics": {},
            "artifacts": {}, "globals": {}, "warnings": [], "errors": [],
            "logs": {"log_file": None, "run_id": None, "mod_type": mod_type, "mod_name": mod_name}}


class ModResult:
    """Collects what a mod did; `success`, `warning` and `error` make the result document."""

    def __init__(self, mod_type, mod_name="unknown"):
        self.mod_type = mod_type
        self.mod_name = mod_name
        self.metrics = {}
        self.artifacts = {}
        self.globals = {}
        self.warnings = []
        self.errors = []
        self._started = time.perf_counter()

    def add_metric(self, key, value):
        self.metrics[key] = value

    def add_artifact(self, key, value):
        self.artifacts[key] = value

    def add_global(self, key, value):
        self.globals[key] = value

    def add_warning(self, message, warning_code=None):
        self.warnings.append(entry(message, "warning_code", warning_code))

    def add_error(self, message, error_code=None):
        self.errors.append(entry(message, "error_code", error_code))

    def success(self):
        return self._document("success", SUCCESS)

    def warning(self, exit_code=SUCCESS_WITH_WARNINGS):
        return self._document("warning", exit_code)

    def error(self, exit_code=RUNTIME_ERROR):
        return self._document("error", exit_code)

    def _document(self, status, exit_code):
        from datapy._dcr import wire
        job = wire.current
        document = empty_result(self.mod_type, self.mod_name)
        document["logs"].update(log_file=job.get("log_file"), run_id=job.get("run_id"))
        document.update(
            status=status, exit_code=exit_code, metrics=self.metrics, artifacts=self.artifacts,
            globals=self.globals, warnings=self.warnings, errors=self.errors,
            execution_time=round(time.perf_counter() - self._started, 6))
        return document
