# SPDX-License-Identifier: Apache-2.0
"""Messages to and from dcr: JSON objects, one a line, on a socket of their own.

dcr speaks first only to start something; while a mod or a script runs, it only answers. So whoever
holds the lock may write a question and read the answer.
"""

import os
from _thread import RLock

from datapy._dcr.codec import dumps, loads


class Disconnected(Exception):
    """dcr is gone, or this is a process that it did not start."""


class Channel:
    def __init__(self, descriptor, rest):
        self._descriptor = descriptor
        self._owner = os.getpid()
        self._lock = RLock()
        self._rest = rest

    def is_ours(self):
        """False in a process that was forked from the one that dcr started."""
        return os.getpid() == self._owner

    def send(self, message):
        data = dumps(message).encode("ascii")
        # The line end before it: a mod may have written half a line of its own to the descriptor.
        data = b"\n" + data + b"\n"
        with self._lock:
            if not self.is_ours():
                raise Disconnected("a forked process cannot speak with dcr: run mods in the first")
            view = memoryview(data)
            while view:
                view = view[os.write(self._descriptor, view):]

    def receive(self):
        """The next message; None when dcr has nothing more to say."""
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            data = os.read(self._descriptor, 65536)
            if not data:
                return None
            parts.append(data)
        line, _, self._rest = b"".join(parts).partition(b"\n")
        return loads(line.decode("utf-8"))

    def ask(self, question):
        with self._lock:
            self.send(question)
            answer = self.receive()
        if answer is None:
            raise Disconnected("dcr has ended")
        return answer


_channel = None
current = {}  # what runs: the job of a mod, or the script


def connect(descriptor, rest=b""):
    """`rest` is what was read of the first message."""
    global _channel
    os.set_inheritable(descriptor, False)
    _channel = Channel(descriptor, rest)
    return _channel


def channel():
    """The channel to the dcr that started this Python; None where there is none."""
    return _channel


def ask(question):
    if _channel is None:
        raise Disconnected("no dcr runs this: start the script with dcr run-script")
    return _channel.ask(question)
