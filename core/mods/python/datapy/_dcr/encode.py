# SPDX-License-Identifier: Apache-2.0
"""Any Python value as JSON. Never fails; says where something was lost.

What has no JSON is described: {"$type": "pandas.DataFrame", "shape": [10000, 7]}.
"""

import math

DEEPEST = 64
LARGEST = 1 << 20  # characters of one encoded value, about; beyond it values are described
MOST_ITEMS = 1000  # of one collection
LARGEST_INTEGER = 1 << 63


class Encoder:
    def __init__(self):
        self.losses = []
        self._room = LARGEST
        self._above = {}  # id of each collection around the value: its path

    def encode(self, value, path):
        try:
            return self._encode(value, path)
        except Exception:  # a subclass of dict may answer anything, also to the simplest question
            return {"$type": type_name(value)}

    def _encode(self, value, path):
        self._room -= 8
        if self._room < 0:
            self._lose(path, "is too large for the result, and only described")
            return describe(value)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            return self._text(value, path)
        if kind is int:
            return self._integer(value, path)
        if kind is float:
            return self._float(value, path)
        if isinstance(value, (dict, list, tuple, set, frozenset)):
            return self._collection(value, path)
        return self._other(value, path)

    def _lose(self, path, what):
        if len(self.losses) < 100:
            self.losses.append(f"'{path}' {what}")

    def _text(self, value, path):
        if len(value) > self._room:
            self._lose(path, "is too large for the result, and only described")
            return {"$type": "str", "length": len(value)}
        self._room -= len(value)
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            self._lose(path, "is no Unicode text: what is none was replaced")
            return value.encode("utf-8", "replace").decode("utf-8")
        return value

    def _integer(self, value, path):
        if -LARGEST_INTEGER <= value < LARGEST_INTEGER:
            return value
        self._lose(path, "is an integer beyond 64 bits, and became text")
        return hex(value)

    def _float(self, value, path):
        if math.isfinite(value):
            return value
        self._lose(path, f"was {value}, and became null")
        return None

    def _collection(self, value, path):
        if id(value) in self._above:
            self._lose(path, f"is '{self._above[id(value)]}' again, and was left out")
            return {"$type": "cycle", "to": self._above[id(value)]}
        if len(self._above) >= DEEPEST:
            self._lose(path, f"is nested deeper than {DEEPEST}, and only described")
            return describe(value)
        if len(value) > MOST_ITEMS:
            self._lose(path, f"has {len(value)} items, and is only described")
            return describe(value)
        self._above[id(value)] = path
        try:
            if isinstance(value, dict):
                return self._mapping(value, path)
            return self._list(value, path)
        finally:
            del self._above[id(value)]

    def _mapping(self, value, path):
        out = {}
        for key, item in list(value.items()):
            name = key if type(key) is str else plain_text(key)
            name = self._text(name, f"{path}, a key")
            if not isinstance(name, str):
                continue
            if type(key) is not str:
                self._lose(path, f"has the key {name!r}, which became text")
            if name in out:
                self._lose(path, f"has two keys {name!r}; the last was kept")
            out[name] = self.encode(item, f"{path}.{name}")
            if self._room < 0:
                self._lose(path, f"was cut after {len(out)} of {len(value)} items")
                break
        return out

    def _list(self, value, path):
        items = value
        if isinstance(value, (set, frozenset)):
            self._lose(path, "was a set, and became a list")
            items = sorted(value, key=plain_text)
        out = []
        for index, item in enumerate(items):
            if self._room < 0:
                self._lose(path, f"was cut after {index} of {len(value)} items")
                break
            out.append(self.encode(item, f"{path}[{index}]"))
        return out

    def _other(self, value, path):
        known = self._known(value, path)
        return describe(value) if known is NOT_KNOWN else known

    def _known(self, value, path):
        """What stands for a value of the standard library or of numpy."""
        for base, convert in ((str, self._text), (int, self._integer), (float, self._float)):
            if isinstance(value, base):
                return convert(base(value), path)
        if hasattr(value, "dtype") and getattr(value, "shape", ()) == () and hasattr(value, "item"):
            item = value.item()
            return describe(value) if type(item) is type(value) else self.encode(item, path)
        if hasattr(value, "isoformat"):  # date, time, datetime, pandas.Timestamp
            return self._text(value.isoformat(), path)
        name = type_name(value)
        if name == "decimal.Decimal":
            self._lose(path, "was a Decimal, and became text")
            return str(value)
        if name == "datetime.timedelta":
            return value.total_seconds()
        if name == "uuid.UUID" or hasattr(value, "__fspath__"):
            return self._text(str(value), path)
        if any(base.__module__ == "enum" for base in type(value).__mro__):
            return self.encode(value.value, path)
        return NOT_KNOWN


NOT_KNOWN = object()


def plain_text(value):
    """A text for any value, also where its own conversion fails."""
    try:
        return str(value)
    except Exception:
        return type_name(value)


def type_name(value):
    kind = type(value)
    module = str(getattr(kind, "__module__", ""))
    # pandas.core.frame.DataFrame is known as pandas.DataFrame.
    top = module.partition(".")[0] if module.startswith(("pandas.", "numpy.")) else module
    name = str(getattr(kind, "__qualname__", kind.__name__))
    return name if top in ("", "builtins") else f"{top}.{name}"


def describe(value):
    """{"$type": …} with the shape or the length of what has one."""
    out = {"$type": type_name(value)}
    try:
        shape = getattr(value, "shape", None)
        if isinstance(shape, (tuple, list)) and all(type(size) is int for size in shape):
            out["shape"] = list(shape)
        elif hasattr(value, "__len__"):
            out["length"] = len(value)
    except Exception:
        pass
    return out
