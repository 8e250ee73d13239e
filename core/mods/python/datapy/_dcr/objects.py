# SPDX-License-Identifier: Apache-2.0
"""Parameters travel to dcr and back; what is not JSON stays here and is named {"$object": n}."""

import math

REFERENCE = "$object"
LONGEST = 1000  # items of a list; a longer one stays here too


class ObjectTable:
    def __init__(self):
        self._kept = []

    def lend(self, value, depth=0):
        """`value` with a reference in the place of everything that is not JSON."""
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str and value.isascii():
            return value
        if kind is int and -(1 << 63) <= value < (1 << 63):
            return value
        if kind is float and math.isfinite(value):
            return value
        if kind is str and is_unicode(value):
            return value
        if kind is list and len(value) <= LONGEST and depth < 32:
            return [self.lend(item, depth + 1) for item in value]
        if kind is dict and len(value) <= LONGEST and depth < 32 and is_plain(value):
            return {key: self.lend(item, depth + 1) for key, item in value.items()}
        return self.keep(value)

    def keep(self, value):
        self._kept.append(value)
        return {REFERENCE: len(self._kept) - 1}

    def restore(self, value):
        """The inverse of `lend`."""
        return restored(value, lambda index: self._kept[index])


def restored(value, find):
    if isinstance(value, dict):
        if len(value) == 1 and REFERENCE in value:
            return find(value[REFERENCE])
        return {key: restored(item, find) for key, item in value.items()}
    if isinstance(value, list):
        return [restored(item, find) for item in value]
    return value


def is_plain(mapping):
    return REFERENCE not in mapping and all(
        type(key) is str and is_unicode(key) for key in mapping)


def is_unicode(text):
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
