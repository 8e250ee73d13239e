# SPDX-License-Identifier: Apache-2.0
"""The commands that sweep.py runs, each in a repository made for it."""

FUNCTIONS = '. "$FUNCTIONS"\nset -e\n'
SAMPLE = FUNCTIONS + "sample\n"
REGISTRY = FUNCTIONS + "registry\n"
NEXT = FUNCTIONS + """
contract contracts/orders.yaml shop.orders 1.0.0 id
commit one
printf '  - {name: note, type: string, required: false}\\n' >>contracts/orders.yaml
"""
DUE = NEXT + "sed -i 's/1\\.0\\.0/1.1.0/' contracts/orders.yaml\n"
REMOTE = REGISTRY + """
git init -q --bare --template= -b main ../remote.git
git push -q ../remote.git HEAD:main
"""
MODELS = FUNCTIONS + """
model models/user-service/User.yaml user-service User 1.0.0 'name!'
commit 'User 1.0.0'
"""
MODS = FUNCTIONS + "mods\ncommit mods\n" + r"""
sed -i 's/"version": "0.3.0"/"version": "0.4.0"/' mod_registry.json
commit 'a newer one'
sed -i 's/"version": "0.4.0"/"version": "0.5.0"/' mod_registry.json
"""
READER = FUNCTIONS + """
mkdir -p etl
printf 'METADATA = {"version": "1.0.0"}\\nCONFIG_SCHEMA = {"type": "object"}\\n\\n\\ndef run(params):\\n    return {}\\n' >etl/reader.py
commit one
"""
PROGRAM = FUNCTIONS + """
mkdir bin
printf '#!/bin/sh\\necho done >&2\\n' >bin/work
chmod +x bin/work
cat >mod_registry.json <<'END'
{"mods": {"work": {"command": ["./bin/work"], "version": "1.0.0", "category": "job", "description": "w", "config_schema": {"type": "object"}}}}
END
printf 'mods:\\n  one: {_type: work}\\n' >job.yaml
commit one
"""
TABLES = FUNCTIONS + """
printf 'id,name\\n1,ada\\n' >people.csv
printf 'id,total\\n1,2.5\\n' >orders.csv
git commit -q --allow-empty -m one
"""
PACKED = "git repack -q -a -d && git pack-refs --all\n"
CACHED = '"$DCR" versions shop::orders >/dev/null; "$DCR" check >/dev/null || true\n'
URL = "file:///$WORK/remote.git"

