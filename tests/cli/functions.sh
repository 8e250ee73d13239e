# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What `cmd` and `setup.sh` of every case may call.
# shellcheck source=tests/cli/pushing.sh
. "${FUNCTIONS%/*}/pushing.sh"
clock=1767225600 # 2026-01-01; a commit made by `cmd` is a day younger than those of `setup.sh`

# write PATH: what stands on stdin becomes the file, its folders too.
write() {
  case $1 in */*) mkdir -p "${1%/*}" ;; esac
  cat >"$1"
}

# commit MESSAGE [OPTION...]: everything in the folder, a minute after the commit before.
commit() {
  commit_message=$1
  shift
  clock=$((clock + 60))
  GIT_AUTHOR_DATE="$clock +0000"
  GIT_COMMITTER_DATE="$clock +0000"
  export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
  git add -A
  git commit -q -m "$commit_message" "$@"
}

# contract PATH NAME VERSION FIELD...: a small active contract whose fields are required strings.
contract() {
  contract_path=$1
  {
    printf 'dataset_id: %s\nversion: "%s"\nstatus: active\nowners:\n  - {team: growth}\nfields:\n' \
      "$2" "$3"
    shift 3
    for contract_field; do printf '  - {name: %s, type: string}\n' "$contract_field"; done
  } | write "$contract_path"
}

# sample: two committed contracts; then one loses a field that consumers read, under 1.1.0.
sample() {
  contract contracts/orders.yaml shop.orders 1.0.0 order_id
  write contracts/users.yaml <<'END'
dataset_id: users.daily_active
version: "1.0.0"
status: active
primary_key: [user_id]
owners:
  - {team: growth-platform, contact: "#growth-platform"}
consumers:
  - {name: dashboards/revenue, contact: "#bi-team", fields: [user_id, ltv]}
  - {name: churn-model, contact: "#ml"}
fields:
  - name: user_id
    type: string
  - name: ltv
    type: number
    required: false
END
  commit 'first contracts'
  sed -i -e '/name: ltv/,$d' -e 's/, ltv]/]/' -e 's/1\.0\.0/1.1.0/' contracts/users.yaml
}

# mods: mod_registry.json with a reader, the mod of the specification, and a program.
mods() {
  write mod_registry.json <<'END'
{
  "_metadata": {"version": "1.0.0", "created": "2024-08-22", "description": "Central mod registry"},
  "mods": {
    "csv_reader": {
      "module_path": "etl.mods.sources.csv_reader",
      "metadata": {
        "type": "csv_reader",
        "version": "1.0.0",
        "description": "Reads CSV files with validation and format conversion",
        "category": "sources",
        "author": "ETL team"
      },
      "interface": {
        "input_ports": [],
        "output_ports": ["data"],
        "globals_produced": ["row_count", "file_size"],
        "globals_consumed": ["base_path", "encoding"]
      },
      "dependencies": {"packages": [], "python_version": ">=3.8"},
      "config_schema": {
        "type": "object",
        "required": ["file_path"],
        "properties": {
          "file_path": {"type": "string", "description": "Path to CSV file"},
          "encoding": {
            "type": "string",
            "default": "utf-8",
            "description": "File encoding",
            "enum": ["utf-8", "latin-1", "cp1252"]
          },
          "rows": {"type": ["integer", "null"], "minimum": 1, "maximum": 1000},
          "columns": {"type": "array", "items": {"type": "string"}},
          "password": {"type": "string", "default": "hunter2", "secret": true}
        }
      }
    },
    "clean": {
      "command": ["./bin/clean", "--fast"],
      "type": "clean",
      "version": "0.3.0",
      "description": "Drops rows that are not whole",
      "category": "transformer",
      "input_ports": ["data"],
      "output_ports": ["data"],
      "config_schema": {"required": {"columns": "list"}, "optional": {"limit": {"type": "int", "default": null}}}
    }
  }
}
END
}

# run COMMAND...: for cases of several steps: the command, all it says, and its exit code.
run() {
  echo "\$ $*"
  run_code=0
  "$@" 2>&1 || run_code=$?
  echo "exit $run_code"
}

# registry: a history of five commits. users.daily_active is one file whose version moves, and the
# file moves too; shop::orders has a file for each major; returns follows the Open Data Contract
# Standard; the ledger says what became of the first version.
registry() {
  write contracts/users.yaml <<'END'
dataset_id: users.daily_active
version: "1.0.0"
description: One row per user and day.
status: active
primary_key: [user_id, active_date]
owners:
  - {team: growth-platform, contact: "#growth-platform"}
freshness_sla: {max_lag_seconds: 86400}
consumers:
  - {name: dashboards/revenue, contact: "#bi-team", fields: [user_id, ltv]}
  - {name: churn-model, contact: "#ml"}
fields:
  - {name: user_id, type: string}
  - {name: active_date, type: date}
  - {name: ltv, type: number, required: false, unit: EUR}
  - {name: plan, type: string, enum: [free, pro]}
END
  contract contracts/orders_v1.yaml orders 1.0.0 order_id
  sed -i '1i namespace: shop' contracts/orders_v1.yaml
  commit 'first contracts'
  sed -i -e 's/1\.0\.0/1.1.0/' -e '$a\  - {name: source, type: string, required: false}' \
    contracts/users.yaml
  commit 'users: where they came from'
  mkdir -p contracts/growth
  git mv contracts/users.yaml contracts/growth/users.yaml
  contract contracts/orders_v2.yaml orders 2.0.0 order_uuid
  sed -i '1i namespace: shop' contracts/orders_v2.yaml
  commit 'a second orders, and a folder for growth'
  write contracts/returns.odcs.yaml <<'END'
kind: DataContract
apiVersion: v3.0.2
id: 53581432-6c55-4ba2-a65f-72344a91553a
name: returns
version: 1.0.0
status: active
team:
  - {username: ada, role: owner}
schema:
  - name: returns
    properties:
      - {name: return_id, logicalType: string, primaryKey: true, required: true}
END
  commit 'returns'
  write .dcr/lifecycle.yaml <<'END'
users.daily_active:
  1.0.0: {status: deprecated, deprecation_uri: https://example.com/users-2, since: 2026-01-01}
END
  commit 'users 1.0.0 is deprecated'
}

# state PATH: the index and the working tree as git tells of them, without PATH.
state() {
  git status --porcelain=v2 --untracked-files=all -- . ":(exclude,literal)$1"
  git diff -- . ":(exclude,literal)$1"
  git diff --cached -- . ":(exclude,literal)$1"
}

# audit_stream ANSWER: a local server takes the events; ANSWER as audit_server.py has it.
audit_stream() {
  mkfifo ../audit.port
  : >../audit.log
  /usr/bin/python3 "$CASE/../../audit_server.py" "$1" ../audit.log >../audit.port &
  audit_process=$!
  trap 'kill "$audit_process" 2>/dev/null' EXIT
  read -r audit_port <../audit.port
  AUDIT_STREAM_URL=http://127.0.0.1:$audit_port
  export AUDIT_STREAM_URL
}

# audited COMMAND...: as run, with the server's port made the same in every run; then what arrived.
audited() {
  { run "$@"; } | sed "s/:$audit_port/:[PORT]/g"
  sed "s/:$audit_port/:[PORT]/g" ../audit.log
  : >../audit.log
}

# unchanged COMMAND...: as run; then whether the repository is, to the byte, what it was: commits,
# references, the index's entries and every file.
unchanged() {
  snapshot_of_all >../before
  run "$@"
  snapshot_of_all >../after
  if cmp -s ../before ../after; then echo "nothing changed"; else diff ../before ../after; fi
}

snapshot_of_all() {
  git for-each-ref
  git symbolic-ref -q HEAD
  git rev-parse -q --verify HEAD
  git ls-files --stage -v
  git status --porcelain=v2 --untracked-files=all --ignored
  git diff
  git diff --cached
}

# examine OPTION...: runs dcr doctor. The versions of tools differ from machine to machine.
examine() {
  run dcr doctor "$@" |
    sed -E 's/^(ok +(git|libgit2) +)[0-9].*/\1VERSION/; s/"message": "[0-9.]+"/"message": "VERSION"/'
}

