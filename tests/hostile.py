#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Repositories that mean harm, read by the commands a user runs in a clone: nothing moves the
terminal's cursor, no revision is an option, nothing the repository configures is started, and
nothing outside of it is written. The last line counts: "N passed, N failed".

  DCR=build/asan/dcr tests/hostile.py
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DCR = str(pathlib.Path(os.environ.get("DCR", ROOT / "build/dev/dcr")).resolve())
ESCAPES = r"\e[31m\e]0;x\a\x9b2J\u202egnp\u2028\u200f\r"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
CRASHED = {70, 134, 136, 139}

passed = 0
failed = 0


def expect(holds, what, seen=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}: {seen!r}")


def environment(folder):
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "ASAN_OPTIONS") if name in os.environ}
    who = {f"GIT_{role}_{part}": "ada@example.com" for role in ("AUTHOR", "COMMITTER")
           for part in ("NAME", "EMAIL")}
    return {**kept, **who, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "NO_COLOR": "1"}


def run(folder, *words):
    return subprocess.run(words, cwd=folder, env=environment(folder.parent), stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120, check=False)


def git(folder, *words):
    done = run(folder, "git", *words)
    assert done.returncode == 0, done.stderr


def contract(name, version, field, escapes):
    return f'''dataset_id: {name}
version: "{version}"
description: "d{escapes}"
status: active
owners: [{{team: "t{escapes}", contact: "#c{escapes}"}}]
freshness_sla: {{max_lag_seconds: 60}}
consumers: [{{name: "con{escapes}", contact: "x{escapes}"}}]
metadata: {{"k{escapes}": "v{escapes}"}}
fields:
  - {{name: id, type: string, enum: ["a{escapes}"], description: "x{escapes}", unit: "u{escapes}"}}
  - {{name: {field}, type: integer}}
'''


def repository(folder):
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "contracts").mkdir()
    return folder


def commit(folder, message="x"):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def escapes(work):
    folder = repository(work / "escapes")
    mods = ('{"mods": {"good": {"metadata": {"version": "1.0.0", "description": "dE", "category": "cE",'
            ' "author": "aE"}, "module_path": "p.m", "interface": {"config_schema": {"type": "object",'
            ' "properties": {"qE": {"type": "string", "default": "xE"}}}, "input_ports": ["iE"]}},'
            ' "badE": {"unkE": 1}}}').replace("E", r"\u001b[31m\u202e\u009b\u0007")
    model = ('{"model": "M", "version": "1.0.0", "registered_by": "rE", "metadata": {"kE": "vE"}, "schema":'
             ' {"type": "object", "properties": {"pE": {"type": "string", "enum": ["eE"]}}}}')
    names = ["contracts/plain.yaml", "contracts/bidi\u202e\u009b.yaml", b"contracts/b\xff\x1b[31m.yaml",
             "contracts/new\nline.yaml"]

    def write(version, field):
        for number, name in enumerate(names):
            path = os.path.join(os.fsencode(folder), os.fsencode(name))
            with open(path, "w", encoding="utf-8") as file:
                file.write(contract(f"data.set{number}", version, field, ESCAPES))
        (folder / "models" / "m.json").write_text(
            model.replace("E", r"\u001b[31m\u202e\u009b" + field).replace("1.0.0", version), encoding="utf-8")
        (folder / "contracts" / "broken.yaml").write_text(
            contract(f"bad{field}", "x", f'"n{ESCAPES}"', ESCAPES) + f'"unknown{ESCAPES}": 1\n', encoding="utf-8")
        (folder / "mod_registry.json").write_text(mods.replace("1.0.0", version), encoding="utf-8")

    (folder / "models").mkdir()
    write("1.0.0", "one")
    commit(folder, "subject \x1b[31m\u202e\u009b")
    git(folder, "branch", "b\u202e\u009b")
    write("1.1.0", "two")
    name = "data.set0"
    commands = ["check", "check --all", "check --format markdown", "check --format github",
                "check --format junit", "check --against b\u202e\u009b", "validate", "validate --strict",
                "list-registry", "list-registry --at HEAD", f"show {name}", f"show {name} --schema", "show M",
                "show M --schema", f"versions {name}", "diff", "diff HEAD", "diff HEAD --format markdown",
                f"diff {name}@1.0.0 {name}", "changelog", f"changelog {name}", "owners", f"owners {name}",
                "owners --codeowners --dry-run", f"impact {name}",
                f"freshness {name} --observed 2020-01-01T00:00:00Z", "mod-info good", "validate-registry",
                f"export {name} --to markdown", f"gate {name}", "doctor", "bump",
                "register contracts/plain.yaml --dry-run", "hook pre-commit", "sync --registry .",
                "show no\u202esuch\u009b", "check no\u202e\u009b", "check --head no\u202e\u009b"]
    for command in commands:
        done = run(folder, DCR, *command.split(" "))
        expect(done.returncode not in CRASHED, f"{command} ends well", done.stderr)
        for stream in (done.stdout, done.stderr):
            try:
                unsafe = UNSAFE.search(stream.decode("utf-8"))
                expect(unsafe is None, f"{command} is safe on a terminal", stream[:2000])
            except UnicodeDecodeError:
                expect(False, f"{command} prints UTF-8", stream[:2000])
    # What an exported file loses is told on stderr; the file itself is data.
    for kind in ("dcr", "odcs", "json-schema", "avro", "sql", "dbt"):
        told = run(folder, DCR, "export", name, "--to", kind).stderr.decode("utf-8", "replace")
        expect(UNSAFE.search(told) is None, f"the losses of {kind} are safe on a terminal", told)


