# SPDX-License-Identifier: Apache-2.0
"""Runs action.yml and the jobs that `dcr init --ci` writes, step by step as the systems do.

  python3 tests/ci/files.py

DCR names the dcr to test; the last line counts.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DCR = pathlib.Path(os.environ.get("DCR", SOURCE / "build/dev/dcr")).resolve()
passed = failed = 0


def check(sentence, holds, more=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print("FAIL", sentence, more)


def contract(version, *fields):
    lines = ["dataset_id: a.orders", 'version: "%s"' % version, "status: active",
             "owners: [{team: data}]", "fields:"]
    return "\n".join(lines + ["  - {name: %s, type: string}" % name for name in fields]) + "\n"


class World:
    """A folder with a repository whose last edit breaks a consumer, and an environment of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "bin").mkdir()
        (self.folder / "home").mkdir()
        (self.folder / "bin/dcr").symlink_to(DCR)
        keep = {key: os.environ[key] for key in ("TMPDIR", "ASAN_OPTIONS") if key in os.environ}
        self.environment = dict(keep, PATH="%s/bin:/usr/bin:/bin" % self.folder,
                                HOME=str(self.folder / "home"), GIT_CONFIG_NOSYSTEM="1", NO_COLOR="1",
                                GIT_AUTHOR_NAME="Ada", GIT_AUTHOR_EMAIL="ada@example.com",
                                GIT_COMMITTER_NAME="Ada", GIT_COMMITTER_EMAIL="ada@example.com")
        self.repository = self.folder / "repository"
        self.orders = self.repository / "data/contracts/orders.yaml"
        self.orders.parent.mkdir(parents=True)
        (self.repository / "dcr.yaml").write_text('contracts: ["**/contracts/*.yaml"]\n')
        self.run("git", "init", "-q", "-b", "main")
        self.orders.write_text(contract("1.0.0", "id", "amount"))
        self.run("git", "add", ".")
        self.run("git", "commit", "-qm", "Promise orders")

    def run(self, *command, **more):
        done = subprocess.run(command, cwd=self.repository, text=True, capture_output=True,
                              env=dict(self.environment, **more), check=False)
        return done


def run_action(world, inputs):
    """The outcome of a composite action: its exit code, what it printed, its outputs and summary."""
    action = yaml.safe_load((SOURCE / "action.yml").read_text())
    given = {name: str(one["default"]) for name, one in action["inputs"].items()}
    given.update(inputs)
    files = {name: world.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH",
                                                    "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.write_text("")
    common = {name: str(path) for name, path in files.items()}
    common.update(GITHUB_ACTION_PATH=str(SOURCE), GITHUB_WORKSPACE=str(world.repository))

    def expanded(text):
        check("the action uses no unknown expression",
              re.fullmatch(r"\$\{\{ inputs\.[a-z-]+ \}\}", text) is not None, text)
        return given[text[len("${{ inputs."):-len(" }}")]]

    output, code = "", 0
    for step in action["runs"]["steps"]:
        check("a step names its shell and holds no expression",
              step["shell"] == "bash" and "${{" not in step["run"], step)
        variables = {name: expanded(value) for name, value in step.get("env", {}).items()}
        done = world.run("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"],
                         **dict(common, **variables))
        output += done.stdout + done.stderr
        code = done.returncode
        if code:
            break
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    for name, value in action["outputs"].items():
        check("the output %s is one of its step" % name,
              value["value"] == "${{ steps.check.outputs.%s }}" % name)
    return code, output, outputs, files["GITHUB_STEP_SUMMARY"].read_text()


def test_action(world):
    world.orders.write_text(contract("1.0.1", "id"))
    code, output, outputs, summary = run_action(world, {})
    check("a break fails the step", code == 1, output)
    check("it is annotated where it is",
          "::error file=data/contracts/orders.yaml,line=6" in output, output)
    check("the summary tells it", "a.orders" in summary and "amount" in summary, summary)
    check("the outputs tell it", outputs == {"sarif": "dcr.sarif", "exit-code": "1"}, outputs)
    log = json.loads((world.repository / "dcr.sarif").read_text())
    check("SARIF has it", any(one["ruleId"] == "field_removed" for one in log["runs"][0]["results"]))
    (world.repository / "dcr.sarif").unlink()

    code, output, outputs, _ = run_action(world, {"sarif": "", "arguments": "--fail-on never"})
    check("arguments reach dcr check", code == 0 and outputs["exit-code"] == "0", output)
    check("no SARIF where none is wanted",
          outputs["sarif"] == "" and not (world.repository / "dcr.sarif").exists(), outputs)
    code, output, outputs, _ = run_action(world, {"working-directory": "data", "sarif": "out/a b.sarif"})
    check("a folder that is not there is an error of dcr's", code == 3, output)
    (world.repository / "data/out").mkdir()
    code, output, outputs, _ = run_action(world, {"working-directory": "data", "sarif": "out/a b.sarif"})
    check("paths are seen from the workspace", outputs["sarif"] == "data/out/a b.sarif", outputs)

    trap = world.folder / "ran"
    for name in ("arguments", "sarif", "working-directory"):
        run_action(world, {name: "$(touch %s)`touch %s`; touch %s" % (trap, trap, trap)})
        check("%s is no script" % name, not trap.exists())

    world.orders.write_text(contract("1.1.0", "id", "amount", "note"))
    code, output, outputs, _ = run_action(world, {})
    check("a compatible change passes", code == 0 and outputs["exit-code"] == "0", output)


def test_github_workflow(world):
    done = world.run("dcr", "init", "--ci", "github")
    check("init writes the workflow", done.returncode == 0, done.stderr)
    workflow = yaml.safe_load((world.repository / ".github/workflows/data-contracts.yml").read_text())
    # YAML 1.1 reads the key `on` as true.
    check("it runs for requests, queues and pushes",
          set(workflow[True]) == {"pull_request", "merge_group", "push"}, workflow)
    check("it may only read", workflow["permissions"] == {"contents": "read"})
    checkout, judge = workflow["jobs"]["dcr"]["steps"]
    check("it clones the whole history", checkout["with"]["fetch-depth"] == 0, checkout)
    world.orders.write_text(contract("1.0.1", "id"))
    done = world.run("bash", "-e", "-c", judge["run"])
    check("its step fails on a break", done.returncode == 1 and "::error " in done.stdout, done.stdout)


def test_gitlab_job(world):
    done = world.run("dcr", "init", "--ci", "gitlab")
    check("init writes the job", done.returncode == 0, done.stderr)
    including = yaml.safe_load((world.repository / ".gitlab-ci.yml").read_text())
    path = including["include"][0]["local"]
    job = yaml.safe_load((world.repository / path).read_text())["data-contracts"]
    check("it clones the whole history", job["variables"]["GIT_DEPTH"] == 0, job)
    world.orders.write_text(contract("1.0.1", "id"))
    done = world.run("sh", "-e", "-c", "\n".join(job["script"]))
    check("its script fails on a break", done.returncode == 1, done.stdout + done.stderr)
    for name, path in job["artifacts"]["reports"].items():
        check("it writes the %s report" % name, (world.repository / path).stat().st_size > 0)
    check("reports are kept of failed jobs", job["artifacts"]["when"] == "always")


for test in (test_action, test_github_workflow, test_gitlab_job):
    place = tempfile.mkdtemp()
    try:
        test(World(place))
    finally:
        shutil.rmtree(place)
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed > 0)
