#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Random histories, seen by dcr and by git: files, changes, versions and merge bases must agree.

    tests/git/differential.py                      seeds for about 20 seconds
    tests/git/differential.py --seeds 300 --first-seed 1
    DCR=build/asan/dcr tests/git/differential.py

A failure names its seed; --seeds 1 --first-seed SEED makes the same repository again, and --keep
leaves it behind.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DCR = os.path.abspath(os.environ.get("DCR", os.path.join(ROOT, "build/dev/dcr")))
FOLDERS = [b"", b"a/", b"a/b/", b"a.b/", b"deep/er/still/", b"od\xffd\n/"]
NAMES = [b"one", b"two", b"three", b"a", b"a-b", b"sp ace", b'qu"ote', b"new\nline", b"\xfe",
         b":colon", b"st*r", b"UPPER", b"upper"]
DATASETS = ["orders", "users", "eu::orders", "returns", "stock", "visits"]
FIELDS = ["id", "amount", "note", "plan", "source"]


class GitIsWrong(Exception):
    """A state that git 2.39 makes and cannot read: a split index that is sparse."""


class Difference(Exception):
    """dcr and git do not agree."""


class Repository:
    """One random repository, and what both programs say of it."""

    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.sparse = False
        self.folder = folder
        self.clock = 1767225600
        self.identities = {}  # of blobs, by id
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C", "TZ": "UTC", "NO_COLOR": "1",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CEILING_DIRECTORIES": folder,
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "a@example.com",
        }
        self.top = os.path.join(folder, "repository")
        subprocess.run(["git", "init", "-q", "-b", "main", self.top], check=True, env=self.environment)

    # --- the two programs

    def git(self, *arguments, check=True, data=None):
        done = subprocess.run(["git", *arguments], cwd=self.top, env=self.environment, input=data,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if check and b"BUG: " in done.stderr:
            raise GitIsWrong(done.stderr.decode(errors="replace").strip())
        if check and done.returncode != 0:
            raise RuntimeError(f"git {arguments}: {done.stderr!r}")
        return done.stdout if check else done

    def dcr(self, *arguments):
        done = subprocess.run([DCR, *arguments, "--format", "json"], cwd=self.top, timeout=60,
                              env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in (0, 1) or not done.stdout:
            raise Difference(f"dcr {arguments} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return json.loads(done.stdout.decode("utf-8"))

    # --- making it

    def path(self):
        # Of what a sparse checkout leaves out, git diff and git add -A say different things once a
        # file stands in its folder's place.
        while True:
            path = self.any_path()
            if not self.sparse or not any(each.startswith(path + b"/") for each in self.tracked()):
                return path

    def any_path(self):
        below = b"contracts/" if self.random.random() < 0.85 else b"other/"
        end = b".yaml" if self.random.random() < 0.9 else b".yml"
        return below + self.random.choice(FOLDERS) + self.random.choice(NAMES) + end

    def content(self):
        name = self.random.choice(DATASETS)
        space, _, bare = name.rpartition("::")
        fields = self.random.sample(FIELDS, self.random.randint(1, 4))
        version = f"{self.random.randint(1, 3)}.{self.random.randint(0, 4)}.0"
        text = f"dataset_id: {bare}\nversion: \"{version}\"\nstatus: active\nowners: [{{team: t}}]\nfields:\n"
        if space:
            text = f"namespace: {space}\n" + text
        text += "".join(f"  - {{name: {field}, type: string, required: false}}\n" for field in fields)
        return text.encode()

    def full(self, path):
        return os.path.join(os.fsencode(self.top), path)

    def clear(self, path):
        """Takes away what is in the way of a file at `path`."""
        parts = path.split(b"/")
        for i in range(1, len(parts)):
            above = self.full(b"/".join(parts[:i]))
            if os.path.lexists(above) and (os.path.islink(above) or not os.path.isdir(above)):
                os.remove(above)
        if os.path.isdir(self.full(path)) and not os.path.islink(self.full(path)):
            shutil.rmtree(self.full(path))
        elif os.path.lexists(self.full(path)):
            os.remove(self.full(path))
        os.makedirs(os.path.dirname(self.full(path)), exist_ok=True)

    def write(self, path, content):
        self.clear(path)
        with open(self.full(path), "wb") as file:
            file.write(content)

    def tracked(self):
        # A sparse index has folders, which git 2.39 does not always take apart here.
        listed = self.git("ls-files", "-z").split(b"\0")
        return [path for path in listed if path and not path.endswith(b"/")]

    def edit(self):
        kind = self.random.random()
        tracked = self.tracked()
        some = self.random.choice(tracked) if tracked else self.path()
        is_file = os.path.isfile(self.full(some)) and not os.path.islink(self.full(some))
        if kind < 0.40 or not tracked:
            self.write(self.path(), self.content())
        elif kind < 0.60 and some != b".gitignore":
            self.write(some, self.content())
        elif kind < 0.72:
            if os.path.lexists(self.full(some)):
                self.clear(some)
        # A .gitignore in a contract's place is judged as the broken one that it is.
        elif kind < 0.82 and is_file and some != b".gitignore":
            with open(self.full(some), "rb") as file:
                content = file.read()
            self.clear(some)
            self.write(self.path(), content)
        elif kind < 0.88 and is_file:
            os.chmod(self.full(some), self.random.choice([0o644, 0o755]))
        elif kind < 0.93:
            path = self.path()
            self.clear(path)
            os.symlink(self.random.choice([b"one.yaml", b"/etc/hostname", b"../.."]), self.full(path))
        elif kind < 0.97 and not self.sparse:
            self.write(some + b"/within.yaml", self.content())
        else:
            self.write(b".gitignore", self.random.choice([b"", b"two*\n", b"a/\n!a/one.yaml\n", b"*.yml\n"]))

    def commit(self):
        for _ in range(self.random.randint(0, 5)):
            self.edit()
        self.git("add", "-A")
        self.finish_commit("commit", "-q", "--allow-empty", "-m", "some")

    def finish_commit(self, *arguments):
        self.clock += self.random.choice([0, 60, 3600])
        date = f"{self.clock} +0000"
        self.environment.update({"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date})
        self.git(*arguments)

    def merge(self, other):
        """A merge of `other`; where both changed a path, one side or neither wins."""
        ours = self.random.choice(["-Xours", "-Xtheirs"])
        done = self.git("merge", "-q", "--no-ff", "--no-commit", ours, other, check=False)
        if done.returncode != 0:
            for path in set(self.git("diff", "--name-only", "--diff-filter=U", "-z").split(b"\0")) - {b""}:
                self.clear(path)
            self.git("add", "-A")
        if os.path.exists(os.path.join(self.top, ".git/MERGE_HEAD")):
            self.finish_commit("commit", "-q", "--allow-empty", "-m", "merge")

    def grow(self):
        self.write(b".gitignore", b"ignored*\n")
        self.commit()
        for number in range(self.random.randint(4, 12)):
            kind = self.random.random()
            branches = self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").decode().split()
            if kind < 0.2:
                self.git("checkout", "-q", "-b", f"branch-{number}")
            elif kind < 0.4:
                self.git("checkout", "-q", self.random.choice(branches))
            elif kind < 0.6 and len(branches) > 1:
                self.merge(self.random.choice(branches))
            self.commit()

    def store(self):
        """Packs, graphs and index formats at random: none of them may change an answer."""
        for chance, command in [(0.3, ["gc", "-q"]), (0.2, ["repack", "-q", "-d"]), (0.3, ["pack-refs", "--all"]),
                                (0.4, ["commit-graph", "write", "--reachable", "--changed-paths"]),
                                (0.2, ["multi-pack-index", "write"]),
                                (0.3, ["update-index", "--index-version", str(self.random.choice([2, 3, 4]))]),
                                (0.2, ["update-index", "--split-index"]),
                                (0.2, ["update-index", "--untracked-cache"])]:
            if self.random.random() < chance:
                self.git(*command, check=False)
        if self.random.random() < 0.25:
            self.sparse = True
            kind = self.random.choice([["--cone"], ["--cone", "--sparse-index"], ["--no-cone"]])
            self.git("sparse-checkout", "set", *kind, "contracts/a", "other", check=False)

    def dirty(self):
        for _ in range(self.random.randint(0, 6)):
            self.edit()
        if self.random.random() < 0.7:
            self.git("add", "-A", "--sparse", check=False)
            for _ in range(self.random.randint(0, 5)):
                self.edit()
        self.write(b"contracts/ignored.yaml", self.content())

    # --- what git says

    def is_contract(self, path):
        return path.startswith(b"contracts/") and path.endswith((b".yaml", b".yml"))

    def tree(self, revision):
        """path -> (mode, id) of the contracts of a commit."""
        found = {}
        for record in self.git("ls-tree", "-r", "-z", revision).split(b"\0"):
            if record:
                about, path = record.split(b"\t", 1)
                mode, _, name = about.split()
                if self.is_contract(path):
                    found[path] = (mode, name)
        return found

    def with_edits(self, staged):
        """The same of the index, or of the working tree: what `git add -A` would make of it."""
        index = os.path.join(self.folder, "index")
        for name in os.listdir(os.path.join(self.top, ".git")):
            if name == "index" or name.startswith("sharedindex."):
                target = index if name == "index" else os.path.join(self.folder, name)
                shutil.copyfile(os.path.join(self.top, ".git", name), target)
        self.environment["GIT_INDEX_FILE"] = os.path.join(self.top, ".git/index") if staged else index
        try:
            if not staged:
                self.git("add", "-A", "--sparse")
            return self.tree(self.git("write-tree").decode().strip())
        finally:
            del self.environment["GIT_INDEX_FILE"]

    def documents(self, files):
        """[(name, version, path)] of regular files, by git cat-file."""
        found = []
        for path, (mode, name) in files.items():
            if mode != b"120000":
                if name not in self.identities:
                    self.identities[name] = self.identity(self.git("cat-file", "blob", name.decode()).decode())
                if self.identities[name]:  # a moved .gitignore is no contract
                    found.append((*self.identities[name], path))
        return sorted(found)

    @staticmethod
    def identity(text):
        if "dataset_id: " not in text:
            return None
        values = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line and line[0] != " ")
        space = values["namespace"] + "::" if "namespace" in values else ""
        return space + values["dataset_id"], values["version"].strip('"')

    # --- comparing

    @staticmethod
    def shown(path):
        """A path as reports have it: what is no UTF-8 is replaced."""
        return path.decode("utf-8", "replace")

    def same(self, what, found, expected):
        if found != expected:
            raise Difference(f"{what}\n  dcr {found}\n  git {expected}")

    def compare_files(self, what, answer, files):
        listed = sorted((self.name_of(each), each["version"], each["path"]) for each in answer["contracts"])
        expected = sorted((name, version, self.shown(path)) for name, version, path in self.documents(files))
        self.same(what, listed, expected)

    def compare_changes(self, what, answer, before, after):
        """Every contract that a changed file holds, on either side, is judged; and no other."""
        changed = {path for path in before.keys() | after.keys()
                   if self.essence(before.get(path)) != self.essence(after.get(path))}
        judged = {(self.name_of(each), each["version"], each["path"])
                  for each in answer["contracts"] if each["version"] is not None}
        wanted = {(name, version, self.shown(path)) for name, version, path in self.documents(
            {path: after[path] for path in changed if path in after})}
        self.same(f"{what}: judged of the new side", sorted(judged & wanted), sorted(wanted))
        names = {name for side in (before, after) for name, _, _ in self.documents(
            {path: side[path] for path in changed if path in side})}
        strangers = {self.name_of(each) for each in answer["contracts"]} - names
        links = any((side.get(path) or (b"",))[0] == b"120000" for side in (before, after) for path in changed)
        if not links:
            self.same(f"{what}: judged without a change", sorted(strangers), [])
        if not changed:
            self.same(f"{what}: nothing changed", answer["contracts"], [])

    @staticmethod
    def essence(entry):
        """Of a file what dcr looks at: its kind and content, not its permissions."""
        return None if entry is None else (entry[0] == b"120000", entry[1])

    @staticmethod
    def name_of(each):
        space = each["namespace"]
        return each["name"] if not space or each["name"].startswith(space + "::") else f"{space}::{each['name']}"

    def compare_versions(self, tip):
        """A version is registered at the first commit that carries it, last seen at the last."""
        chain = self.git("rev-list", "--first-parent", tip).decode().split()
        first, last = {}, {}
        for commit in chain:
            for name, version, _ in self.documents(self.tree(commit)):
                first[name, version] = commit
                last.setdefault((name, version), commit)
        for name in sorted({name for name, _ in first}):
            answer = self.dcr("versions", name, "--at", tip)
            found = sorted((each["version"], each["commit"], each["last_commit"]) for each in answer["versions"]
                           if each["registered"])
            expected = sorted((version, first[key], last[key]) for key in first for version in [key[1]] if key[0] == name)
            self.same(f"versions of {name} at {tip}", found, expected)

    def compare(self):
        head = self.git("rev-parse", "HEAD").decode().strip()
        staged, working = self.with_edits(True), self.with_edits(False)
        commit = self.tree("HEAD")
        self.compare_files("list-registry --at HEAD", self.dcr("list-registry", "--at", "HEAD"), commit)
        self.compare_files("list-registry", self.dcr("list-registry"), working)
        self.compare_changes("check --against HEAD", self.dcr("check", "--against", head), commit, working)
        self.compare_changes("check --staged", self.dcr("check", "--staged", "--against", head), commit, staged)
        commits = self.git("rev-list", "--all").decode().split()
        for _ in range(3):
            one, other = self.random.choice(commits), self.random.choice(commits)
            self.compare_changes(f"check --head {one} --against {other}",
                                 self.dcr("check", "--head", one, "--against", other), self.tree(other), self.tree(one))
        one, other = self.random.choice(commits), self.random.choice(commits)
        answer = self.dcr("check", "--range", f"{one}..{other}")
        self.same(f"check --range {one}..{other}", [each["commit"] for each in answer["commits"]],
                  self.git("rev-list", "--first-parent", "--reverse", f"{one}..{other}").decode().split())
        self.compare_merge_bases()
        self.compare_versions(self.git("rev-parse", "main").decode().strip())

    def compare_merge_bases(self):
        branches = self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").decode().split()
        for branch in branches[:3]:
            bases = self.git("merge-base", "--all", "HEAD", branch, check=False).stdout.decode().split()
            answer = self.dcr("check", "--staged", "--against", branch)
            self.same(f"merge base with {branch}", answer["base"]["commit"] in bases, True)
            if len(bases) == 1:
                self.same(f"merge base with {branch}", answer["base"]["commit"], bases[0])


def run(seed, keep):
    folder = os.path.realpath(tempfile.mkdtemp(prefix="dcr-differential-"))
    try:
        repository = Repository(seed, folder)
        repository.grow()
        repository.store()
        repository.dirty()
        repository.compare()
        return True
    except GitIsWrong as words:
        print(f"seed {seed} passed over: git itself gives up ({words})")
        return True
    except Difference as difference:
        print(f"FAIL seed {seed}: {difference}")
        return False
    finally:
        if keep:
            print(f"seed {seed} is in {folder}")
        else:
            shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, help="how many; without it as many as 20 seconds allow")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the repositories behind")
    options = parser.parse_args()
    until = time.monotonic() + 20
    passed = failed = 0
    seed = options.first_seed
    while passed + failed < options.seeds if options.seeds else time.monotonic() < until:
        if run(seed, options.keep):
            passed += 1
        else:
            failed += 1
        seed += 1
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
