# SPDX-License-Identifier: Apache-2.0
"""Repositories of any size, streamed through `git fast-import` in memory that does not grow."""

import itertools
import os
import shutil
import subprocess
import time

from documents import changed_text, contract_path, contract_text

WHO = b"Bench <bench@example.com>"
FIRST_DAY = 1700000000


def git(repo, *arguments):
    return subprocess.run(["git", "-C", repo, *arguments], check=True,
                          stdout=subprocess.PIPE).stdout


def git_lines(repo, *arguments):
    return git(repo, *arguments).decode().splitlines()


def git_fields(repo, *arguments):
    """What git prints with -z."""
    return git(repo, *arguments).decode().split("\0")[:-1]


def import_commits(repo, commits, first=0, parent=None):
    """Adds to main; each of `commits` is an iterable of files: a path and its text."""
    importer = subprocess.Popen(["git", "-C", repo, "fast-import", "--quiet"],
                                stdin=subprocess.PIPE)
    write = importer.stdin.write
    for number, files in enumerate(commits, first):
        message = b"commit %d" % number
        write(b"commit refs/heads/main\ncommitter %s %d +0000\ndata %d\n%s\n" %
              (WHO, FIRST_DAY + number, len(message), message))
        if parent and number == first:
            write(b"from %s\n" % parent)
        for path, text in files:
            content = text.encode()
            write(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(content)))
            write(content)
            write(b"\n")
    importer.stdin.close()
    if importer.wait() != 0:
        raise SystemExit("bench: git fast-import failed")


def settle(repo, paths):
    """An index newer than its files, as in a clone that is in use: git reads no file to be sure."""
    for path in paths:
        age(repo, path)
    git(repo, "update-index", "-q", "--refresh")


def age(repo, path):
    full = os.path.join(repo, path)
    if os.path.exists(full):
        long_ago = time.time() - 60
        os.utime(full, (long_ago, long_ago))


def restore(repo):
    """The working tree and the index of HEAD."""
    different = git_fields(repo, "diff", "--name-only", "-z", "HEAD")
    git(repo, "reset", "-q", "--hard")
    settle(repo, different)


def history(contracts, commits):
    """First all contracts, then a new version of one of them in each commit."""
    yield ((contract_path(n), contract_text(n)) for n in range(contracts))
    yield from revisions(contracts, 1, commits)


def revisions(contracts, begin, end):
    # Two halves around the version: formatting two kilobytes for each commit would take longest.
    halves = [contract_text(n, "@@").split("@@") for n in range(contracts)]
    for number in range(begin, end):
        contract = number * 7 % contracts
        version = f"1.0.{number // contracts + 1}"
        yield [(contract_path(contract), version.join(halves[contract]))]


class Repositories:
    """Makes each repository once, in one folder; those that lie there whole are used again."""

    def __init__(self, folder, say):
        self.folder = folder
        self.say = say

    def make(self, name, commits, repack=True):
        repo = os.path.join(self.folder, name)
        if os.path.exists(repo):
            restore(repo)
            forget_caches(repo)
            return repo
        self.say(f"making {name}")
        unfinished = repo + ".part"
        shutil.rmtree(unfinished, ignore_errors=True)
        os.makedirs(unfinished)
        git(unfinished, "init", "-q", "-b", "main")
        git(unfinished, "config", "user.name", "Bench")
        git(unfinished, "config", "user.email", "bench@example.com")
        import_commits(unfinished, commits)
        git(unfinished, "reset", "-q", "--hard")
        settle(unfinished, git_fields(unfinished, "ls-files", "-z"))
        if repack:
            # One pack and a commit-graph: what a clone in use has.
            git(unfinished, "gc", "-q")
        else:
            git(unfinished, "commit-graph", "write", "--reachable", "--no-progress")
        os.rename(unfinished, repo)
        return repo

    def contracts(self, count):
        """All contracts in one commit, then one field more in one of them."""
        first = ((contract_path(n), contract_text(n)) for n in range(count))
        return self.make(f"contracts-{count}", [first, [(contract_path(7), changed_text(7))]])

    def history(self, contracts, commits, repack=True):
        return self.make(f"history-{commits}", history(contracts, commits), repack)


def forget_caches(repo):
    shutil.rmtree(os.path.join(repo, ".git", "dcr"), ignore_errors=True)


def forgetting(repo):
    """To do before each run that has no cache."""
    return lambda: forget_caches(repo)


def write_file(repo, path, text):
    full = os.path.join(repo, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as file:
        file.write(text)


def write_aged(repo, path, text):
    write_file(repo, path, text)
    age(repo, path)


def edit(repo, numbers):
    """A working tree in which these contracts, and no others, have changed."""
    restore(repo)
    for number in numbers:
        write_aged(repo, contract_path(number), changed_text(number))


def unchanged_numbers(count, contracts):
    """`count` contracts that main has not changed, spread over the folders."""
    return list(itertools.islice((n for n in range(11, contracts, max(contracts // count, 1))
                                  if n != 7), count))
