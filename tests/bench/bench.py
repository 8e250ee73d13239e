#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Times dcr on repositories that it generates, against the commands that do the nearest thing.

    tests/bench/bench.py [--only GROUP]... [--big] [--quick] [--runs N] [--realtime] [--dcr PATH]
                         [--folder FOLDER] [--json | --markdown]
    tests/bench/bench.py --from FILE... [--markdown]    what --json printed, as a table

Commands of a row run in turn, so that a machine's changing speed hits all of them; medians of whole
processes' wall times are printed, and what the budget of the row limits. What dcr answers is
compared with git's answer before it is timed. README.md here says what the groups measure.
"""

import argparse
import dataclasses
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

import big_rows
import check_rows
import history_rows
import mod_registry
import mods
import registry_rows
import start_rows
import tables
from measuring import Answers, Stopwatch
from repositories import Repositories

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@dataclasses.dataclass
class Sizes:
    contracts: int = 10_000
    large: int = 100_000
    changed: int = 500
    commits: int = 50_000
    history_contracts: int = 1000
    range: int = 1000
    mods: int = 10_000
    job: int = 1000
    printed: int = 100_000_000  # bytes
    big_commits: int = 1_000_000
    big_contracts: int = 300
    big_range: int = 10_000
    fields: int = 10_000


QUICK = Sizes(contracts=60, large=120, changed=10, commits=120, history_contracts=30, range=40,
              mods=30, job=10, printed=100_000, big_commits=150, big_contracts=30, big_range=50,
              fields=100)

GROUPS = {
    "start": start_rows.start_rows,
    "check": check_rows.check_rows,
    "growth": check_rows.growth_rows,
    "cores": check_rows.cores_rows,
    "everything": registry_rows.everything_rows,
    "history": history_rows.history_rows,
    "memory": registry_rows.memory_rows,
    "run-mod": mods.run_mod_rows,
    "mod-registry": mod_registry.mod_registry_rows,
}
BIG_GROUPS = {
    "big-registry": big_rows.registry_rows,
    "big-history": big_rows.history_rows,
    "big-contract": big_rows.contract_rows,
}


class Bench:
    """What a group is handed."""

    def __init__(self, options, folder):
        self.dcr = os.path.abspath(options.dcr)
        self.sizes = QUICK if options.quick else Sizes()
        self.runs = options.runs or (1 if options.quick else 21)
        self.half = max(self.runs // 2, 1)
        self.few = max(self.runs // 4, 1)
        self.watch = Stopwatch(options.realtime, warm_up=not options.quick)
        self.answers = Answers()
        self.repositories = Repositories(folder, self.say)

    @staticmethod
    def say(what):
        print(f"bench: {what}", file=sys.stderr, flush=True)

    def program(self, target):
        """A program of bench.cmake, built beside dcr."""
        build = os.path.dirname(self.dcr)
        built = subprocess.run(["cmake", "--build", build, "--target", target],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if built.returncode != 0:
            sys.exit(f"bench: cannot build {target} in {build}\n{built.stdout.decode()}")
        return os.path.join(build, target)


def quiet_environment():
    """No CI system's variables and no configuration of this machine may choose another base."""
    for name in list(os.environ):
        if name.startswith(("CI", "GITHUB_", "GITLAB_", "GIT_", "DCR_", "BUILDKITE", "JENKINS")):
            del os.environ[name]
    os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null",
                      LC_ALL="C.UTF-8")


def machine(bench, options):
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        model = re.search(r"^model name\s*: (.*)$", file.read(), re.MULTILINE)
    processor = model[1] if model else platform.machine()
    linked = "dynamically" if "libgit2" in printed(["ldd", bench.dcr]) else "statically"
    return (f"{processor}, {len(os.sched_getaffinity(0))} cores; Linux {platform.release()}; "
            f"{printed(['git', '--version'])}; {printed([bench.dcr, '--version'])}, libgit2 linked "
            f"{linked}; medians of up to {bench.runs} runs"
            f"{', at real-time priority' if options.realtime else ''}")


def printed(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout.strip()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=[*GROUPS, *BIG_GROUPS], metavar="GROUP",
                        help="measure this group; one of %(choices)s")
    parser.add_argument("--big", action="store_true",
                        help="also what takes long: 100,000 contracts, 1,000,000 commits")
    parser.add_argument("--quick", action="store_true",
                        help="tiny repositories, few runs: compares the answers and times nothing "
                             "worth reading")
    parser.add_argument("--runs", type=int, help="of the shortest commands (default: 21)")
    parser.add_argument("--realtime", action="store_true",
                        help="run what is timed before all other processes (root only)")
    parser.add_argument("--dcr", default=os.path.join(ROOT, "build", "release", "dcr"))
    parser.add_argument("--folder", help="keep the repositories here, and use those that are here")
    parser.add_argument("--from", dest="saved", nargs="+", metavar="FILE",
                        help="measure nothing: print what --json printed")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--markdown", action="store_true")
    return parser.parse_args()


def chosen(options):
    every = {**GROUPS, **BIG_GROUPS}
    if options.only:
        return {name: every[name] for name in every if name in options.only}
    return every if options.big or options.quick else GROUPS


def shape(options):
    return tables.as_json if options.json else tables.markdown if options.markdown else tables.text


def measure(options, folder):
    bench = Bench(options, folder)
    rows = []
    for name, group in chosen(options).items():
        bench.say(name)
        rows += group(bench)
    print(shape(options)(rows, machine(bench, options)))
    if options.quick:
        print(f"{bench.answers.passed} passed, {bench.answers.failed} failed")
    if bench.answers.failed:
        sys.exit("bench: answers differ from git's: the times above are worth nothing")


def main():
    options = arguments()
    if options.saved:
        print(shape(options)(*tables.read_json(options.saved)))
        return
    if not os.path.exists(options.dcr):
        sys.exit(f"bench: no {options.dcr}; build it: cmake --workflow --preset release")
    quiet_environment()
    if options.folder:
        os.makedirs(options.folder, exist_ok=True)
        return measure(options, os.path.abspath(options.folder))
    folder = tempfile.mkdtemp(prefix="dcr-bench-")
    try:
        measure(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
