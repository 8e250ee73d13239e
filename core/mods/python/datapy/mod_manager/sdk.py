# SPDX-License-Identifier: Apache-2.0
"""Running mods from Python, in a script that `dcr run-script` runs or in another mod."""

from datapy._dcr import wire
from datapy._dcr.execute import encoded, execute, failure
from datapy.mod_manager.params import InvalidParams, resolve
from datapy.mod_manager.result import VALIDATION_ERROR, entry

_global_config = {}


def set_global_config(config):
    """Adds to the globals that every mod receives; a key given before is replaced."""
    if not isinstance(config, dict):
        raise TypeError(f"globals are a dict, and not {type(config).__name__}")
    _global_config.update(config)


def get_global_config():
    """The globals of the job around this, if there is one, with those that were set."""
    around = (wire.current.get("params") or {}).get("_globals") or {}
    return {**around, **_global_config}


def clear_global_config():
    _global_config.clear()


def run_mod(mod_type, params, mod_name=None):
    """Runs a mod and returns its result document, with its artifacts as they are.

    Never raises for what the mod does or for parameters that it does not take: the result tells.
    """
    name = mod_name or mod_type
    try:
        job = resolve(mod_type, params, name, get_global_config())
    except InvalidParams as error:
        return _refused(mod_type, name, error.errors)
    if job["result"] is not None:
        return job["result"]  # a command: dcr has run it
    before = wire.current
    wire.current = job
    try:
        result = execute(job)
    finally:
        wire.current = before
    wire.channel().send({"finished": encoded(result)})
    return result


def _refused(mod_type, name, errors):
    job = {"type": mod_type, "name": name, "run_id": None}
    result = failure(job, VALIDATION_ERROR, errors[0], "invalid_params")
    result["errors"] += [entry(text, "error_code", "invalid_params") for text in errors[1:]]
    return result
