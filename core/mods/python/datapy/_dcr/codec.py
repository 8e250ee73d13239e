# SPDX-License-Identifier: Apache-2.0
"""JSON texts of messages: `dumps` makes one of ASCII, `loads` reads one.

Importing the package json takes as long as starting Python does, nearly all of it for regular
expressions that no message needs. So its two C functions are used by themselves, where they are
what CPython has had since 3.8.
"""


def refuse(value):
    raise ValueError(f"{value!r} has no JSON")


class Reading:
    """What the C function asks of a decoder."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(refuse)


def c_functions():
    """(dumps, loads). Raises what it likes where _json is another one than it knows."""
    import _json
    scan = _json.make_scanner(Reading())
    chunks = _json.make_encoder(None, refuse, _json.encode_basestring_ascii, None, ":", ",",
                                False, False, False)

    def dumps(message):
        return "".join(chunks(message, 0))

    def loads(text):
        try:
            return scan(text, 0)[0]
        except StopIteration as error:
            raise ValueError(f"no JSON at character {error.value}") from None

    sample = {"a": [1, -2.5, None, True, "\u00e9\n"], "b": {}}
    if loads(dumps(sample)) != sample:
        raise ValueError("_json does not read what it wrote")
    return dumps, loads


def package_functions():
    """The same from the package."""
    import json

    def dumps(message):
        return json.dumps(message, separators=(",", ":"), allow_nan=False)

    return dumps, json.loads


try:
    dumps, loads = c_functions()
except Exception:
    dumps, loads = package_functions()
