#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Times how dcr runs mods against the interpreter alone.

    tests/bench/mods.py [--mods N] [--megabytes N] [--runs N] [--dcr PATH] [--json]

Both commands of a row run in turn, so that a machine's changing speed hits both; medians of
whole-process wall times are printed, their difference, and of a job the cost of each further mod.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from bench import ROOT, wall

PYTHON = "/usr/bin/python3"
LINE = "x" * 99  # and its line end

MOD = """\
def run(params):
    for _ in range(params.get("lines", 0)):
        print("%s")
    return {"status": "success"}
""" % LINE

REGISTRY = {"mods": {"trivial": {
    "module_path": "trivial",
    "metadata": {"type": "trivial", "version": "1.0.0", "description": "Does nothing", "category": "sources"},
    "config_schema": {"type": "object", "properties": {"lines": {"type": "integer"}, "text": {"type": "string"}}}}}}

# What a program that prints line by line costs, whose lines nobody looks at.
PRINTS = "import sys; sys.stdout.reconfigure(line_buffering=True)\nfor _ in range(%d): print('%s')"


def write_job(folder, name, instances):
    lines = ["globals: {day: 2024-08-12}", "mods:"]
    for number in range(instances):
        lines.append(f"  m{number}: {{_type: trivial, text: \"in/${{day}}/{number}.csv\"}}")
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def make_project(folder, mods):
    with open(os.path.join(folder, "trivial.py"), "w", encoding="utf-8") as file:
        file.write(MOD)
    with open(os.path.join(folder, "mod_registry.json"), "w", encoding="utf-8") as file:
        json.dump(REGISTRY, file)
    write_job(folder, "one.yaml", 1)
    write_job(folder, "many.yaml", mods)


def compare(name, folder, command, other, runs):
    times = ([], [])
    for round_number in range(runs + 1):
        for mine, argv in zip(times, (command, other)):
            milliseconds, code = wall(argv, folder)
            if code != 0:
                sys.exit(f"bench: {' '.join(argv)} answered {code}")
            if round_number:  # The first round warms the caches.
                mine.append(milliseconds)
    dcr_ms, other_ms = map(statistics.median, times)
    return {"work": name, "dcr_ms": round(dcr_ms, 2), "other_ms": round(other_ms, 2),
            "more_ms": round(dcr_ms - other_ms, 2), "ratio": round(dcr_ms / other_ms, 2)}


def peak_kib(command, folder):
    """The largest resident size of the command itself, and not of what it starts."""
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while running.poll() is None:
        try:
            with open(f"/proc/{running.pid}/status", encoding="ascii") as status:
                for line in status:
                    if line.startswith("VmHWM:"):
                        most = max(most, int(line.split()[1]))
        except OSError:
            pass
        time.sleep(0.01)
    return most


def measure(folder, options):
    make_project(folder, options.mods)
    dcr, runs = options.dcr, options.runs
    run = [dcr, "run-mod", "--result", "/dev/null", "--params"]
    lines = options.megabytes * 1_000_000 // (len(LINE) + 1)
    printing = [*run, "one.yaml", "m0", "--set", f"lines={lines}"]
    rows = [
        compare("run-mod, against python3 -c pass", folder, [*run, "one.yaml", "m0"],
                [PYTHON, "-c", "pass"], runs),
        compare(f"a job of {options.mods} mods, against one mod", folder, [*run, "many.yaml", "--all"],
                [*run, "one.yaml", "--all"], max(runs // 3, 3)),
        compare(f"{options.megabytes} MB of prints, against python3 | cat", folder, printing,
                ["sh", "-c", f"{PYTHON} -c \"$0\" | cat", PRINTS % (lines, LINE)], max(runs // 7, 3)),
    ]
    rows[1]["further_mod_ms"] = round(rows[1]["more_ms"] / max(options.mods - 1, 1), 4)
    rows[2]["peak_mib"] = round(peak_kib(printing, folder) / 1024, 1)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mods", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--dcr", default=os.path.join(ROOT, "build", "release", "dcr"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.dcr = os.path.abspath(options.dcr)
    if not os.path.exists(options.dcr):
        sys.exit(f"bench: no {options.dcr}; build it: cmake --workflow --preset release")
    folder = tempfile.mkdtemp(prefix="dcr-bench-")
    os.environ.update(XDG_CACHE_HOME=os.path.join(folder, "cache"), PATH="/usr/bin:/bin",
                      GIT_CEILING_DIRECTORIES=folder, VIRTUAL_ENV="")
    try:
        rows = measure(folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    version = subprocess.run([PYTHON, "-V"], stdout=subprocess.PIPE, text=True, check=True).stdout
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {version.strip()}"
    if options.json:
        print(json.dumps({"machine": machine, "rows": rows}, indent=2))
        return
    print(f"{machine}; medians of {options.runs} runs and fewer of the longer ones\n")
    print(f"{'work':<48} {'dcr ms':>9} {'other ms':>9} {'more ms':>9} {'ratio':>6}")
    for row in rows:
        print(f"{row['work']:<48} {row['dcr_ms']:>9} {row['other_ms']:>9} {row['more_ms']:>9} "
              f"{row['ratio']:>6}")
    print(f"\neach further mod of a job: {rows[1]['further_mod_ms']} ms; "
          f"peak memory while it prints: {rows[2]['peak_mib']} MiB")


if __name__ == "__main__":
    main()