def revisions(work):
    folder = repository(work / "revisions")
    (folder / "contracts" / "a.yaml").write_text(contract("a", "1.0.0", "b", ""), encoding="utf-8")
    commit(folder)
    # Plumbing makes what `git branch` refuses.
    git(folder, "update-ref", "refs/heads/-x", "HEAD")
    git(folder, "update-ref", "refs/heads/--output=pwned", "HEAD")
    for revision in ("-x", "--output=pwned"):
        for command in (["check", "--against"], ["check", "--head"], ["check", "--range"],
                        ["show", "a", "--at"], ["list-registry", "--at"], ["versions", "a", "--at"],
                        ["changelog", "--at"], ["owners", "--at"], ["impact", "a", "--at"], ["gate", "a", "--at"],
                        ["mod-info", "m", "--at"], ["export", "a", "--to", "odcs", "--at"]):
            option = command[-1]
            for words in ([*command, revision], [*command[:-1], f"{option}={revision}"],
                          [*command[:-1], f"{option}={revision}..HEAD"]):
                done = run(folder, DCR, *words)
                expect(done.returncode in (2, 3), f"{' '.join(words)} is refused",
                       (done.returncode, done.stdout, done.stderr))
        done = run(folder, DCR, "diff", "--", revision)
        expect(done.returncode in (1, 2, 3), f"diff -- {revision} is refused", done.stdout)
        done = run(folder, DCR, "list-registry", f"--registry=.#{revision}")
        expect(done.returncode in (2, 3), f"--registry .#{revision} is refused", done.stdout)
    expect(not (folder / "pwned").exists(), "no revision is an option of git")


