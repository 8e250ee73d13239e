# SPDX-License-Identifier: Apache-2.0
"""The program that dcr starts: it runs mods one after the other, or one script.

    python3 host.py CHANNEL FOLDER...

CHANNEL is the descriptor of a socket, the folders come first in the search path. The first message
is {"hello": "dcr mods", "version": 1, "python": "3.11.2"}; then dcr sends {"run": {…}} for each mod,
or one {"script": {…}}, and closes the socket when it has nothing more to run.
"""

import os
import sys

# dcr may refuse to run anything with this Python: until it has answered, nothing of the user's is
# imported, and `datapy` would import the user's part of it. Any Python can run the lines up to there.
CHANNEL = int(sys.argv[1])
os.write(CHANNEL, ('{"hello": "dcr mods", "version": 1, "python": "%d.%d.%d"}\n'
                   % sys.version_info[:3]).encode("ascii"))
FIRST = os.read(CHANNEL, 65536)
if not FIRST:
    sys.exit(0)

HERE = os.path.dirname(os.path.abspath(__file__))
# In the place of this script's folder: the folder that holds `datapy`, and those of the mods.
if sys.path and sys.path[0] == HERE:
    del sys.path[0]
sys.path[0:0] = [os.path.dirname(os.path.dirname(HERE)), *sys.argv[2:]]

from datapy._dcr import wire  # noqa: E402
from datapy._dcr.execute import encoded, execute, flush, print_exception  # noqa: E402
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
        if not channel.is_ours():
            os._exit(end_of_fork())
        objects.keep(job["name"], result["artifacts"], job["keep"])
        channel.send({"result": encoded(result)})


def end_of_fork():
    """A process that a mod forked has come out of its run(): it has nobody to answer to."""
    print("a process forked by the mod returned from run(), and was ended", file=sys.stderr)
    flush()
    return 1


def run_script(script):
    """Runs a file as `python3 FILE ARGUMENT...` does, with its globals set."""
    import runpy

    import datapy
    from datapy.mod_manager import sdk
    sdk.set_global_config(script["globals"])
    wire.current = script
    sys.argv = [script["file"], *script["arguments"]]
    sys.path.insert(0, os.path.dirname(script["file"]))
    datapy.extend_all()  # by a package beside the script
    try:
        runpy.run_path(script["file"], run_name="__main__")
    except Exception as error:
        print_exception(error, (os.path.abspath(__file__), __file__, runpy.__file__, "<frozen runpy"))
        sys.exit(1)


def prepare_streams():
    # What a mod printed must be out before it can crash, and no text may fail to print.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


def main():
    channel = wire.connect(CHANNEL, FIRST)
    prepare_streams()
    try:
        run_mods(channel)
    except KeyboardInterrupt:
        sys.exit(50)


main()
