# SPDX-License-Identifier: Apache-2.0
"""What reads every contract: against yaml-cpp reading the same bytes, and the memory it takes."""

import json
import os

from check_rows import EDITED
from documents import name_at
from measuring import Row, Run, answer
from repositories import edit, forget_caches, forgetting, git_fields


def listed(dcr, repo, *arguments):
    return sorted(answer([dcr, "list-registry", "--names", *arguments], repo).decode().split())


def names(paths):
    return sorted(name_at(path) for path in paths)


def validated(dcr, repo):
    report = json.loads(answer([dcr, "validate", "--format", "json"], repo))
    return report["compatible"], sorted(each["path"] for each in report["contracts"])


def everything_rows(bench):
    """All contracts, nothing cached: yaml-cpp's events are the floor, shared by the cores."""
    repo = bench.repositories.contracts(bench.sizes.contracts)
    files = git_fields(repo, "ls-files", "-z", "contracts")
    at_head = git_fields(repo, "ls-tree", "-r", "-z", "--name-only", "HEAD", "contracts")
    forget_caches(repo)
    bench.answers.same("validate", validated(bench.dcr, repo), (True, sorted(files)))
    bench.answers.same("list-registry", listed(bench.dcr, repo), names(files))
    cores = len(os.sched_getaffinity(0))
    events = [bench.program("dcr_bench_yaml_events"), os.path.join(repo, "contracts")]
    forget = forgetting(repo)
    validate, listing, floor = bench.watch.medians(
        [Run([bench.dcr, "validate"], repo, prepare=forget),
         Run([bench.dcr, "list-registry"], repo, prepare=forget), Run(events, repo)], bench.few)
    rows = [Row("everything", f"{work}, no cache", mine, floor / cores,
                f"yaml-cpp's events of the same bytes: {floor:.0f} ms, on {cores} cores",
                mine / (floor / cores), "×", 1.2)
            for work, mine in (("validate", validate), ("list-registry", listing))]
    forget_caches(repo)
    for what in ("first time", "second time"):
        bench.answers.same(f"list-registry --at HEAD, {what}",
                           listed(bench.dcr, repo, "--at", "HEAD"), names(at_head))
    other = ["git", "ls-tree", "-r", "HEAD"]
    for arguments, limit in ((["list-registry", "--at", "HEAD"], 5), (["list-registry"], None)):
        mine, tree = bench.watch.medians(
            [Run([bench.dcr, *arguments], repo), Run(other, repo)], bench.half)
        rows.append(Row("everything", f"{' '.join(arguments)}, second time", mine, tree,
                        " ".join(other), mine / tree, "×", limit))
    return rows


def memory_rows(bench):
    repo = bench.repositories.contracts(bench.sizes.large)
    edit(repo, [EDITED])
    rows = []
    for arguments, uncached in ((["check"], True), (["check"], False), (["list-registry"], True),
                                (["list-registry"], False),
                                (["list-registry", "--at", "HEAD"], True), (["validate"], False)):
        milliseconds, peak = bench.watch.time_and_peak(
            Run([bench.dcr, *arguments], repo, prepare=forgetting(repo) if uncached else None))
        work = f"{' '.join(arguments)}, {bench.sizes.large} contracts"
        rows.append(Row("memory", work + (", no cache" if uncached else ""), peak, measured="MB",
                        value=peak, unit="MB", limit=150, against=f"in {milliseconds:.0f} ms"))
    return rows
