# SPDX-License-Identifier: Apache-2.0
"""What walks over history: against git log over the same commits."""

import json
import os
import shutil

from documents import contract_name, contract_path
from measuring import Row, Run, answer
from repositories import (forget_caches, forgetting, git, git_lines, import_commits, revisions,
                          write_file)

CONTRACT = 12
LOG = ["git", "log", "--first-parent", "--raw"]
MORE = 10


def registered(dcr, repo):
    """The commits that registered a version of the contract, newest first."""
    answered = json.loads(answer([dcr, "versions", contract_name(CONTRACT), "--format", "json"],
                                 repo))
    return [each["commit"] for each in answered["versions"]]


def touched(repo):
    return git_lines(repo, "log", "--first-parent", "--format=%H", "--", contract_path(CONTRACT))


def same_versions(bench, repo, what):
    bench.answers.same(f"versions, {what}", registered(bench.dcr, repo), touched(repo))


def versions_rows(bench):
    sizes = bench.sizes
    repo = bench.repositories.history(sizes.history_contracts, sizes.commits)
    git(repo, "reset", "-q", "--hard", tip(repo, sizes.commits))
    forget_caches(repo)
    same_versions(bench, repo, "first time")
    same_versions(bench, repo, "second time")
    command = [bench.dcr, "versions", contract_name(CONTRACT)]
    log = [*LOG, "--", "contracts"]
    work = f"versions NAME, {sizes.commits} commits"
    first, other = bench.watch.medians(
        [Run(command, repo, prepare=forgetting(repo)), Run(log, repo)], bench.few)
    second, = bench.watch.medians([Run(command, repo)], bench.half)

    # What the cache holds now, and ten commits that it has not seen.
    caches, kept = os.path.join(repo, ".git", "dcr"), os.path.join(repo, ".git", "dcr-kept")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(caches, kept) if os.path.exists(caches) else os.makedirs(kept)

    def restore():
        forget_caches(repo)
        shutil.copytree(kept, caches)

    import_commits(repo, revisions(sizes.history_contracts, sizes.commits, sizes.commits + MORE),
                   first=sizes.commits, parent=b"refs/heads/main^0")
    git(repo, "reset", "-q", "--hard")
    restore()
    same_versions(bench, repo, f"{MORE} commits later")
    forget_caches(repo)
    same_versions(bench, repo, f"{MORE} commits later, no cache")
    later, = bench.watch.medians([Run(command, repo, prepare=restore)], bench.half)
    soon = dict(unit="ms", limit=30)
    return [Row("history", f"{work}, first time", first, other, " ".join(log), first / other,
                limit=1),
            Row("history", f"{work}, second time", second, value=second, **soon),
            Row("history", f"{work}, {MORE} commits later", later, value=later, **soon)]


def tip(repo, commits):
    """The last of the commits that were generated: a run before may have added to them."""
    return git_lines(repo, "rev-list", "--first-parent", "--reverse", "main")[commits - 1]


def judged_commits(dcr, repo, between):
    report = json.loads(answer([dcr, "check", "--range", between, "--format", "json"], repo))
    return [(each["commit"], [contract["path"] for contract in each["contracts"]])
            for each in report["commits"]]


def changed_in_commits(repo, between):
    """Each commit, oldest first, with the files it changed."""
    lines = git_lines(repo, "log", "--first-parent", "--reverse", "--format=commit %H",
                      "--name-only", between, "--", "contracts")
    commits = []
    for line in filter(None, lines):
        if line.startswith("commit "):
            commits.append((line.removeprefix("commit "), []))
        else:
            commits[-1][1].append(line)
    return commits


def changed_documents(bench, repo, between):
    """A folder with every content that the range puts in place or replaces."""
    folder = os.path.join(bench.repositories.folder, "changed-documents")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    raw = git_lines(repo, "log", "--first-parent", "--format=", "--raw", "--no-abbrev", between)
    blobs = {blob for line in raw for blob in line.split()[2:4]} - {"0" * 40}
    for blob in blobs:
        write_file(folder, f"{blob}.yaml", git(repo, "cat-file", "blob", blob).decode())
    return folder


def range_rows(bench):
    sizes = bench.sizes
    repo = bench.repositories.history(sizes.history_contracts, sizes.commits)
    between = f"HEAD~{sizes.range}..HEAD"
    command = [bench.dcr, "check", "--range", between]
    expected = changed_in_commits(repo, between)
    forget_caches(repo)
    for what in ("check --range, no cache", "check --range"):
        bench.answers.same(what, judged_commits(bench.dcr, repo, between), expected)
    bench.answers.same("check --range, every commit", len(expected), sizes.range)
    log = [*LOG, between]
    events = [bench.program("dcr_bench_yaml_events"), changed_documents(bench, repo, between)]
    mine, walked, parsed = bench.watch.medians(
        [Run(command, repo, prepare=forgetting(repo)), Run(log, repo),
         Run(events, repo)], bench.few)
    other = walked + parsed
    return [Row("history", f"check --range over {sizes.range} commits, no cache", mine, other,
                f"git log --first-parent --raw of them, {walked:.0f} ms, + yaml-cpp's events of "
                f"what changed, {parsed:.0f} ms", mine / other, "×", 1)]


def history_rows(bench):
    return versions_rows(bench) + range_rows(bench)
