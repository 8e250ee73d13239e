# SPDX-License-Identifier: Apache-2.0
"""The parameters of mods, as dcr resolves them."""

from datapy._dcr import wire
from datapy._dcr.objects import ObjectTable


class InvalidParams(ValueError):
    """Parameters that their mod does not take; `errors` lists every reason."""

    def __init__(self, mod_type, errors):
        self.errors = errors
        super().__init__(f"invalid parameters of '{mod_type}': " + "; ".join(errors))


def resolve(mod_type, params, mod_name, global_config):
    """What `mod_type` runs with: dcr's answer with the resolved parameters in `params`.

    Schema defaults, then the project's defaults, then `params`; `${…}` replaced; then validated.
    """
    objects = ObjectTable()
    answer = wire.ask({"resolve": {
        "type": mod_type, "name": mod_name, "params": _lend_all(objects, params),
        "globals": _lend_all(objects, global_config)}})
    if answer["errors"]:
        raise InvalidParams(mod_type, answer["errors"])
    answer["params"] = objects.restore(answer["params"])
    return answer


def _lend_all(objects, mapping):
    out = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError(f"the name of a parameter is a text, and not {key!r}")
        out[key] = objects.lend(value)
    return out


def resolve_params(mod_type, params, mod_name="unknown"):
    """The resolved parameters alone."""
    from datapy.mod_manager import sdk
    return resolve(mod_type, params, mod_name, sdk.get_global_config())["params"]


def load_job_config(path):
    """A YAML file as dictionaries and lists, typed as dcr types it."""
    answer = wire.ask({"read": str(path)})
    if answer["errors"]:
        raise ValueError("; ".join(answer["errors"]))
    return answer["value"]
