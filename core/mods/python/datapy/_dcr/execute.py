# SPDX-License-Identifier: Apache-2.0
"""Runs the mods of Python modules: whatever one does short of ending the process, a result follows."""

import importlib
import sys
import time

from datapy._dcr.encode import Encoder, plain_text
from datapy.mod_manager.result import (
    CANCELED, EXIT_CODES, RUNTIME_ERROR, SUCCESS, SUCCESS_WITH_WARNINGS, VALIDATION_ERROR,
    ModResult, entry, empty_result)


class _Refused(Exception):
    """The module cannot be run as a mod."""


def run_of(module_name):
    """The function `run` of the module."""
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and (module_name + ".").startswith(error.name + "."):
            raise _Refused(f"there is no module '{module_name}': {error}") from error
        raise
    run = getattr(module, "run", None)
    if not callable(run):
        raise _Refused(f"module '{module_name}' has no function run(params)")
    return run


def execute(job):
    """The result document of one run; `job` has type, name, module, params, run_id, log_file."""
    started = time.perf_counter()
    runs = False
    logger = sys.modules.get("datapy.mod_manager.logger")
    if logger is not None:
        logger.set_levels()
    try:
        run = run_of(job["module"])
        runs = True
        result = checked(run(job["params"]), job)
    except _Refused as refused:
        result = failure(job, VALIDATION_ERROR, str(refused), "mod_refused")
    except KeyboardInterrupt:
        result = failure(job, CANCELED, "the run was cancelled", "cancelled")
    except SystemExit as ended:
        result = after_exit(job, ended.code)
    except BaseException as error:
        result = after_exception(job, error, runs)
        print_exception(error)
    result["execution_time"] = round(time.perf_counter() - started, 6)
    flush()
    return result


def after_exception(job, error, runs):
    """A mod that could not even be imported for want of a package was refused, and did not fail."""
    missing = missing_package(error, job.get("packages", ()))
    if missing is None:
        return failure(job, RUNTIME_ERROR, describe_exception(error), "exception")
    code = RUNTIME_ERROR if runs else VALIDATION_ERROR
    return failure(job, code, missing, "missing_package")


def after_exit(job, code):
    shown = plain_text(code)
    return failure(job, RUNTIME_ERROR, f"the mod called sys.exit({shown})", "exit")


def failure(job, exit_code, message, error_code):
    result = empty_result(job["type"], job["name"])
    result["logs"] = logs_of(job)
    result["status"] = "error"
    result["exit_code"] = exit_code
    result["errors"].append(entry(message, "error_code", error_code))
    return result


def logs_of(job):
    return {"log_file": job.get("log_file"), "run_id": job["run_id"],
            "mod_type": job["type"], "mod_name": job["name"]}


def checked(answer, job):
    """What `run` returned as a result document, its parts made right."""
    if isinstance(answer, ModResult):
        answer = answer.error() if answer.errors else answer.success()
    if not isinstance(answer, dict) or "status" not in answer:
        kind = type(answer).__name__
        return failure(job, RUNTIME_ERROR, f"run() returned {kind} and no result", "no_result")
    result = empty_result(job["type"], job["name"])
    result["logs"] = logs_of(job)
    for part in ("metrics", "artifacts", "globals"):
        if isinstance(answer.get(part), dict):
            result[part] = answer[part]
    for part, code in (("warnings", "warning_code"), ("errors", "error_code")):
        found = answer.get(part)
        for item in found if isinstance(found, (list, tuple)) else ():
            result[part].append(item if isinstance(item, dict) and "message" in item
                                else entry(plain_text(item), code, None))
    settle_status(result, answer.get("status"), answer.get("exit_code"))
    return result


def settle_status(result, status, code):
    """Status and exit code that agree; an unusual code is kept in the errors."""
    usual = {"success": SUCCESS, "warning": SUCCESS_WITH_WARNINGS}.get(status, RUNTIME_ERROR)
    if type(code) is not int:
        code = usual
    if code not in EXIT_CODES:
        result["errors"].append(
            entry(f"the mod ended with exit code {code}", "error_code", "exit_code"))
        code = RUNTIME_ERROR
    # The worse of the two is believed: an error with exit code 0 must not pass for success.
    if code == SUCCESS or (code == SUCCESS_WITH_WARNINGS and usual == RUNTIME_ERROR):
        code = usual
    result["exit_code"] = code
    result["status"] = {SUCCESS: "success", SUCCESS_WITH_WARNINGS: "warning"}.get(code, "error")


def encoded(result):
    """The result as JSON; what was lost on the way is among its warnings."""
    out = dict(result)
    lost = []
    for part in ("metrics", "artifacts", "globals", "warnings", "errors"):
        encoder = Encoder()
        out[part] = encoder.encode(result[part], part)
        lost += encoder.losses
    for part, code in (("warnings", "warning_code"), ("errors", "error_code")):
        out[part] = [text_entry(item, code) for item in out[part] if isinstance(item, dict)]
    out["warnings"] += [entry(loss, "warning_code", "lossy_encoding") for loss in lost]
    return out


def text_entry(item, code):
    """{message, code, timestamp}, each a text or null."""
    def text(key):
        value = item.get(key)
        return value if value is None or isinstance(value, str) else plain_text(value)
    return {"message": text("message") or "", code: text(code), "timestamp": text("timestamp")}


def describe_exception(error):
    text = plain_text(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def missing_package(error, packages):
    """Why a module is missing, in the words of the mod's declaration; None for any other error."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return None
    from importlib import metadata  # here: only failures pay for it

    def normal(name):
        return name.replace("_", "-").replace(".", "-").lower()

    def is_installed(name):
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            return False
        return True

    module = error.name.partition(".")[0]
    named = [package for package in packages if normal(package["name"]) == normal(module)]
    # Many are imported under another name than they are installed by: PyYAML is yaml.
    missing = named or [package for package in packages if not is_installed(package["name"])]
    if not missing:
        return None
    wanted = " ".join(f"'{package['requirement']}'" for package in missing)
    return (f"no module '{error.name}': the mod declares {wanted}, and {sys.executable} does not have "
            f"it; {sys.executable} -m pip install {wanted}")


def print_exception(error, passed=(__file__, importlib.__file__, "<frozen importlib")):
    """The traceback from the user's own code on: after the files `passed`."""
    try:
        import traceback  # here: only failures pay for it
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename.startswith(passed):
            trace = trace.tb_next
        traceback.print_exception(type(error), error, trace, file=sys.stderr)
    except Exception:  # an exception may be unprintable
        pass


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # a mod may have closed or replaced it
            pass
