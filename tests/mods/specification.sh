#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The registry, the mod, the job and the script of the specification run as they stand there. It
# lies beside the repository, ../shared/seeds/mods.txt, and not in it: without it nothing is tested.
#
#   DCR=build/asan/dcr SPECIFICATION=FILE tests/mods/specification.sh
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
DCR=${DCR:-$root/build/dev/dcr}
DCR=$(cd "$(dirname "$DCR")" && pwd -P)/$(basename "$DCR")
specification=${SPECIFICATION:-$root/../shared/seeds/mods.txt}
passed=0 failed=0

if [ ! -f "$specification" ]; then
  echo "SKIPPED: no specification at $specification"
  echo "0 passed, 0 failed"
  exit 0
fi

folder=$(mktemp -d) || exit 1
# The specification's log folders are absolute; what was not there before is removed.
[ -e /logs ] && logs_were_there=1 || logs_were_there=
trap 'rm -rf "$folder"; [ -n "$logs_were_there" ] || rm -rf /logs' EXIT
export HOME=$folder/home XDG_CACHE_HOME=$folder/cache LC_ALL=C.UTF-8 GIT_CEILING_DIRECTORIES=$folder
export VIRTUAL_ENV='' PATH=/usr/bin:/bin

# piece START END PATH: the lines from the one after START up to the one before END.
piece() {
  mkdir -p "$folder/$(dirname "$3")"
  awk -v start="$1" -v end="$2" '
    !on && index($0, start) == 1 { on = 1; if (start == "json{") print "{"; next }
    on && index($0, end) == 1 { exit }
    on { print }' "$specification" >"$folder/$3"
  [ -s "$folder/$3" ] || echo "FAIL: nothing between '$1' and '$2'"
}

# check SENTENCE COMMAND...
check() {
  local sentence=$1
  shift
  if "$@" >"$folder/said" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$sentence"
    sed 's/^/  /' "$folder/said"
  fi
}

piece 'json{' '2. Registry Manager' datapy/mod_registry.json
piece 'python# datapy/mods/sources/csv_reader.py' 'Registry Management Workflow' \
  datapy/mods/sources/csv_reader.py
piece 'yaml# projects/customer-analytics/project_defaults.yaml' 'Job Configuration:' \
  projects/customer-analytics/project_defaults.yaml
piece 'yaml# projects/customer-analytics/jobs/daily-etl/' 'Standard Result Format' \
  projects/customer-analytics/jobs/daily-etl/daily_job.yaml
piece 'python# Existing API (unchanged)' 'Updated Execution Flow' \
  projects/customer-analytics/jobs/daily-etl/my_pipeline.py
: >"$folder/datapy/__init__.py" # the user's own package, as the specification's tree has it
: >"$folder/datapy/mods/__init__.py"
printf 'id|name\n1|Ada\n2|Grace\n' >"$folder/customers.csv"

# The specification's mod reads with pandas. Where there is none, this much of it stands in.
if ! /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
  mkdir "$folder/standin"
  export PYTHONPATH=$folder/standin
  cat >"$folder/standin/pandas.py" <<'END'
import csv


class DataFrame(list):
    columns = ()


def read_csv(path, encoding, delimiter):
    with open(path, encoding=encoding, newline="") as file:
        frame = DataFrame(csv.reader(file, delimiter=delimiter))
    frame.columns = frame.pop(0)
    return frame
END
fi

cd "$folder" || exit 1
git init -q .
printf 'mods: datapy/mod_registry.json\n' >dcr.yaml
job=projects/customer-analytics/jobs/daily-etl
has() { grep -qF -- "$1" "$2"; }

check "run-mod extract_customers succeeds" \
  "$DCR" run-mod extract_customers --params $job/daily_job.yaml --result result.json
check "its metrics are those of the file" has '"rows_read": 2' result.json
check "its global is produced" has '"row_count": 2' result.json
check "it has a run id" grep -qE '"run_id": "csv_reader_[0-9a-f]{8}"' result.json
check "it is the instance of the job" has '"mod_name": "extract_customers"' result.json
"$DCR" run-mod extract_orders --params $job/daily_job.yaml --result missing.json 2>/dev/null
check "a missing file is exit code 20" has '"exit_code": 20' missing.json
"$DCR" run-mod extract_customers --params $job/daily_job.yaml --dry-run >dry.txt
check "a default of the project is told" has 'project defaults' dry.txt
check "the script runs" "$DCR" run-script $job/my_pipeline.py --params $job/daily_job.yaml
cat $job/my_pipeline.py - >more.py <<'END'
print(result["status"], result["metrics"], available_mods, mod_info["metadata"]["version"])
END
run_more() { "$DCR" run-script more.py >more.txt; }
check "the script runs on with its results" run_more
check "with what the specification says" \
  has "success {'rows_read': 2, 'columns_read': 2} ['csv_reader'] 1.0.0" more.txt
check "python -m datapy is dcr" env -C / PYTHONPATH="$(echo "$XDG_CACHE_HOME"/dcr/python-*)" \
  DCR_PROGRAM="$DCR" /usr/bin/python3 -m datapy --version

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
