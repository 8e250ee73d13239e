#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets every call of the system fail in turn, and looks at what dcr makes of it.

  /usr/bin/python3 tests/faults/sweep.py           a sample: under a minute
  /usr/bin/python3 tests/faults/sweep.py --all     every call of every command, with every effect
  ... --only NAME   the scenarios whose name has NAME in it;  --list   what there is
  ... --jobs N;  --every N   every N-th case;  DCR=build/release/dcr

A scenario is a command in a repository made for it. It is run once quietly, and once more with
inject.c listing its calls; then once for each call and each effect that suits it. Whatever fails:

  - the exit code and the answer are those of the quiet run, or the code is 3 with a reason on
    stderr (or 1, where the quiet run said so): never a crash, a hang, or another answer;
  - the files and the history are what they were, or what the quiet run made of them;
  - nothing is left behind, but for a draft of a run that was killed in the act;
  - the same command, run again quietly, answers as if nothing had happened.
"""

import argparse
import concurrent.futures
import errno
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zlib

from scenarios import SCENARIOS

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent

ALL = {
    "open": [errno.EIO, errno.EACCES, errno.EMFILE],
    "openat2": [errno.EIO, errno.ENOSYS, errno.EAGAIN, errno.EACCES],
    "read": [errno.EIO, errno.EINTR, "short"],
    "write": [errno.ENOSPC, errno.EIO, errno.EINTR, "short", "kill", "killed"],
    "sync": [errno.EIO, errno.ENOSPC, "kill"],
    "rename": [errno.EIO, errno.EROFS, "kill", "killed"],
    "link": [errno.EIO, errno.EPERM, "kill", "killed"],
    "unlink": [errno.EACCES, "kill", "killed"],
    "mkdir": [errno.ENOSPC, errno.EROFS, "killed"],
    "chmod": [errno.EPERM, "kill"],
    "lock": [errno.EINTR, errno.ENOLCK],
    "truncate": [errno.EIO],
    "stat": [errno.EIO, errno.EACCES],
    "readlink": [errno.EIO],
    "opendir": [errno.EMFILE, errno.EACCES],
    "readdir": [errno.EIO],
    "mmap": [errno.ENOMEM],
    "close": [errno.EIO],
    "spawn": [errno.EAGAIN, errno.ENOMEM],
    "pipe": [errno.EMFILE],
}
# git passes over an untracked folder that it may not enter, and so does dcr.
AS_GIT = [("check, untracked and ignored", "openat2", errno.EACCES)]
# What is no failure: the answer has to be that of the quiet run.
HARMLESS = {("read", "short"), ("write", "short"), ("openat2", errno.ENOSYS),
            ("openat2", errno.EAGAIN), ("lock", errno.EINTR)}

COMMIT_CLOCK = "1767225600 +0000"


def shown(text):
    """Enough of an output to see what happened."""
    return repr(text if text is None or len(text) < 300 else text[:200] + b" ... " + text[-95:])


class Place:
    """A folder for one worker, always the same one, so that its path may stand in answers."""

    def __init__(self, work, dcr, inject):
        self.work, self.dcr, self.inject = work, dcr, inject
        self.run = work / "run"
        self.log = work / "calls"
        self.templates = {}
        self.environment = {
            "PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "NO_COLOR": "1",
            "HOME": str(self.run / "home"), "TMPDIR": str(self.run / "tmp"),
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0", "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": COMMIT_CLOCK,
            "GIT_COMMITTER_DATE": COMMIT_CLOCK,
            "FUNCTIONS": str(TOP / "tests/cli/functions.sh"), "WORK": str(self.run),
            "DCR": str(dcr), "PYTHONDONTWRITEBYTECODE": "1",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def fresh(self, setup):
        """Puts the repository into its first state."""
        template = self.templates.get(setup)
        if template is None:
            template = self.work / f"template-{len(self.templates)}"
            shutil.rmtree(self.run, ignore_errors=True)
            for part in ("repo", "home", "tmp"):
                (self.run / part).mkdir(parents=True)
            script = "git init -q -b main --template= .\n" + setup
            subprocess.run(["sh", "-c", script], cwd=self.run / "repo", env=self.environment,
                           check=True, stdout=subprocess.DEVNULL)
            shutil.copytree(self.run, template, symlinks=True)
            self.templates[setup] = template
        shutil.rmtree(self.run, ignore_errors=True)
        subprocess.run(["cp", "-a", str(template), str(self.run)], check=True)

    def start(self, command, fault=None):
        environment = dict(self.environment)
        if fault:
            environment.update(fault)
            environment["DCR_FAULT_UNDER"] = f"{self.run}/,pipe:"
            environment["LD_PRELOAD"] = str(self.inject)
        words = [word.replace("$WORK", str(self.run)[1:]) for word in command.split()]
        try:
            done = subprocess.run([str(self.dcr), *words], cwd=self.run / "repo",
                                  env=environment, capture_output=True, timeout=60,
                                  stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return "hang", b"", b""
        return done.returncode, done.stdout, done.stderr

    def calls(self, command, program):
        self.log.unlink(missing_ok=True)
        self.start(command, {"DCR_FAULT_PROGRAM": program, "DCR_FAULT_LOG": str(self.log)})
        if not self.log.exists():
            return []
        lines = self.log.read_text(errors="replace").splitlines()
        return [tuple(line.split(" ", 1)) for line in lines]

    def state(self):
        """What people would miss: every file outside of .git, HEAD and the references."""
        repo = self.run / "repo"
        files = {}
        for folder, folders, names in os.walk(repo):
            if pathlib.Path(folder) == repo:
                folders.remove(".git")
            for name in names:
                path = pathlib.Path(folder) / name
                # When a mod ran, and for how long, is new each time.
                files[str(path.relative_to(repo))] = re.sub(
                    rb'"(execution_time|run_id)": [^,\n]*', rb'"\1"', path.read_bytes())
        git = repo / ".git"
        for name in ("HEAD", "packed-refs", "config", "shallow"):
            if (git / name).exists():
                files[f".git/{name}"] = (git / name).read_bytes()
        for path in (git / "refs").rglob("*"):
            if path.is_file():
                files[str(path.relative_to(repo))] = path.read_bytes()
        return files

    def index(self):
        told = subprocess.run(["git", "ls-files", "-s", "-t"], cwd=self.run / "repo",
                              env=self.environment, capture_output=True)
        return told.stdout + told.stderr

    def strays(self):
        """Drafts and locks that nobody needs any more."""
        found = []
        for folder in (self.run / "repo", self.run / "home", self.run / "tmp"):
            for path in folder.rglob("*"):
                name = path.name
                if "refs" in path.parts or (name.endswith(".lock") and "registries" in path.parts):
                    continue  # names of people's own, and the locks of copies, which stay
                if (re.search(r"\.[A-Za-z]{6}$", name) or name.endswith(".new")
                        or (name.endswith(".lock") and name != "mods.lock")
                        or folder.name == "tmp"):
                    found.append(str(path.relative_to(self.run)))
        return found

    def fsck(self):
        told = subprocess.run(["git", "fsck", "--full", "--strict", "--no-dangling"],
                              cwd=self.run / "repo", env=self.environment, capture_output=True)
        return b"" if told.returncode == 0 else told.stdout + told.stderr


class Sweep:
    def __init__(self, scenario, places):
        self.name, self.setup, self.command = scenario[:3]
        self.program = scenario[3] if len(scenario) > 3 else "dcr"
        self.places = places

    def prepare(self):
        """The quiet run, and the calls it makes."""
        place = self.places.get()
        try:
            place.fresh(self.setup)
            self.before = place.state()
            calls = place.calls(self.command, self.program)
            place.fresh(self.setup)
        finally:
            self.places.put(place)
        cases = []
        numbers = {}
        for call, path in calls:
            numbers[call] = numbers.get(call, 0) + 1
            for effect in ALL[call]:
                # git is not what is tested, but what dcr makes of its failures.
                if self.program == "git" and effect in ("short", errno.EINTR):
                    continue
                if (self.name, call, effect) in AS_GIT and path.endswith("/deep"):
                    continue
                cases.append((call, numbers[call], effect, path))
        return cases

    def quiet(self, place):
        """What the quiet run comes to in this place: its path may be part of the answer."""
        known = place.templates.get(("quiet", self.name))
        if known is None:
            place.fresh(self.setup)
            answer = place.start(self.command)
            known = (answer, place.state(), place.index())
            place.templates[("quiet", self.name)] = known
            assert answer[0] in (0, 1), f"'{self.name}' does not work: {answer}"
        return known

    def run(self, case):
        place = self.places.get()
        try:
            return self.judge(place, case)
        finally:
            self.places.put(place)

    def judge(self, place, case):
        call, number, effect, _ = case
        quiet, after, index_after = self.quiet(place)
        place.fresh(self.setup)
        index_before = place.index() if self.before != after else None
        fault = {"DCR_FAULT_PROGRAM": self.program, "DCR_FAULT_CALL": call,
                 "DCR_FAULT_NUMBER": str(number), "DCR_FAULT_EFFECT": str(effect)}
        code, out, err = place.start(self.command, fault)
        wrong = []
        killed = effect in ("kill", "killed")
        died = killed and self.program == "dcr"
        if code == "hang":
            return ["hangs"]
        if died:
            if code not in (-9, quiet[0]):
                wrong.append(f"exit code {code} of a killed run")
        elif self.name == "doctor" and code in (0, 1):
            pass  # what fails is what it is asked for
        elif self.name == "run-mod" and code == 30:
            return []  # the mod could not be started, and its result says so
        elif code == quiet[0]:
            if out != quiet[1]:
                wrong.append(f"another answer, {code}: {shown(out)} {shown(err)}")
        elif code != 3:
            wrong.append(f"exit code {code} instead of {quiet[0]} or 3: {shown(err)}")
        elif not err.strip():
            wrong.append("exit code 3 and no word why")
        elif (call, effect) in HARMLESS:
            wrong.append(f"exit code 3 for what is no failure: {shown(err)}")
        wrong += self.judge_files(place, code, quiet[0], after, died)
        if self.before != after:
            index = place.index()
            if index not in (index_before, index_after) and not died:
                wrong.append(f"the index is another: {index!r}")
            if broken := place.fsck():
                wrong.append(f"git fsck: {broken!r}")
        strays = place.strays()
        if strays and not killed and self.program == "dcr":
            wrong.append(f"left behind: {strays}")
        wrong += self.judge_again(place, quiet, after)
        if died and (strays := [one for one in place.strays() if ".lock" not in one]):
            self.places.drafts.add(f"{self.name}: {call} {effect}: {strays}")
        return wrong

    def judge_files(self, place, code, quiet_code, after, died):
        now = place.state()
        wrong = []
        for path in sorted(set(now) | set(after) | set(self.before)):
            values = (self.before.get(path), after.get(path))
            if now.get(path) in values:
                continue
            if now.get(path) is not None and values == (None, None):
                of_git = self.program == "git" and path.endswith(".lock")
                if not died and not of_git:
                    wrong.append(f"'{path}' was made")
            else:
                wrong.append(f"'{path}' is neither old nor new: {shown(now.get(path))}")
        if code == quiet_code and not died and now != after:
            changed = [p for p in set(now) | set(after) if now.get(p) != after.get(p)]
            wrong.append(f"says that all is done, and it is not: {changed}")
        return wrong

    def judge_again(self, place, quiet, after):
        """The same command once more, with nothing in its way."""
        lock = place.run / "repo/.git/index.lock"
        if lock.exists():
            lock.unlink()  # of a git that was killed; git says so itself
        now = place.state()
        if now != self.before and self.before != after:
            return []  # it is done, or half of it: the files were looked at
        again = place.start(self.command)
        if again[:2] != quiet[:2]:
            return [f"the next run answers {again[0]}: {shown(again[1])} {shown(again[2])}"]
        return []


class Places:
    def __init__(self, root, count, dcr, inject):
        self.free = []
        self.lock = threading.Condition()
        self.drafts = set()
        for i in range(count):
            work = root / f"w{i}"
            work.mkdir()
            self.free.append(Place(work, dcr, inject))

    def get(self):
        with self.lock:
            while not self.free:
                self.lock.wait()
            return self.free.pop()

    def put(self, place):
        with self.lock:
            self.free.append(place)
            self.lock.notify()


def sampled(name, cases, every):
    """The same ones in every run, and of each kind at least one."""
    seen = set()
    for case in cases:
        kind = case[0], case[2]
        chosen = zlib.crc32(repr((name, case[:3])).encode()) % every == 0
        if every == 1 or chosen or (kind not in seen and kind[1] in ("kill", errno.ENOSPC)):
            seen.add(kind)
            yield case


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--every", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    scenarios = [one for one in SCENARIOS if options.only in one[0]]
    if options.list:
        print("\n".join(one[0] for one in scenarios))
        return 0
    dcr = pathlib.Path(os.environ.get("DCR", TOP / "build/dev/dcr")).resolve()
    inject = pathlib.Path(os.environ.get("INJECT", dcr.parent / "libdcr_inject.so")).resolve()
    passed = failed = 0
    calls = 0
    with tempfile.TemporaryDirectory(prefix="dcr-faults-") as root, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        places = Places(pathlib.Path(root), options.jobs, dcr, inject)
        for scenario in scenarios:
            sweep = Sweep(scenario, places)
            cases = sweep.prepare()
            calls += len({case[:2] for case in cases})
            if not cases:
                print(f"FAIL: {scenario[0]}: no call was seen")
                failed += 1
                continue
            chosen = list(sampled(scenario[0], cases, 1 if options.all else options.every))
            bad = 0
            for case, wrong in zip(chosen, pool.map(sweep.run, chosen)):
                if wrong:
                    bad += 1
                    effect = case[2]
                    shown = errno.errorcode.get(effect, effect)
                    print(f"FAIL: {scenario[0]}: {case[0]} {case[1]} ({case[3]}) {shown}")
                    for line in wrong:
                        print(f"    {line}")
            passed += len(chosen) - bad
            failed += bad
            if options.all:
                print(f"{scenario[0]}: {len(chosen)} faults, {bad} wrong", flush=True)
        for line in sorted(places.drafts):
            print(f"left by a killed run, still there after the next: {line}")
    print(f"{len(scenarios)} commands, {calls} calls", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
