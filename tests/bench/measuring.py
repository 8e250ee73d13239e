# SPDX-License-Identifier: Apache-2.0
"""Runs commands in turn, and the rows that come of it."""

import contextlib
import dataclasses
import os
import statistics
import subprocess
import sys
import time

PEAK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peak.py")
SILENT = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]


@dataclasses.dataclass
class Row:
    """One line of the table. `value` is what the budget limits, in `unit`."""
    group: str
    work: str
    dcr: float  # in `measured`
    other: float | None = None
    against: str = ""  # what `other` is the time of
    value: float | None = None
    unit: str = "×"
    limit: float | None = None
    at_least: bool = False
    measured: str = "ms"
    peak: float | None = None  # MB

    @property
    def budget(self):
        if self.limit is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"

    @property
    def met(self):
        if self.limit is None:
            return None
        value = round(self.value, 2)
        return value >= self.limit if self.at_least else value <= self.limit


@dataclasses.dataclass
class Run:
    """A command that is timed."""
    command: list
    repo: str
    code: int = 0
    prepare: object = None  # called before each run, unless None
    cores: set | None = None  # those it may use; None = all


class Stopwatch:
    """Times whole processes, from the start of each to its end."""

    def __init__(self, realtime, warm_up):
        self.realtime = realtime
        self.warm_up = warm_up

    @contextlib.contextmanager
    def _turn(self, run):
        """What a process inherits: its folder, its cores, and a priority above other work."""
        if run.prepare:
            run.prepare()
        os.chdir(run.repo)
        all_cores = os.sched_getaffinity(0)
        if run.cores:
            os.sched_setaffinity(0, run.cores)
        if self.realtime:
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(2))
        try:
            yield
        finally:
            if self.realtime:
                os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
            os.sched_setaffinity(0, all_cores)

    def time(self, run):
        """Milliseconds of one run."""
        with self._turn(run):
            begin = time.perf_counter()
            child = os.posix_spawnp(run.command[0], run.command, os.environ, file_actions=SILENT)
            _, status = os.waitpid(child, 0)
            seconds = time.perf_counter() - begin
        expect(run, os.waitstatus_to_exitcode(status))
        return seconds * 1000

    def time_and_peak(self, run):
        """Milliseconds of one run, and the MB that it or a process it waited for held at most."""
        # The kernel counts the parent's memory as the child's where they share it until exec: a
        # small process has to be the parent.
        with self._turn(run):
            done = subprocess.run([sys.executable, "-I", "-S", PEAK, *run.command],
                                  stdout=subprocess.PIPE, check=True)
        code, milliseconds, kib = done.stdout.split()
        expect(run, int(code))
        return float(milliseconds), int(kib) * 1024 / 1e6

    def medians(self, runs, rounds):
        """The median of each, all taking turns so that a machine's changing speed hits all."""
        times = [[] for _ in runs]
        for number in range(1 - self.warm_up, rounds + 1):
            for mine, run in zip(times, runs):
                milliseconds = self.time(run)
                if number:  # The first round warms the caches.
                    mine.append(milliseconds)
        return [statistics.median(each) for each in times]


def expect(run, code):
    if code != run.code:
        sys.exit(f"bench: {' '.join(run.command)} ended with {code}, not {run.code}, in {run.repo}")


def answer(command, repo, code=0):
    """What a command prints."""
    done = subprocess.run(command, cwd=repo, stdout=subprocess.PIPE)
    expect(Run(command, repo, code), done.returncode)
    return done.stdout


class Answers:
    """A benchmark of wrong answers is worth nothing: each is compared before it is timed."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def same(self, what, mine, others):
        if mine == others:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAIL {what}\n  dcr: {shortened(mine)}\n  git: {shortened(others)}",
              file=sys.stderr)


def shortened(value):
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]}… ({len(text)} characters)"


@contextlib.contextmanager
def environment(**variables):
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
