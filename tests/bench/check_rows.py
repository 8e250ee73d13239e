# SPDX-License-Identifier: Apache-2.0
"""dcr check against the git commands that find the same changes."""

import dataclasses
import json
import os

from measuring import Row, Run, answer
from repositories import (edit, forget_caches, forgetting, git, git_fields,
                          unchanged_numbers)


@dataclasses.dataclass
class Check:
    """A way to ask dcr what changed, and ways to ask git."""
    arguments: list
    other: list
    limit: float  # of dcr's time over that of `other`
    changes: list  # the same to git diff

    @property
    def work(self):
        return " ".join(self.arguments)


STAGED = Check(["check", "--staged"], ["git", "diff", "--cached", "--name-only", "HEAD"], 2,
               ["--cached", "HEAD"])
WORKTREE = Check(["check"], ["git", "status", "--porcelain", "-uall"], 1.3, ["HEAD"])
COMMITS = Check(["check", "--head", "HEAD", "--against", "HEAD~1"],
                ["git", "diff", "--name-only", "HEAD~1", "HEAD"], 2, ["HEAD~1", "HEAD"])
WORKTREE_DIFF = ["git", "diff", "--name-only", "HEAD"]
EDITED = 11  # the contract that the working tree or the index changes
MODIFIED = {"modified": "M", "added": "A", "removed": "D"}


def judged(dcr, repo, arguments):
    """The files that a check says have changed, and how."""
    report = json.loads(answer([dcr, *arguments, "--format", "json"], repo))
    return sorted((MODIFIED[each["change"]], each["path"]) for each in report["contracts"])


def changed(repo, *arguments):
    fields = git_fields(repo, "diff", "--name-status", "--no-renames", "-z", *arguments)
    return sorted(zip(fields[::2], fields[1::2]))


def compare_answers(bench, repo, check):
    expected = changed(repo, *check.changes)
    what = f"{check.work} in {os.path.basename(repo)}"
    forget_caches(repo)
    bench.answers.same(f"{what}, no cache", judged(bench.dcr, repo, check.arguments), expected)
    bench.answers.same(what, judged(bench.dcr, repo, check.arguments), expected)
    bench.answers.same(f"{what}: something has changed", bool(expected), True)


def change_one(repo, check):
    """One contract changed where the check looks."""
    edit(repo, [EDITED])
    if check is STAGED:
        git(repo, "add", "-A")


def check_rows(bench):
    repo = bench.repositories.contracts(bench.sizes.contracts)
    rows = []
    for check in (STAGED, WORKTREE, COMMITS):
        change_one(repo, check)
        compare_answers(bench, repo, check)
        others = [check.other] + ([WORKTREE_DIFF] if check is WORKTREE else [])
        mine, other, *diff = bench.watch.medians(
            [Run([bench.dcr, *check.arguments], repo), *(Run(each, repo) for each in others)],
            bench.runs)
        rows.append(Row("check", check.work, mine, other, " ".join(check.other), mine / other, "×",
                        check.limit))
        if check is WORKTREE:
            rows.append(Row("check", "check", mine, diff[0], " ".join(WORKTREE_DIFF),
                            mine / diff[0]))
            rows.append(uncached_row(bench, repo))
    return rows


def uncached_row(bench, repo):
    mine, diff = bench.watch.medians(
        [Run([bench.dcr, "check"], repo, prepare=forgetting(repo)),
         Run(WORKTREE_DIFF, repo)], bench.half)
    return Row("check", "check, no cache", mine, diff, " ".join(WORKTREE_DIFF), mine - diff,
               "ms more", 150)


def growth_rows(bench):
    """What ten times the contracts cost: dcr's factor against git's."""
    small = bench.repositories.contracts(bench.sizes.contracts)
    large = bench.repositories.contracts(bench.sizes.large)
    rows = []
    for check in (STAGED, WORKTREE, COMMITS):
        for repo in (small, large):
            change_one(repo, check)
        compare_answers(bench, large, check)
        runs = [Run(command, repo) for repo in (small, large)
                for command in ([bench.dcr, *check.arguments], check.other)]
        mine, others, mine_large, others_large = bench.watch.medians(runs, bench.half)
        grown, git_grown = mine_large / mine, others_large / others
        rows.append(Row("growth", f"{check.work}, {bench.sizes.large} contracts",
                        mine_large, others_large,
                        f"{' '.join(check.other)}; grown ×{grown:.1f}, git's ×{git_grown:.1f}",
                        grown / git_grown, "× git's growth", 1))
    return rows


def cores_rows(bench):
    """Many changed contracts, judged on two cores and on one."""
    repo = bench.repositories.contracts(bench.sizes.contracts)
    numbers = unchanged_numbers(bench.sizes.changed, bench.sizes.contracts)
    edit(repo, numbers)
    compare_answers(bench, repo, WORKTREE)
    cores = sorted(os.sched_getaffinity(0))
    rows = []
    for what, prepare in (("", None), (", no cache", forgetting(repo))):
        command = [bench.dcr, "check"]
        runs = [Run(command, repo, prepare=prepare, cores=set(cores[:2])),
                Run(command, repo, prepare=prepare, cores=set(cores[:1]))]
        two, one = bench.watch.medians(runs, bench.few)
        rows.append(Row("cores", f"check, {len(numbers)} changed{what}, 2 cores", two, one,
                        "the same on one core", one / two, "× as fast",
                        None if what or len(cores) < 2 else 1.6, at_least=True))
    return rows
