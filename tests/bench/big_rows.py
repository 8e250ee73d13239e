# SPDX-License-Identifier: Apache-2.0
"""Repositories far beyond the usual: the time and the memory of each command."""

import json
import os

from check_rows import COMMITS, STAGED, WORKTREE, change_one, compare_answers
from documents import contract_name, contract_path, contract_text
from history_rows import (CONTRACT, LOG, changed_in_commits, judged_commits, same_versions)
from measuring import Row, Run, answer
from registry_rows import listed, names
from repositories import (edit, forget_caches, forgetting, git_fields, write_aged,
                          write_file)


def big_row(bench, group, run, work, other=None, against=""):
    """Few runs: these take long. The memory is of the last."""
    rounds = 1 if bench.runs < 10 else 3
    times = [bench.watch.time_and_peak(run) for _ in range(rounds)]
    milliseconds, peak = sorted(times)[rounds // 2]
    bench.say(f"{work}: {milliseconds:.0f} ms, {peak:.0f} MB")
    others = None
    if other:
        others = sorted(bench.watch.time(Run(other, run.repo)) for _ in range(rounds))[rounds // 2]
    return Row(group, work, milliseconds, others, against or " ".join(other or []),
               milliseconds / others if others else None, peak=peak)


def registry_rows(bench):
    group, count = "big-registry", bench.sizes.large
    repo = bench.repositories.contracts(count)
    edit(repo, [])
    files = git_fields(repo, "ls-files", "-z", "contracts")
    bench.answers.same(f"list-registry of {count}", listed(bench.dcr, repo), names(files))
    rows = []

    def add(arguments, other, forget=False):
        run = Run([bench.dcr, *arguments], repo,
                  prepare=forgetting(repo) if forget else None)
        work = f"{' '.join(arguments)}, {count} contracts{', no cache' if forget else ''}"
        rows.append(big_row(bench, group, run, work, other))

    for check in (STAGED, WORKTREE, COMMITS):
        change_one(repo, check)
        add(check.arguments, check.other, forget=True)
        add(check.arguments, check.other)
    tree = ["git", "ls-tree", "-r", "HEAD"]
    for arguments in (["list-registry"], ["list-registry", "--at", "HEAD"]):
        add(arguments, tree, forget=True)
        add(arguments, tree)
    add(["validate"], [bench.program("dcr_bench_yaml_events"), os.path.join(repo, "contracts")],
        forget=True)
    rows[-1].against = "yaml-cpp's events of the same bytes, one core"
    add(["versions", contract_name(7)], [*LOG, "--", "contracts"])
    add(["show", contract_name(7)], ["git", "show", f"HEAD:{contract_path(7)}"])
    return rows


def history_rows(bench):
    sizes, group = bench.sizes, "big-history"
    repo = bench.repositories.history(sizes.big_contracts, sizes.big_commits, repack=False)
    forget_caches(repo)
    same_versions(bench, repo, f"{sizes.big_commits} commits, first time")
    same_versions(bench, repo, f"{sizes.big_commits} commits, second time")
    end = f", {sizes.big_commits} commits"
    versions = [bench.dcr, "versions", contract_name(CONTRACT)]
    log = [*LOG, "--", "contracts"]
    forget = forgetting(repo)
    rows = [big_row(bench, group, Run(versions, repo, prepare=forget),
                    f"versions NAME{end}, first time", log),
            big_row(bench, group, Run(versions, repo), f"versions NAME{end}, second time")]
    for check in (STAGED, WORKTREE, COMMITS):
        change_one(repo, check)
        compare_answers(bench, repo, check)
        rows.append(big_row(bench, group, Run([bench.dcr, *check.arguments], repo),
                            check.work + end, check.other))
    edit(repo, [])
    between = f"HEAD~{sizes.big_range}..HEAD"
    bench.answers.same(f"check --range over {sizes.big_range} commits",
                       judged_commits(bench.dcr, repo, between), changed_in_commits(repo, between))
    rows.append(big_row(bench, group,
                        Run([bench.dcr, "check", "--range", between], repo, prepare=forget),
                        f"check --range over {sizes.big_range} commits, no cache", [*LOG, between]))
    return rows


def wide_text(fields, version, old="", new=""):
    """A contract that every format can carry."""
    lines = contract_text(1, version, fields).splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith("consumers:"))
    return "".join(lines[:start] + lines[start + 2:]).replace(old or "\0", new, 1)


def issues(dcr, repo, *arguments):
    done = json.loads(answer([dcr, *arguments, "--format", "json"], repo))
    found = [*done["issues"], *(each for contract in done["contracts"]
                                for each in contract["issues"])]
    return [(each["kind"], each["field"]) for each in found]


def contract_rows(bench):
    count, group, dcr = bench.sizes.fields, "big-contract", bench.dcr
    path = contract_path(1)
    last = f"value_{count}"
    repo = bench.repositories.make(f"fields-{count}", [[(path, wide_text(count, "1.0.0"))]])
    write_aged(repo, path,
               wide_text(count, "1.0.1", f"Measured value {count} of", "The value of"))
    bench.answers.same("diff of the field that changed", issues(dcr, repo, "diff", "HEAD"),
                       [("attribute_changed", None), ("field_description_changed", last)])
    bench.answers.same("check of the field that changed", issues(dcr, repo, "check"),
                       [("field_description_changed", last)])
    folder = bench.repositories.folder
    exported, imported = (os.path.join(folder, name) for name in ("wide.odcs.yaml", "wide.yaml"))
    export = [dcr, "export", path, "--to", "odcs"]
    write_file(folder, "wide.odcs.yaml", answer(export, repo).decode())
    read_back = [dcr, "import", "odcs", exported, "--out", "-"]
    write_file(folder, "wide.yaml", answer(read_back, repo).decode())
    bench.answers.same("what comes back of an export",
                       issues(dcr, repo, "diff", path, imported), [])
    events = [bench.program("dcr_bench_yaml_events"), os.path.join(repo, "contracts")]
    return [big_row(bench, group, Run([dcr, *arguments], repo),
                    f"{work}, {count} fields", events, "yaml-cpp's events of the contract")
            for work, arguments in (
                ("check, one changed", ["check"]), ("diff HEAD", ["diff", "HEAD"]),
                ("diff HEAD HEAD", ["diff", "HEAD", "HEAD"]), ("list-registry", ["list-registry"]),
                ("validate", ["validate"]), ("export --to odcs", export[1:]),
                ("import odcs", read_back[1:]),
                ("export --to json-schema", ["export", path, "--to", "json-schema"]))]
