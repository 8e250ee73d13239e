# SPDX-License-Identifier: Apache-2.0
"""See run.sh. The argument is the dcr to test."""

import os
import shutil
import subprocess
import sys
import tempfile

import terminal

passed = 0
failed = 0


def expect(what, actual, expected):
    global passed, failed
    if actual == expected:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}\n  expected {expected!r}\n  got      {actual!r}")


HOSTILE = "$(touch${IFS}pwned)`touch${IFS}pwned`'\"!;&|<>*?~#\\{a,b}é"
FIELD = "total $(touch pwned) 'x' !"


def yaml_text(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def contract(name, version, fields=("id",), extra=""):
    lines = f"dataset_id: {yaml_text(name)}\nversion: \"{version}\"\nstatus: active\n{extra}"
    lines += "owners:\n  - team: sales\nfields:\n"
    for field in fields:
        lines += f"  - name: {yaml_text(field)}\n    type: string\n"
    return lines


def write(folder, path, text):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


def make_repository(folder):
    os.makedirs(folder)
    git(folder, "init", "-q", "-b", "main")
    for key, value in (("name", "A"), ("email", "a@example.com")):
        git(folder, "config", "user." + key, value)
    write(folder, "contracts/orders.yaml", contract("orders", "1.0.0"))
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    write(folder, "contracts/orders.yaml", contract("orders", "1.1.0", ("id", "items", FIELD)))
    write(folder, "contracts/bills.yaml",
          contract("bills", "2.0.0", ("sum", "due"), "namespace: billing\n"))
    write(folder, "contracts/hostile.yaml", contract(HOSTILE, "1.0.0"))
    write(folder, "contracts/dashed.yaml", contract("--registry=https://example.com", "1.0.0"))
    write(folder, "models/user-service/User/1.0.0.json",
          '{"title": "User", "type": "object", "properties": {"name": {"type": "string"}}}')
    write(folder, "mod_registry.json",
          '{"mods": {"csv_reader": {"module_path": "etl.csv", "metadata": {"version": "1.0.0", '
          '"category": "sources", "description": "Reads CSV"}}}}')
    write(folder, "job.yaml",
          "mods:\n  load all:\n    _type: csv_reader\n  \"$(touch pwned)\":\n    _type: csv_reader\n")
    # Nothing of the tree or of git's configuration may run.
    write(folder, ".gitattributes", "*.yaml filter=evil\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "two")
    git(folder, "config", "filter.evil.clean", "touch pwned; cat")
    git(folder, "config", "core.fsmonitor", "touch pwned")
    git(folder, "branch", "feature/one")
    git(folder, "update-ref", "refs/heads/$(touch${IFS}pwned)", "HEAD")
    git(folder, "tag", "v1")
    # Newer than the index: its content must be looked at.
    write(folder, "contracts/orders.yaml", contract("orders", "1.1.0", ("id", "items", FIELD)))


def test_bash(shell, name):
    def line(keys):
        return shell.line_after(keys)

    expect(name + ": a command", line("dcr list-r\t"), "dcr list-registry ")
    expect(name + ": an alias", line("dcr li\x18a"), "dcr list-registry list ")
    expect(name + ": an option", line("dcr list --includ\t"), "dcr list --include-deprecated ")
    expect(name + ": a choice", line("dcr list --kind mode\t"), "dcr list --kind model ")
    expect(name + ": a choice after =", line("dcr list --kind=mode\t"), "dcr list --kind=model ")
    expect(name + ": global options", line("dcr --color=al\t"), "dcr --color=always ")
    expect(name + ": a name", line("dcr show ord\t"), "dcr show orders ")
    expect(name + ": a name after a folder", line("cd /; dcr -C \"$OLDPWD\" show ord\t"),
           "cd /; dcr -C \"$OLDPWD\" show ord")
    expect(name + ": names in a namespace", line("dcr show bil\t"), "dcr show billing::bills ")
    expect(name + ": after the colons", line("dcr show billing::b\t"), "dcr show billing::bills ")
    expect(name + ": after one colon", line("dcr show billing:\t"), "dcr show billing::bills ")
    expect(name + ": in quotes", line("dcr show 'billing::b\t"), "dcr show 'billing::bills' ")
    expect(name + ": in double quotes", line('dcr show "billing::b\t'), 'dcr show "billing::bills" ')
    expect(name + ": a version", line("dcr show orders@1.0\t"), "dcr show orders@1.0.0 ")
    expect(name + ": a version in a namespace", line("dcr show billing::bills@2\t"),
           "dcr show billing::bills@2.0.0 ")
    # The package takes @ out of the characters that divide words.
    at = "orders@" if "bash-completion" in name else "@"
    expect(name + ": every version", line("dcr show orders@\x18a"),
           f"dcr show orders@1.1.0 {at}1.0.0 {at}latest {at}newest ")
    expect(name + ": a field", line("dcr impact orders --field it\t"),
           "dcr impact orders --field items ")
    expect(name + ": a rule", line("dcr explain field_type_n\t"),
           "dcr explain field_type_narrowed ")
    expect(name + ": nothing", line("dcr explain no_rule\t"), "dcr explain no_rule")
    expect(name + ": a mod", line("dcr mod-info c\t"), "dcr mod-info csv_reader ")
    expect(name + ": a category", line("dcr list --category s\t"), "dcr list --category sources ")
    expect(name + ": a namespace", line("dcr list --namespace bi\t"), "dcr list --namespace billing ")
    expect(name + ": a revision", line("dcr check --against fea\t"),
           "dcr check --against feature/one ")
    expect(name + ": the end of a range", line("dcr check --range HEAD..fea\t"),
           "dcr check --range HEAD..feature/one ")
    expect(name + ": a file", line("dcr validate contracts/bi\t"),
           "dcr validate contracts/bills.yaml ")
    expect(name + ": a file for a report", line("dcr check --format json=job\t"),
           "dcr check --format json=job.yaml ")
    expect(name + ": a folder", line("dcr -C contr\t"), "dcr -C contracts/")
    expect(name + ": before the end of the line", line("dcr show ord @latest" + "\x1b[D" * 8 + "\t"),
           "dcr show orders @latest")
    run_hostile(shell, name)


def test_zsh(shell, name):
    def line(keys):
        return shell.line_after(keys)

    def candidates(keys):
        shell.press(keys + "\t\x18c")
        words = shell.answer()[1:]
        shell.press("\x15")
        return words

    expect(name + ": a command", line("dcr list-r\t"), "dcr list-registry ")
    expect(name + ": a choice after =", line("dcr list --kind=mode\t"), "dcr list --kind=model ")
    expect(name + ": names in a namespace", line("dcr show billing::b\t"),
           "dcr show billing::bills ")
    expect(name + ": a version", line("dcr show orders@1.0\t"), "dcr show orders@1.0.0 ")
    candidates("true")  # what was completed until here
    expect(name + ": every version", candidates("dcr show orders@"),
           ["orders@1.1.0", "orders@1.0.0", "orders@latest", "orders@newest"])
    expect(name + ": instances", candidates("dcr run-mod --params job.yaml "),
           ["load all", "$(touch pwned)"])
    expect(name + ": a field", line("dcr impact orders --field it\t"),
           "dcr impact orders --field items ")
    expect(name + ": a rule", line("dcr explain field_type_n\t"),
           "dcr explain field_type_narrowed ")
    expect(name + ": a revision", line("dcr check --against fea\t"),
           "dcr check --against feature/one ")
    expect(name + ": a file", line("dcr validate contracts/bi\t"),
           "dcr validate contracts/bills.yaml ")
    expect(name + ": a file for a report", line("dcr check --format json=job\t"),
           "dcr check --format json=job.yaml ")
    expect(name + ": a folder", line("dcr -C contr\t"), "dcr -C contracts/")
    run_hostile(shell, name)


def run_hostile(shell, name):
    """What a repository calls its things arrives as an argument, whatever it is made of."""
    expect(name + ": a hostile name", shell.run("dcr show \\$\t"), ["show", HOSTILE])
    expect(name + ": a hostile name in quotes", shell.run("dcr show '$\t"), ["show", HOSTILE])
    expect(name + ": a hostile name in double quotes", shell.run('dcr show "\\$\t'),
           ["show", HOSTILE])
    expect(name + ": a hostile field", shell.run("dcr impact orders --field to\t"),
           ["impact", "orders", "--field", FIELD])
    expect(name + ": a hostile branch", shell.run("dcr check --against \\$\t"),
           ["check", "--against", "$(touch${IFS}pwned)"])
    expect(name + ": an instance with a blank", shell.run("dcr run-mod --params job.yaml lo\t"),
           ["run-mod", "--params", "job.yaml", "load all"])
    expect(name + ": a name that looks like an option is none",
           shell.run("dcr show --registry=htt\t"), ["show", "--registry=htt"])
    if name != "zsh":  # its Tab itself expands what a user typed, whatever is completed
        expect(name + ": what is typed does not run", shell.line_after("dcr show $(touch pwned)\t"),
               "dcr show $(touch pwned)")


def test_fish(shell):
    expect("fish: a command", shell.words("dcr list-r"), ["list-registry"])
    expect("fish: a choice after =", shell.words("dcr list --kind=mode"), ["--kind=model"])
    expect("fish: an option", shell.words("dcr list --includ"), ["--include-deprecated"])
    expect("fish: a name", shell.words("dcr show billing::b"), ["billing::bills"])
    expect("fish: every version", shell.words("dcr show orders@"),
           ["orders@1.1.0", "orders@1.0.0", "orders@latest", "orders@newest"])
    expect("fish: a field", shell.words("dcr impact orders --field it"), ["items"])
    expect("fish: a rule", shell.words("dcr explain field_type_n"), ["field_type_narrowed"])
    expect("fish: a revision", shell.words("dcr check --against fea"), ["feature/one"])
    expect("fish: instances", shell.words("dcr run-mod --params job.yaml "),
           ["load all", "$(touch pwned)"])
    expect("fish: a file", shell.words("dcr validate contracts/bi"), ["contracts/bills.yaml"])
    expect("fish: a file for a report", shell.words("dcr check --format json=job"),
           ["json=job.yaml"])
    expect("fish: a folder", shell.words("dcr -C contr"), ["contracts/"])
    for line, word in (("dcr show \\$", HOSTILE), ("dcr impact orders --field to", FIELD),
                       ("dcr check --against \\$", "$(touch${IFS}pwned)")):
        found = shell.words(line, "--escape")
        expect("fish: " + line, [shell.run(each) for each in found], [word])
    expect("fish: what is typed does not run", shell.words("dcr show (touch pwned)x"), [])


def main():
    dcr = os.path.abspath(sys.argv[1])
    scratch = os.path.realpath(tempfile.mkdtemp())
    try:
        programs = os.path.join(scratch, "bin")
        os.makedirs(programs)
        os.symlink(dcr, os.path.join(programs, "dcr"))
        repository = os.path.join(scratch, "repository")
        environment = {"HOME": scratch, "TERM": "dumb", "LC_ALL": "C.UTF-8", "COLUMNS": "1000",
                       "PATH": programs + ":/usr/local/bin:/usr/bin:/bin",
                       "GIT_CONFIG_GLOBAL": "/dev/null", "INPUTRC": "/dev/null"}
        os.environ.update(environment)
        make_repository(repository)

        def script(shell):
            return subprocess.run([dcr, "completion", shell], check=True, capture_output=True,
                                  text=True).stdout

        for name, with_package in (("bash", False), ("bash with bash-completion", True)):
            shell = terminal.bash(repository, environment, scratch, script("bash"), with_package)
            test_bash(shell, name)
            shell.close()
        shell = terminal.zsh(repository, environment, scratch, script("zsh"))
        test_zsh(shell, "zsh")
        shell.close()
        test_fish(terminal.Fish(repository, environment, scratch, script("fish")))
        expect("nothing ran", [name for _, _, names in os.walk(scratch) for name in names
                               if name == "pwned"], [])
    except RuntimeError as silence:
        expect("a shell answers", str(silence), "")
    finally:
        shutil.rmtree(scratch)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


sys.exit(main())