# promises: contracts with a freshness SLA of each kind, and some without.
promises() {
  write contracts/users.yaml <<'END'
dataset_id: users.daily_active
version: "1.1.0"
status: active
owners:
  - {team: growth-platform, contact: "#growth-platform"}
freshness_sla: {max_lag_seconds: 86400}
fields:
  - {name: user_id, type: string}
END
  sed 's/1\.1\.0/2.0.0/; s/status: active/status: draft/; s/86400/60/' contracts/users.yaml >contracts/users_v2.yaml
  write contracts/ledger.yaml <<'END'
dataset_id: ledger
namespace: finance
version: "1.0.0"
status: active
owners:
  - {team: finance}
freshness_sla: {max_lag_seconds: 900.5}
fields:
  - {name: entry, type: string}
END
  write contracts/payments.odcs.yaml <<'END'
apiVersion: v3.0.2
kind: DataContract
id: 7f1c3c1e-0b6a-4a3e-9c55-1f6a0e3b7d11
name: payments
version: 1.0.0
status: active
slaProperties:
  - {property: latency, value: 4, unit: h}
END
  contract contracts/orders.yaml shop.orders 1.0.0 order_id
  contract contracts/old.yaml shop.old 1.0.0 id
  sed -i 's/status: active/status: deprecated/' contracts/old.yaml
  commit 'contracts'
}

