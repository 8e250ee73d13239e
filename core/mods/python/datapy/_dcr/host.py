# SPDX-License-Identifier: Apache-2.0
"""The program that dcr starts: it runs mods one after the other, or one script.

    python3 host.py CHANNEL FOLDER...

CHANNEL is the descriptor of a socket, the folders come first in the search path. The first message
is {"hello": "dcr mods", "version": 1, …}; then dcr sends {"run": {…}} for each mod, or one
{"script": {…}}, and closes the socket when it has nothing more to run.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# In the place of this script's folder: the folder that holds `datapy`, and those of the mods.
if sys.path and sys.path[0] == HERE:
    del sys.path[0]
sys.path[0:0] = [os.path.dirname(os.path.dirname(HERE)), *sys.argv[2:]]

from datapy._dcr import wire  # noqa: E402
from datapy._dcr.execute import encoded, execute  # noqa: E402
from datapy._dcr.objects import restored  # noqa: E402


class KeptObjects:
    """What mods hand on to later mods: dcr sees a description of it and its key."""

    def __init__(self):
        self._kept = {}

    def keep(self, name, artifacts, wanted):
        for key in wanted:
            if key in artifacts:
                self._kept[f"{name}/{key}"] = artifacts[key]

    def find(self, key):
        if key not in self._kept:
            raise KeyError(f"no artifact '{key}' was kept")
        return self._kept[key]


def run_mods(channel):
    objects = KeptObjects()
    while True:
        message = channel.receive()
        if message is None:
            return
        if "script" in message:
            run_script(message["script"])
            return
        job = message["run"]
        wire.current = job
        job["params"] = restored(job["params"], objects.find)
        result = execute(job)
        objects.keep(job["name"], result["artifacts"], job["keep"])
        channel.send({"result": encoded(result)})


def run_script(script):
    """Runs a file as `python3 FILE ARGUMENT...` does, with its globals set."""
    import runpy

    from datapy.mod_manager import sdk
    sdk.set_global_config(script["globals"])
    wire.current = script
    sys.argv = [script["file"], *script["arguments"]]
    sys.path.insert(0, os.path.dirname(script["file"]))
    runpy.run_path(script["file"], run_name="__main__")


def prepare_streams():
    # What a mod printed must be out before it can crash, and no text may fail to print.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


def main():
    channel = wire.connect(int(sys.argv[1]))
    prepare_streams()
    channel.send({"hello": "dcr mods", "version": wire.VERSION,
                  "python": ".".join(map(str, sys.version_info[:3]))})
    try:
        run_mods(channel)
    except KeyboardInterrupt:
        sys.exit(50)


main()