# name, setup, command, program in which the fault strikes
SCENARIOS = [
    ("check", SAMPLE, "check"),
    ("check, packed", SAMPLE + PACKED, "check"),
    ("check --staged", SAMPLE + PACKED + "git add -A\n", "check --staged"),
    ("check --head --against", SAMPLE + "commit two\n" + PACKED,
     "check --head HEAD --against HEAD~1 --format json"),
    ("check --range", SAMPLE + "commit two\n", "check --range HEAD~1..HEAD"),
    ("check on a branch", SAMPLE + "git switch -q -c topic\ncommit two\n", "check"),
    ("check, untracked and ignored", SAMPLE + PACKED +
     "printf '*.tmp.yaml\\n' >.gitignore\ncontract contracts/x.tmp.yaml x 1.0.0 a\n"
     "contract contracts/deep/new.yaml shop.orders 1.0.0 b\n", "check"),
    ("check --against @release", SAMPLE + "git tag shop.orders/v1.0.0\n"
     "git tag users.daily_active/v1.0.0\n", "check --against @release"),
    ("check --format=FILE", SAMPLE, "check --format json=report.json --format text"),
    ("check of mods", MODS, "check"),
    ("check, split index", SAMPLE + "git update-index --split-index\n", "check --staged"),
    ("validate", SAMPLE, "validate"),
    ("list-registry", REGISTRY, "list-registry"),
    ("list-registry --at", REGISTRY + PACKED, "list-registry --at HEAD --format json"),
    ("list-registry, cached", REGISTRY + CACHED, "list-registry --at HEAD"),
    ("versions", REGISTRY + PACKED, "versions shop::orders"),
    ("versions, cached", REGISTRY + CACHED, "versions shop::orders"),
    ("mod-info", MODS, "mod-info clean"),
    ("show", REGISTRY, "show users.daily_active@1.0.0"),
    ("gate", REGISTRY, "gate users.daily_active"),
    ("owners", REGISTRY, "owners"),
    ("owners --codeowners", REGISTRY + "printf '* @ada\\n' >CODEOWNERS\n", "owners --codeowners"),
    ("freshness", REGISTRY + "printf 'dataset,timestamp\\nusers.daily_active,"
     "2026-11-20T11:00:00Z\\n' >seen.csv\n",
     "freshness --from seen.csv --now 2026-11-20T12:00:00Z"),
    ("register", DUE, "register contracts/orders.yaml"),
    ("register, in git", DUE, "register contracts/orders.yaml", "git"),
    ("register of a new file", SAMPLE + "git checkout -q .\n"
     "contract contracts/new.yaml shop.new 1.0.0 id\n", "register contracts/new.yaml"),
    ("register --tag", DUE, "register --tag contracts/orders.yaml"),
    ("register --tag, in git", DUE, "register --tag contracts/orders.yaml", "git"),
    ("register --schema", MODELS + "printf '{\"type\": \"object\"}' >../schema.json\n",
     "register --schema ../schema.json --name Order --namespace shop --version 1.0.0"),
    ("bump --write", NEXT, "bump --write"),
    ("deprecate", REGISTRY, "deprecate shop::orders@2.0.0 --uri https://example.com/3 "
     "--now 2026-03-01T00:00:00Z"),
    ("deprecate in the ledger", REGISTRY, "deprecate users.daily_active@1.0.0 "
     "--uri https://example.com/3 --now 2026-03-01T00:00:00Z"),
    ("archive", REGISTRY, "archive users.daily_active@1.0.0 --now 2026-03-01T00:00:00Z"),
    ("remove", REGISTRY, "remove --force shop::orders@1.0.0 --now 2026-03-01T00:00:00Z"),
    ("register-mod", READER, "register-mod etl/reader.py"),
    ("run-mod", PROGRAM, "run-mod one --params job.yaml --result result.json"),
    ("import", TABLES, "import csv people.csv orders.csv --owner shop"),
    ("import --overwrite", TABLES + '"$DCR" import csv people.csv orders.csv --owner shop '
     ">/dev/null 2>&1\nprintf 'id,name,age\\n1,ada,3\\n' >people.csv\n",
     "import csv people.csv orders.csv --owner shop --overwrite"),
    ("export -o", REGISTRY, "export shop::orders --to odcs -o out/orders.yaml"),
    ("export -o --force", REGISTRY + "printf 'mine\\n' >orders.yaml\n",
     "export shop::orders --to odcs --force -o orders.yaml"),
    ("init", FUNCTIONS + "git commit -q --allow-empty -m one\n", "init"),
    ("doctor", REGISTRY, "doctor"),
    ("a first copy of a registry", REMOTE, "list-registry --registry " + URL),
    ("a first copy of a registry, in git", REMOTE, "list-registry --registry " + URL, "git"),
    ("a copy of a registry that is behind", REMOTE + '"$DCR" list-registry --registry "' + URL +
     '" >/dev/null\ntouch -d "3 hours ago" ../home/.cache/dcr/registries/*/dcr-fetched\n'
     "contract contracts/z.yaml z 1.0.0 a\ncommit z\ngit push -q ../remote.git HEAD:main\n",
     "list-registry --registry " + URL),
    ("sync", MODELS + "git init -q --bare --template= -b main ../remote.git\n"
     "git push -q ../remote.git HEAD:main\n", "sync --registry " + URL),
]
