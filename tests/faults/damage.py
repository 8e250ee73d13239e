#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Damages what dcr reads, and compares its answers with those it gave before.

  /usr/bin/python3 tests/faults/damage.py          a sample
  /usr/bin/python3 tests/faults/damage.py --all    every offset of the caches, hundreds of objects
  ... --seed N;  DCR=build/release/dcr

Caches may change the speed of an answer and nothing else. An object that is damaged or gone is
exit code 3, or the answer of before where it was not needed. Of what has no sum to check it by
(the index, references, configuration) git's word counts: where git sees what it saw before, so does
dcr. Nothing may crash, hang, or answer something else.
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
CLOCK = "1767225600 +0000"

SETUP = """. "$FUNCTIONS"
set -e
registry
mods
commit mods
sed -i 's/"version": "0.3.0"/"version": "0.4.0"/' mod_registry.json
sample
git add -A
"""
MORE = """. "$FUNCTIONS"
for i in 1 2 3 4 5 6 7 8; do
  contract "contracts/more/number_$i.yaml" "more.number_$i" 1.0.0 id "field_$i" note
done
commit 'more of them'
sed -i 's/: note/: remark/' contracts/more/number_3.yaml
git add -A
"""
# What reads the caches, and what reads the repository.
CACHE_COMMANDS = ["check --format json", "list-registry --format json", "versions shop::orders", "mod-info clean",
                  "complete -- show ''", "complete -- show shop::orders@"]
OBJECT_COMMANDS = ["check --format json", "check --staged --format json",
                   "check --head HEAD --against HEAD~2 --format json",
                   "list-registry --at HEAD", "versions shop::orders"]


class Bench:
    def __init__(self, work, dcr, inject):
        self.work, self.dcr, self.inject = work, dcr, inject
        self.repo = work / "repo"
        self.passed = self.failed = 0
        self.same = self.refused = 0
        self.environment = {
            "PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "NO_COLOR": "1",
            "HOME": str(work / "home"), "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": CLOCK,
            "GIT_COMMITTER_DATE": CLOCK, "GIT_OPTIONAL_LOCKS": "0",
            "FUNCTIONS": str(TOP / "tests/cli/functions.sh"),
        }

    def make(self, name, script):
        """A repository to damage copies of."""
        shutil.rmtree(self.repo, ignore_errors=True)
        self.repo.mkdir(parents=True)
        self.sh("git init -q -b main --template= .\n" + script)
        self.keep(name)

    def keep(self, name):
        template = self.work / name
        shutil.rmtree(template, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.repo), str(template)], check=True)

    def restore(self, name):
        subprocess.run(["rm", "-rf", str(self.repo)], check=True)
        subprocess.run(["cp", "-a", str(self.work / name), str(self.repo)], check=True)
        # The copy has other inodes; with the index refreshed it is as clean as the first one.
        self.sh("git update-index -q --refresh || true")

    def sh(self, script):
        done = subprocess.run(["sh", "-c", script], cwd=self.repo, env=self.environment,
                              capture_output=True)
        return done.returncode, done.stdout, done.stderr

    def ask(self, command, extra=None, prefix=""):
        environment = dict(self.environment)
        environment.update(extra or {})
        words = ["sh", "-c", f'{prefix}exec "{self.dcr}" {command}']
        try:
            done = subprocess.run(words, cwd=self.repo, env=environment, capture_output=True,
                                  stdin=subprocess.DEVNULL, timeout=60)
        except subprocess.TimeoutExpired:
            return "hang", b"", b""
        return done.returncode, done.stdout, done.stderr

    def judge(self, what, command, answer, before, may_refuse):
        same = answer[:2] == before[:2]
        refused = may_refuse and answer[0] == 3 and answer[2].strip()
        self.same += same
        self.refused += bool(refused and not same)
        if same or refused:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAIL: {what}: {command}: {answer[0]} instead of {before[0]}")
        print(f"    {answer[1][:300]!r} {answer[2][:300]!r}")

    def must(self, what, holds, told=""):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print(f"FAIL: {what} {told}")


