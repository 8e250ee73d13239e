#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Times dcr on repositories that it generates: against git, and against Python's JSON for mods.

    tests/bench/bench.py [--only contracts|mods] [--contracts N] [--mods N] [--runs N] [--dcr PATH]
                         [--json]

Every dcr command runs in turn with the command that answers the nearest question, so that a
machine's changing speed hits both; medians of whole-process wall times and their ratio are printed.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import mod_registry

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDERS = 97  # a prime: names spread evenly over folders

CONTRACT = """\
dataset_id: bench.dataset_{number}
version: "1.0.0"
status: active
description: One row per entity and day of the generated dataset {number}.
primary_key: [entity_id, day]
owners:
  - {{team: team-{team}, contact: "#team-{team}"}}
freshness_sla: {{max_lag_seconds: 86400, measurement: event_time}}
consumers:
  - {{name: dashboards/board-{number}, contact: "#bi", fields: [entity_id, value_3]}}
fields:
  - name: entity_id
    type: string
    description: Identifies the entity of dataset {number}.
  - name: day
    type: date
    description: The day, in UTC.
"""

FIELD = """\
  - name: value_{field}
    type: {type}
    required: false
    description: Measured value {field} of the entity on the day, as the source system reports it.
"""

TYPES = ["string", "number", "integer", "boolean", "timestamp"]


def contract_text(number):
    text = CONTRACT.format(number=number, team=number % 23)
    for field in range(1, 11):
        text += FIELD.format(field=field, type=TYPES[(number + field) % len(TYPES)])
    return text


def contract_path(number):
    return f"contracts/domain_{number % FOLDERS}/dataset_{number}.yaml"


def git(repo, *arguments, data=None):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
    return subprocess.run(["git", "-C", repo, *arguments], input=data, check=True,
                          stdout=subprocess.PIPE, env=environment).stdout


def make_repository(repo, commits):
    """A clone in use. `commits` are lists of files, each a path and its text."""
    os.makedirs(repo)
    git(repo, "init", "-q", "-b", "main")
    git(repo, "config", "user.name", "Bench")
    git(repo, "config", "user.email", "bench@example.com")
    stream = []
    who = b"Bench <bench@example.com> 1700000000 +0000"

    def commit(message, files):
        stream.append(b"commit refs/heads/main\ncommitter " + who + b"\n")
        stream.append(b"data %d\n%s\n" % (len(message), message))
        for path, text in files:
            data = text.encode()
            stream.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))

    for files in commits:
        commit(b"some", files)
    git(repo, "fast-import", "--quiet", data=b"".join(stream))
    git(repo, "reset", "-q", "--hard")
    # What a clone that is in use has: one pack, and an index older than "now".
    git(repo, "gc", "-q")
    time.sleep(1.1)
    git(repo, "update-index", "--refresh")


def changed_text(number):
    text = contract_text(number).replace('version: "1.0.0"', 'version: "1.1.0"')
    return text + FIELD.format(field=99, type="string")


def contract_commits(contracts):
    """Two commits: all contracts, then one field more in one of them."""
    return [[(contract_path(n), contract_text(n)) for n in range(contracts)],
            [(contract_path(7), changed_text(7))]]


def wall(command, repo):
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=repo, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    return seconds * 1000, done.returncode


def compare(name, repo, dcr_command, other_command, expected, runs, prepare=None):
    times = {"dcr": [], "other": []}
    for round_number in range(runs + 1):
        for who, command in (("dcr", dcr_command), ("other", other_command)):
            if prepare:
                prepare()
            milliseconds, code = wall(command, repo)
            if who == "dcr" and code != expected:
                sys.exit(f"bench: {' '.join(command)} answered {code}, expected {expected}")
            if round_number:  # The first round warms the caches.
                times[who].append(milliseconds)
    dcr_ms = statistics.median(times["dcr"])
    other_ms = statistics.median(times["other"])
    return {"work": name, "dcr_ms": round(dcr_ms, 2), "other_ms": round(other_ms, 2),
            "ratio": round(dcr_ms / other_ms, 2), "other": " ".join(other_command)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=["contracts", "mods"])
    parser.add_argument("--contracts", type=int, default=10000)
    parser.add_argument("--mods", type=int, default=mod_registry.MODS)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--dcr", default=os.path.join(ROOT, "build", "release", "dcr"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not os.path.exists(options.dcr):
        sys.exit(f"bench: no {options.dcr}; build it: cmake --workflow --preset release")

    # No CI system's variables and no configuration of this machine may choose another base.
    for name in list(os.environ):
        if name.startswith(("CI", "GITHUB_", "GITLAB_", "GIT_", "BUILDKITE", "JENKINS")):
            del os.environ[name]
    os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")

    folder = tempfile.mkdtemp(prefix="dcr-bench-")
    try:
        rows = []
        if options.only != "mods":
            rows += measure(folder, options)
        if options.only != "contracts":
            rows += mod_registry.rows(folder, options, compare, make_repository)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {git_version()}"
    if options.json:
        print(json.dumps({"machine": machine, "contracts": options.contracts,
                          "mods": options.mods, "rows": rows}, indent=2))
        return
    print(f"{options.contracts} contracts, one changed; {options.mods} mods; {machine}; medians of "
          f"{options.runs} runs, of half as many for mods\n")
    print(f"{'work':<44} {'dcr ms':>8} {'other':>8} {'ratio':>6}  compared with")
    for row in rows:
        print(f"{row['work']:<44} {row['dcr_ms']:>8} {row['other_ms']:>8} {row['ratio']:>6}  "
              f"{row['other']}")


def git_version():
    return subprocess.run(["git", "--version"], stdout=subprocess.PIPE, text=True,
                          check=True).stdout.strip()


def measure(folder, options):
    repo = os.path.join(folder, "repo")
    make_repository(repo, contract_commits(options.contracts))
    changed = contract_path(11)
    full = os.path.join(repo, changed)
    with open(full, "w", encoding="utf-8") as file:
        file.write(changed_text(11))
    cache = os.path.join(repo, ".git", "dcr")
    dcr, runs = options.dcr, options.runs
    rows = [
        compare("check", repo, [dcr, "check"], ["git", "diff", "--name-only", "HEAD"], 0, runs),
        compare("check, against git status", repo, [dcr, "check"],
                ["git", "status", "--porcelain", "-uall"], 0, runs),
        compare("check without a cache", repo, [dcr, "check"],
                ["git", "diff", "--name-only", "HEAD"], 0, max(runs // 3, 3),
                lambda: shutil.rmtree(cache, ignore_errors=True)),
        compare("check --head HEAD --against HEAD~1", repo,
                [dcr, "check", "--head", "HEAD", "--against", "HEAD~1"],
                ["git", "diff", "--name-only", "HEAD~1", "HEAD"], 0, runs),
    ]
    git(repo, "add", changed)
    rows.insert(0, compare("check --staged", repo, [dcr, "check", "--staged"],
                           ["git", "diff", "--cached", "--name-only", "HEAD"], 0, runs))
    return rows


if __name__ == "__main__":
    main()
