# SPDX-License-Identifier: Apache-2.0
"""A mod that ends in the way it is told."""

import ctypes
import os
import signal
import subprocess
import sys
import time

from datapy.mod_manager.result import ModResult


class Frame:
    """What cannot be JSON, as a pandas frame."""

    shape = (3, 2)


class Scalar:
    """As a scalar of numpy."""

    dtype = "int64"
    shape = ()

    def item(self):
        return 5


class Mean(dict):
    """A dict that answers nothing."""

    def items(self):
        raise RuntimeError("mean")


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


def cycle():
    loop = {"a": 1}
    loop["self"] = loop
    return loop


def run(params):
    how = params["how"]
    result = ModResult("odd", params["_mod_name"])
    if how == "exception":
        raise ValueError("no such thing")
    if how == "exit":
        sys.exit(7)
    if how == "hard_exit":
        print("before")
        os._exit(3)
    if how == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    if how == "interrupted":
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(600)
    if how == "terminated":
        os.kill(os.getppid(), signal.SIGTERM)
        time.sleep(600)
    if how == "grandchild":
        subprocess.Popen(["sleep", "20"], start_new_session=True, close_fds=False)
    if how == "fork":
        if os.fork() == 0:
            return result.success()
        os.wait()
    if how == "half_a_message":
        os.write(3, b'garbage\n{"result": ')
    if how == "half_a_message_and_exit":
        os.write(3, b'{"result": ')
        os._exit(0)
    if how == "closed_streams":
        os.close(1)
        os.close(2)
    if how == "closed_channel":
        os.close(3)
    if how == "text":
        return "done"
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "import":
        import a_module_that_is_nowhere  # noqa: F401
    if how == "large":
        result.add_artifact("data", "x" * 50_000_000)
        result.add_artifact("list", range(5))
        result.add_artifact("items", [0] * 2_000_000)
    if how == "strange":
        for key, value in {"surrogate": "a\udcffb", "key\udc00": 1, 5: 6, "mean": Mean(a=1),
                           "deep": nested(100_000), "integer": 2 ** 70}.items():
            result.add_metric(key, value)
    if how == "received":
        print(sorted(params), params["_mod_name"], params["_mod_type"], params["_globals"])
    if how == "logs":
        from datapy.mod_manager.logger import get_logger
        for level in ("debug", "info", "warning", "error"):
            getattr(get_logger(), level)("at %s", level)
    if how == "prints":
        line = "x" * 999
        for _ in range(int(params["size"]) // 1000):
            print(line)
    if how == "c_level":
        ctypes.CDLL(None).puts(b"from C")
        ctypes.CDLL(None).fflush(None)
        os.write(2, b"to stderr \x00 \xff\n")
    if how == "nothing":
        return None
    if how == "green_error":
        return {"status": "error"} | {"exit_code": 0}
    if how == "code_7":
        return result.error(7)
    if how == "warning":
        result.add_warning("so so", "so_so")
        return result.warning()
    if how == "values":
        for key, value in {"nan": float("nan"), "set": {3, 1}, "scalar": Scalar(), "cycle": cycle(),
                           "nul": "a\0b", "bytes": b"ab"}.items():
            result.add_metric(key, value)
        result.add_artifact("data", Frame())
    if how == "use":
        result.add_metric("is_frame", isinstance(params["data"], Frame))
    if how == "secret_error":
        raise ValueError(params["password"])
    if how == "secret":
        print("the password is", params["password"])
        result.add_global("url", "db://user:" + params["password"] + "@host")
    return result.success()