def flipped(content, offset, bit):
    return content[:offset] + bytes([content[offset] ^ (1 << bit)]) + content[offset + 1:]


def cache_damages(path, others, choose, everything):
    """Each as a name and what does it."""
    content = path.read_bytes()
    size = len(content)
    line = content.find(b"\n") + 1

    def write(bytes_):
        return lambda: path.write_bytes(bytes_)

    lengths = range(size) if everything else {0, 1, 4, line - 1, line, line + 1, size // 2, size - 1}
    for length in sorted(lengths):
        yield f"cut to {length}", write(content[:length])
    offsets = range(size) if everything else sorted(choose.sample(range(size), min(size, 12)))
    for offset in offsets:
        bit = choose.randrange(8)
        yield f"bit {bit} of byte {offset}", write(flipped(content, offset, bit))
    yield "of another dcr", write(content.replace(b"dcr 0.", b"dcr 9.", 1))
    yield "of another kind", write(content.replace(b"cache ", b"cache x", 1))
    yield "twice", write(content + content)
    yield "zeros", write(b"\0" * size)
    yield "a huge file", lambda: os.truncate(path, 3 << 30)
    for other in others:
        if other != path:
            yield f"that of {other.name}", write(other.read_bytes())

    def replace(make):
        def run():
            path.unlink()
            make()
        return run

    yield "a folder", replace(lambda: (path / "x").mkdir(parents=True))
    yield "a named pipe", replace(lambda: os.mkfifo(path))
    yield "a link to nowhere", replace(lambda: path.symlink_to("nowhere"))
    yield "a link to itself", replace(lambda: path.symlink_to(path.name))
    yield "a link elsewhere", replace(lambda: path.symlink_to("/etc/passwd"))
    yield "unreadable", lambda: path.chmod(0)
    if os.getuid() == 0:
        yield "of somebody else", lambda: os.chown(path, 12345, 12345)


def caches(bench, choose, everything):
    bench.make("caches", SETUP)
    before = {}
    for command in CACHE_COMMANDS:
        shutil.rmtree(bench.repo / ".git/dcr", ignore_errors=True)
        before[command] = bench.ask(command)
        bench.must(f"{command} works", before[command][0] in (0, 1), before[command])
    for command in CACHE_COMMANDS:
        bench.ask(command)
    bench.keep("caches")
    names = sorted(path.relative_to(bench.repo) for path in (bench.repo / ".git/dcr").rglob("*")
                   if path.is_file())
    bench.must("there are caches of every kind", len(names) >= 4, names)
    passwd = pathlib.Path("/etc/passwd").read_bytes()
    for name in names:
        count = len(list(cache_damages(bench.repo / name, [], random.Random(0), everything)))
        others = [bench.work / "caches" / one for one in names]
        for number in range(count + len(others)):
            # Nothing is left of the last damage but what it is about.
            shutil.rmtree(bench.repo / ".git/dcr", ignore_errors=True)
            subprocess.run(["cp", "-a", str(bench.work / "caches/.git/dcr"),
                            str(bench.repo / ".git/dcr")], check=True)
            same_choice = random.Random(number + choose.randrange(1) + len(str(name)))
            damages = list(cache_damages(bench.repo / name, others, same_choice, everything))
            if number >= len(damages):
                break
            what, damage = damages[number]
            damage()
            for command in CACHE_COMMANDS:
                bench.judge(f"{name} {what}", command, bench.ask(command), before[command], False)
    bench.must("a link was not followed to be written", passwd ==
               pathlib.Path("/etc/passwd").read_bytes())
    folder_damages(bench, before)


def folder_damages(bench, before):
    """The folder of the caches itself."""
    folder = bench.repo / ".git/dcr"
    elsewhere = bench.work / "elsewhere"

    def link_elsewhere():
        elsewhere.mkdir()
        folder.symlink_to(elsewhere)

    damages = {
        "missing": lambda: None,
        "a file": lambda: folder.write_bytes(b"x"),
        "a link to nowhere": lambda: folder.symlink_to("/nowhere/at/all"),
        "a link to itself": lambda: folder.symlink_to("dcr"),
        "a link elsewhere": link_elsewhere,
        "a named pipe": lambda: os.mkfifo(folder),
    }
    for what, damage in damages.items():
        bench.restore("caches")
        shutil.rmtree(folder)
        damage()
        for command in CACHE_COMMANDS * 2:
            bench.judge(f".git/dcr {what}", command, bench.ask(command), before[command], False)
    bench.restore("caches")
    mount = ("unshare -m sh -c 'mount --bind .git .git && mount -o remount,bind,ro .git && "
             "cd . && exec \"$@\"' sh ")
    if subprocess.run(["sh", "-c", mount + "true"], cwd=bench.repo, capture_output=True).returncode:
        print("not tested: a .git that is mounted read-only (no right to mount)")
        return
    for kept in ("with caches", "without"):
        for command in CACHE_COMMANDS:
            answer = bench.ask(f'{command}', prefix=mount.replace("exec ", "", 1) + " ")
            bench.judge(f".git read-only, {kept}", command, answer, before[command], False)
        shutil.rmtree(folder, ignore_errors=True)


def object_damages(choose, files, count):
    for _ in range(count):
        path = choose.choice(files)
        size = path.stat().st_size
        if size == 0:
            continue
        kind = choose.choice(["flip", "flip", "flip", "flip", "cut", "zero", "gone"])
        offset, bit = choose.randrange(size), choose.randrange(8)
        yield path, kind, offset, bit


def apply(path, kind, offset, bit):
    if kind == "gone":
        path.unlink()
        return
    content = path.read_bytes()
    path.chmod(0o644)
    if kind == "flip":
        path.write_bytes(flipped(content, offset, bit))
    elif kind == "cut":
        path.write_bytes(content[:offset])
    else:
        path.write_bytes(content[:offset] + b"\0" * min(16, len(content) - offset)
                         + content[offset + 16:])


def answers(bench, commands):
    found = {command: bench.ask(command) for command in commands}
    for command, answer in found.items():
        bench.must(f"{command} works", answer[0] in (0, 1), answer)
    return found


def objects(bench, choose, everything):
    shapes = {
        "loose": ("", ["objects/*/*"], 1),
        "packed": ("git repack -q -a -d -f --depth=50 --window=50\n"
                   "git commit-graph write --reachable --changed-paths\n", ["objects/pack/*.pack"], 3),
        "packed, its index": ("git repack -q -a -d\n", ["objects/pack/*.idx"], 1),
        "several packs": ("git repack -q -d\ngit commit -q --allow-empty -m more\n"
                          "git repack -q -d\ngit multi-pack-index write\n",
                          ["objects/pack/*", "objects/info/*"], 1),
    }
    for name, (script, globs, weight) in shapes.items():
        bench.make("objects", SETUP + MORE + script)
        bench.restore("objects")
        before = answers(bench, OBJECT_COMMANDS)
        shutil.rmtree(bench.repo / ".git/dcr", ignore_errors=True)
        bench.keep("objects")
        files = sorted({path.relative_to(bench.repo) for glob in globs
                        for path in (bench.repo / ".git").glob(glob) if path.is_file()})
        if not files:
            sys.exit(f"damage: {name}: nothing to damage")
        count = weight * (150 if everything else 8)
        absolute = [bench.repo / one for one in files]
        for path, kind, offset, bit in object_damages(choose, absolute, count):
            apply(path, kind, offset, bit)
            for command in OBJECT_COMMANDS:
                bench.judge(f"{name}: {path.name} {kind} {offset}.{bit}", command,
                            bench.ask(command), before[command], True)
            bench.restore("objects")


def without_sums(bench, choose, everything):
    """What only git can tell right from wrong: the index, references and configuration."""
    bench.make("files", SETUP + MORE + "git tag shop/v1\ngit pack-refs --all\n"
               "git branch topic HEAD~1\n")
    bench.restore("files")
    before = answers(bench, OBJECT_COMMANDS)
    bench.keep("files")
    view = ("git rev-parse HEAD HEAD~2 && git ls-files -s -t -v && git diff --cached --raw HEAD && "
            "git diff --raw HEAD && git for-each-ref && git symbolic-ref HEAD && git config -l")
    seen = bench.sh(view)
    names = ["index", "HEAD", "packed-refs", "config", "refs/heads/topic"]
    files = [bench.repo / ".git" / name for name in names]
    count = 400 if everything else 40
    for path, kind, offset, bit in object_damages(choose, files, count):
        apply(path, kind, offset, bit)
        told = bench.sh(view)
        for command in OBJECT_COMMANDS:
            answer = bench.ask(command)
            what = f"{path.name} {kind} {offset}.{bit}"
            if told[:2] == seen[:2]:
                bench.judge(what, command, answer, before[command], True)
            else:
                bench.must(f"{what}: {command}", answer[0] in (0, 1, 2, 3), answer)
        bench.restore("files")


def vanishing(bench, everything):
    """Packs that go while dcr reads, and packs that are made anew."""
    bench.make("packed", SETUP + MORE + "git repack -q -a -d\n")
    bench.restore("packed")
    before = answers(bench, OBJECT_COMMANDS)
    shutil.rmtree(bench.repo / ".git/dcr", ignore_errors=True)
    bench.keep("packed")
    log = bench.work / "calls"
    hooks = {
        "the pack is removed": ("rm -f .git/objects/pack/*", True),
        "the pack is renamed": ("cd .git/objects/pack && for f in *.pack; do mv $f x$f; done", True),
        "all is packed anew": ("git -c gc.auto=0 commit -q --allow-empty --no-verify -m x "
                               "&& git update-ref refs/heads/main HEAD~1 "
                               "&& git repack -q -a -d -f --depth=1", False),
    }
    for command in OBJECT_COMMANDS:
        bench.restore("packed")
        log.unlink(missing_ok=True)
        fault = {"LD_PRELOAD": str(bench.inject), "DCR_FAULT_PROGRAM": "dcr",
                 "DCR_FAULT_UNDER": f"{bench.repo}/.git/objects"}
        bench.ask(command, {**fault, "DCR_FAULT_LOG": str(log)})
        calls = [line.split(" ", 1)[0] for line in log.read_text().splitlines()]
        numbers, moments = {}, []
        for call in calls:
            numbers[call] = numbers.get(call, 0) + 1
            if call in ("open", "mmap", "read"):
                moments.append((call, numbers[call]))
        for what, (hook, may_refuse) in hooks.items():
            for call, number in moments if everything else moments[:: max(1, len(moments) // 3)]:
                bench.restore("packed")
                told = {**fault, "DCR_FAULT_CALL": call, "DCR_FAULT_NUMBER": str(number),
                        "DCR_FAULT_EFFECT": "hook", "DCR_FAULT_HOOK": hook}
                bench.judge(f"{what} at {call} {number}", command, bench.ask(command, told),
                            before[command], may_refuse)


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    dcr = pathlib.Path(os.environ.get("DCR", TOP / "build/dev/dcr")).resolve()
    inject = pathlib.Path(os.environ.get("INJECT", dcr.parent / "libdcr_inject.so")).resolve()
    parts = {
        "caches": lambda bench, choose: caches(bench, choose, options.all),
        "objects": lambda bench, choose: objects(bench, choose, options.all),
        "files": lambda bench, choose: without_sums(bench, choose, options.all),
        "vanishing": lambda bench, choose: vanishing(bench, options.all),
    }
    passed = failed = 0
    for name, part in parts.items():
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="dcr-damage-") as root:
            bench = Bench(pathlib.Path(root), dcr, inject)
            (bench.work / "home").mkdir()
            part(bench, random.Random(options.seed))
        print(f"{name}: {bench.passed + bench.failed} answers, {bench.same} as before, "
              f"{bench.refused} refused", file=sys.stderr)
        passed += bench.passed
        failed += bench.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