# read_by_many: a contract that several consumers read, each in its own part.
read_by_many() {
  write contracts/orders.yaml <<'END'
dataset_id: shop.orders
version: "1.0.0"
status: active
owners:
  - {team: shop}
consumers:
  - {name: dashboards/revenue, contact: "#bi-team", fields: [order_id, "lines[].price"]}
  - {name: churn-model, contact: "#ml"}
  - {name: shipping, fields: [address]}
fields:
  - {name: order_id, type: string}
  - name: lines
    type: array
    items:
      type: object
      fields:
        - {name: price, type: number}
        - {name: sku, type: string}
  - name: address
    type: object
    fields:
      - {name: city, type: string}
      - {name: zip.code, type: string}
  - {name: order, type: string}
END
  contract contracts/quiet.yaml quiet 1.0.0 id
  commit contracts
}

# mod_files FOLDER: the files of tests/mods/FOLDER, run by Debian's python3.
mod_files() {
  cp -R "$CASE/../../../mods/$1/." .
  echo 'python: /usr/bin/python3' >dcr.yaml
}

# steady COMMAND...: as run, with what differs from run to run made the same.
steady() {
  { run "$@"; } | sed -E -e 's/("execution_time": )[0-9.e-]+/\10/' \
    -e 's/_[0-9a-f]{8}"/_00000000"/' -e 's/[0-9-]{10}T[0-9:.]+Z/2026-01-01T00:00:00.000Z/' \
    -e 's/_[0-9]{8}_[0-9]{6}_[0-9]+\.log/_20260101_000000_1.log/'
}

# outcome COMMAND...: of a result its status, exit code, metrics, globals and messages.
outcome() {
  echo "\$ $*"
  outcome_code=0
  "$@" >../result 2>../log || outcome_code=$?
  /usr/bin/python3 -c 'import json, sys
result = json.load(open("../result"))
print(result["status"], result["exit_code"], result["metrics"], result["globals"])
for part in ("warnings", "errors"):
    for entry in result[part]: print("   ", part, entry["message"])'
  sed -n -e '/^\[/p' ../log | head -n 3
  echo "exit $outcome_code"
}

# importing_mods: a registry whose program exists and whose module says when it is imported.
importing_mods() {
  mods
  mkdir -p bin etl/mods/sources
  printf '#!/bin/sh\n' >bin/clean
  chmod +x bin/clean
  echo 'open("imported", "w")' >etl/__init__.py
  write etl/mods/sources/csv_reader.py <<'END'
"""Reads CSV files."""

open("imported", "w")


def run(params):
    return {"status": "success"}
END
}

# model PATH NAMESPACE NAME VERSION PROPERTY...: the envelope of an object whose properties are
# strings; one that ends in `!` is required.
model() {
  model_path=$1
  {
    printf 'model: %s\nnamespace: %s\nversion: "%s"\nregistered_by: %s\nstatus: active\n' \
      "$3" "$2" "$4" "$2"
    printf 'schema:\n  title: %s\n  type: object\n  properties:\n' "$3"
    shift 4
    model_required=
    for model_property; do
      printf '    %s: {title: %s, type: string}\n' "${model_property%!}" "${model_property%!}"
      case $model_property in *!) model_required="$model_required${model_required:+, }${model_property%!}" ;; esac
    done
    printf '  required: [%s]\n' "$model_required"
  } | write "$model_path"
}

# trapped_mods: a registry whose mod, packages and environment leave the file `ran` when any of them
# is executed, and all that Python reads of its own accord beside it.
trapped_mods() {
  mods
  mkdir -p bin
  printf '#!/bin/sh\necho program >>ran\n' >bin/clean
  chmod +x bin/clean
  for trapped_file in etl/__init__.py etl/mods/__init__.py etl/mods/sources/__init__.py json.py \
    ast.py sitecustomize.py usercustomize.py .venv/lib/python3.11/site-packages/sitecustomize.py; do
    echo "open('$PWD/ran', 'a').write('$trapped_file ')" | write "$trapped_file"
  done
  write etl/mods/sources/csv_reader.py <<END
"""Reads CSV files."""
open('$PWD/ran', 'a').write('csv_reader.py ')
METADATA = {"version": "1.0.0"}
CONFIG_SCHEMA = {"type": "object", "properties": {}}
def run(params):
    open('$PWD/ran', 'a').write('run ')
END
  echo "import sys; open('$PWD/ran', 'a').write('trap.pth ')" |
    write .venv/lib/python3.11/site-packages/trap.pth
  printf '#!/bin/sh\necho "environment" >>%s/ran\nexec /usr/bin/python3 "$@"\n' "$PWD" | write .venv/bin/python3
  chmod +x .venv/bin/python3
  PYTHONPATH=$PWD
  PYTHONSTARTUP=$PWD/sitecustomize.py
  VIRTUAL_ENV=$PWD/.venv
  PATH=$PWD/.venv/bin:$PATH
  export PYTHONPATH PYTHONSTARTUP VIRTUAL_ENV PATH
}

# ran: whether anything of trapped_mods was executed.
ran() {
  if [ -e ran ]; then echo 'something ran'; else echo 'nothing ran'; fi
}

# strictly FORMAT FILE: whether the report is what its format demands, and names lines that are there.
strictly() { /usr/bin/python3 "$CASE/../../../formats/strict.py" "$1" "$2" . || true; }
