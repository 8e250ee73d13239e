# SPDX-License-Identifier: Apache-2.0
"""What every run costs before it does anything, and where that goes."""

import glob
import os
import re
import statistics
import subprocess
import tempfile

from measuring import Row, Run

LOADER = {"dynamic linker": r"total startup time in dynamic loader: (\d+) cycles",
          "of it relocations": r"time needed for relocation: (\d+) cycles",
          "of it loading the libraries": r"time needed to load objects: (\d+) cycles"}


def cycles_per_ms():
    """Of the counter the dynamic linker reads; None where the processor does not say."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        found = re.search(r"^cpu MHz\s*: ([\d.]+)", file.read(), re.MULTILINE)
    return float(found[1]) * 1000 if found else None


def loader_ms(command, rounds):
    """What glibc's dynamic linker says of itself, at start."""
    per_ms = cycles_per_ms()
    texts = []
    with tempfile.TemporaryDirectory(prefix="dcr-bench-") as folder:
        for number in range(rounds):
            output = os.path.join(folder, str(number))
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True,
                           env=dict(os.environ, LD_DEBUG="statistics", LD_DEBUG_OUTPUT=output))
            with open(glob.glob(f"{output}.*")[0], encoding="ascii", errors="replace") as file:
                texts.append(file.read())
    found = {name: [int(match[1]) for text in texts if (match := re.search(pattern, text))]
             for name, pattern in LOADER.items()}
    return {name: statistics.median(cycles) / per_ms
            for name, cycles in found.items() if cycles and per_ms}


def libraries(program):
    """How many shared libraries the program brings in."""
    lines = subprocess.run(["ldd", program], stdout=subprocess.PIPE, text=True,
                           check=False).stdout.splitlines()
    return sum("=>" in line for line in lines)


def start_rows(bench):
    folder, dcr = bench.repositories.folder, bench.dcr
    version = [dcr, "--version"]
    mine, other, empty = bench.watch.medians(
        [Run(version, folder), Run(["git", "--version"], folder), Run(["/bin/true"], folder)],
        bench.runs)
    rows = [Row("start", "--version", mine, other, "git --version", mine / other),
            Row("start", "an empty program", empty, against="/bin/true")]
    loader = loader_ms(version, bench.runs)
    for name, milliseconds in loader.items():
        rows.append(Row("start", name, milliseconds, against=f"{libraries(dcr)} shared libraries"))
    probe = bench.program("dcr_bench_libgit2_start")
    started = statistics.median(
        float(subprocess.run([probe], stdout=subprocess.PIPE, check=True).stdout) / 1000
        for _ in range(bench.runs))
    rows.append(Row("start", "libgit2's initialisation", started,
                    against="not in --version; in whatever opens a repository"))
    if loader:
        rest = mine - empty - loader["dynamic linker"]
        rows.append(Row("start", "the rest: static initialisers, commands, options", rest,
                        against="--version less the empty program and the dynamic linker"))
    return rows
