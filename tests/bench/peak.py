# SPDX-License-Identifier: Apache-2.0
"""Runs a command in silence; prints its exit code, its milliseconds and its peak memory in KiB."""

import os
import sys
import time

SILENT = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
begin = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=SILENT)
_, status, usage = os.wait4(child, 0)
milliseconds = (time.perf_counter() - begin) * 1000
print(os.waitstatus_to_exitcode(status), milliseconds, usage.ru_maxrss)