def programs(work):
    for index in ("plain", "split", "sparse"):
        folder = repository(work / f"programs-{index}")
        marker = work / f"started-{index}"
        (folder / "contracts" / "a.yaml").write_text(contract("a", "1.0.0", "b", ""), encoding="utf-8")
        (folder / "other").mkdir()
        (folder / "other" / "x").write_text("x", encoding="utf-8")
        (folder / "mod_registry.json").write_text('{"mods": {"m": {"metadata": {"version": "1.0.0"}, '
                                                  '"module_path": "p.m"}}}', encoding="utf-8")
        (folder / ".gitattributes").write_text("*.yaml diff=evil merge=evil\n", encoding="utf-8")
        commit(folder)
        if index == "split":
            git(folder, "update-index", "--split-index")
        if index == "sparse":
            git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "contracts")
        script = work / f"evil-{index}"
        script.write_text(f"#!/bin/sh\necho \"$0 $*\" >>'{marker}'\n", encoding="utf-8")
        script.chmod(0o755)
        for name in ("pre-commit", "post-index-change", "post-checkout", "fsmonitor-watchman"):
            hook = folder / ".git" / "hooks" / name
            hook.write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
            hook.chmod(0o755)
        for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass",
                    "core.alternateRefsCommand", "credential.helper", "diff.external", "diff.evil.textconv",
                    "diff.evil.command", "merge.evil.driver", "gpg.program", "pager.diff", "alias.ls-files",
                    "alias.rev-parse", "uploadpack.packObjectsHook", "core.gitProxy"):
            with open(folder / ".git" / "config", "a", encoding="utf-8") as config:
                section, _, rest = key.partition(".")
                sub, _, last = rest.rpartition(".")
                config.write(f'[{section} "{sub}"]\n' if sub else f"[{section}]\n")
                config.write(f"\t{last} = {'!' if section == 'alias' else ''}{script}\n")
        with open(folder / "contracts" / "a.yaml", "a", encoding="utf-8") as file:
            file.write("# touched\n")
        for command in ("check", "check --staged", "check --head HEAD --against HEAD", "validate",
                        "list-registry", "list-registry --at HEAD", "show a", "versions a", "diff HEAD",
                        "changelog", "owners", "impact a", "mod-info m", "gate a", "bump", "doctor"):
            done = run(folder, DCR, *command.split())
            expect(done.returncode not in CRASHED, f"{command} ends well", done.stderr)
            started = marker.read_text(encoding="utf-8") if marker.exists() else ""
            expect(started == "", f"{command} starts nothing of the repository ({index} index)", started)
            marker.unlink(missing_ok=True)


def writes(work):
    folder = repository(work / "writes")
    outside = work / "outside"
    outside.mkdir()
    (outside / "c.yaml").write_text(contract("c", "1.0.0", "b", ""), encoding="utf-8")
    (outside / "mod_registry.json").write_text('{"mods": {}}\n', encoding="utf-8")
    (outside / "owners").write_text("", encoding="utf-8")
    (folder / "contracts" / "a.yaml").write_text(contract("a", "1.0.0", "b", ""), encoding="utf-8")
    for link, target in (("contracts/c.yaml", "../../outside/c.yaml"), ("models", "../outside"),
                         ("mod_registry.json", "../outside/mod_registry.json"), (".dcr", "../outside"),
                         ("CODEOWNERS", "../outside/owners"), ("linked", "../outside")):
        (folder / link).symlink_to(target)
    commit(folder)
    (folder / "contracts" / "a.yaml").write_text(contract("a", "1.1.0", "b", ""), encoding="utf-8")
    commit(folder)
    (folder / "s.json").write_text('{"title": "../../evil", "type": "object", "properties": {"a": {}}}',
                                   encoding="utf-8")
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    for command in ("owners --codeowners", "deprecate a@1.0.0 --uri https://x.example/y", "archive a@1.0.0",
                    "bump c --write", "register contracts/c.yaml",
                    "register-mod --command true --name m --mod-version 1.0.0 --description d --category c --no-params",
                    "import json-schema s.json --out linked --owner t --set-version 1.0.0",
                    "import json-schema s.json --out ../outside --owner t --set-version 1.0.0",
                    "register --schema s.json --name ../../outside/evil --version 1.0.0",
                    "register --schema s.json --name evil --namespace ../../outside --version 1.0.0"):
        done = run(folder, DCR, *command.split())
        expect(done.returncode in (1, 2, 3), f"{command} is refused", (done.returncode, done.stdout, done.stderr))
    after = {path.name: path.read_bytes() for path in outside.iterdir()}
    expect(before == after, "nothing outside of the repository was written", sorted(after))


with tempfile.TemporaryDirectory() as name:
    for part in (escapes, revisions, programs, writes):
        part(pathlib.Path(name))
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
