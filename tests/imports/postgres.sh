#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What pg_dump writes of a real PostgreSQL is imported: a schema of everything, and the tables that
# dcr exports of random contracts, which must come to the same as before they were in a database.
# Runs itself inside of pg_virtualenv: a server of its own, thrown away at the end.
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
root=$here/../..
dcr=${DCR:-$root/build/dev/dcr}
case $dcr in /*) ;; *) dcr=$PWD/$dcr ;; esac
tests=${DCR_TESTS:-$(dirname "$dcr")/dcr_tests}

if [ "${1:-}" != inside ]; then
  if ! command -v pg_virtualenv >/dev/null; then
    echo "SKIPPED: no pg_virtualenv (package postgresql)"
    echo "0 passed, 0 failed"
    exit 0
  fi
  export DCR=$dcr DCR_TESTS=$tests
  pg_virtualenv -o fsync=off "$here/postgres.sh" inside
  exit
fi

passed=0 failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export PGOPTIONS='--client-min-messages=error' PGTZ=UTC

verdict() { # NAME FAULT
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n%s\n' "$1" "$2"
  fi
}

# database: an empty one, which the programs after this use.
database() {
  unset PGDATABASE
  dropdb --if-exists sheet && createdb -T template0 -E UTF8 --locale C.UTF-8 sheet || exit 1
  export PGDATABASE=sheet
}

# import FILE [OPTION...]: the contracts, and below them what is said of them.
import() {
  file=$1
  shift
  "$dcr" import sql - --out - --owner shop "$@" <"$file" 2>"$folder/said"
  cat "$folder/said"
}

# without_own_key FILE: PostgreSQL keeps one index where a column is both unique and the whole key,
# and forgets that it was said twice.
without_own_key() {
  /usr/bin/python3 - "$1" <<'PYTHON'
import sys
import yaml
text, _, said = open(sys.argv[1], encoding="utf-8").read().partition("dcr: ")
for contract in yaml.safe_load_all(text):
    for field in contract["fields"]:
        if contract.get("primary_key") == [field["name"]]:
            field.pop("unique", None)
    print(yaml.safe_dump(contract, sort_keys=False, allow_unicode=True))
print(said)
PYTHON
}

database
psql -X -q -v ON_ERROR_STOP=1 -f "$here/shop.sql" || exit 1
for options in --schema-only '--schema-only --inserts --clean --if-exists' ''; do
  # shellcheck disable=SC2086
  pg_dump $options >"$folder/dump.sql" || exit 1
  import "$folder/dump.sql" >"$folder/imported"
  if [ -n "${UPDATE:-}" ]; then cp "$folder/imported" "$here/shop.expected"; fi
  verdict "the dump with '$options'" "$(diff "$here/shop.expected" "$folder/imported")"
done

mkdir "$folder/random"
DCR_RANDOM_CONTRACTS=$folder/random \
  "$tests" '-tc=random contracts are written for other programs' >/dev/null || exit 1
count=0
for document in "$folder"/random/*.yaml; do
  "$dcr" export "$document" --to sql >"$folder/ddl.sql" 2>/dev/null
  import "$folder/ddl.sql" >"$folder/before"
  grep -q '^fields:' "$folder/before" || continue
  psql -X -q -c 'DROP SCHEMA IF EXISTS users CASCADE; DROP SCHEMA IF EXISTS depot CASCADE;
    DROP SCHEMA IF EXISTS "a-b" CASCADE; DROP SCHEMA IF EXISTS sales CASCADE;
    DROP SCHEMA public CASCADE; CREATE SCHEMA users; CREATE SCHEMA depot; CREATE SCHEMA "a-b";
    CREATE SCHEMA public' || exit 1
  psql -X -q -v ON_ERROR_STOP=1 -f "$folder/ddl.sql" || exit 1
  pg_dump --schema-only >"$folder/dump.sql" || exit 1
  import "$folder/dump.sql" >"$folder/after"
  verdict "$(basename "$document")" \
    "$(diff <(without_own_key "$folder/before") <(without_own_key "$folder/after"))"
  count=$((count + 1))
done
verdict "random contracts" "$([ "$count" -ge 50 ] || echo "  only $count")"
unset PGDATABASE

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
