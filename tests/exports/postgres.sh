#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The SQL that dcr exports is what a real PostgreSQL takes, and it refuses the rows it should. Runs
# itself inside of pg_virtualenv: a server of its own, thrown away at the end.
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
export PGOPTIONS='--client-min-messages=error'

verdict() { # NAME FAULT
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n%s\n' "$1" "$2"
  fi
}

# sql FILE: runs it in one transaction; prints what PostgreSQL says against it.
sql() { { psql -X -q -v ON_ERROR_STOP=1 -1 -f "$1" >/dev/null; } 2>&1; }

# accepts NAME SQL, refuses NAME SQL
accepts() { verdict "$1" "$({ psql -X -q -v ON_ERROR_STOP=1 -c "$2" >/dev/null; } 2>&1)"; }
refuses() {
  if psql -X -q -v ON_ERROR_STOP=1 -c "$2" >/dev/null 2>&1; then
    verdict "$1" "  it was accepted: $2"
  else
    verdict "$1" ''
  fi
}

# table FILE: applies its DDL in an empty database, whose schemas are there.
table() {
  dropdb --if-exists sheet && createdb -T template0 -E UTF8 --locale C.UTF-8 sheet || exit 1
  export PGDATABASE=sheet
  psql -X -q -c 'CREATE SCHEMA shop; CREATE SCHEMA users; CREATE SCHEMA depot' || exit 1
  apply "$1"
  unset PGDATABASE
}

apply() {
  "$dcr" export "$1" --to sql >"$folder/ddl.sql" 2>/dev/null
  if [ -s "$folder/ddl.sql" ]; then
    verdict "$(basename "$1")" "$(sql "$folder/ddl.sql")"
  else
    verdict "$(basename "$1")" "  nothing was exported"
  fi
}

mkdir "$folder/random"
DCR_RANDOM_CONTRACTS=$folder/random \
  "$tests" '-tc=random contracts are written for other programs' >/dev/null || exit 1
set -- "$folder"/random/*.yaml
verdict "random contracts" "$([ $# -ge 50 ] || echo "  only $#")"
table "$here/stock.odcs.yaml"
export PGDATABASE=sheet
for document; do
  psql -X -q -c 'DROP SCHEMA users CASCADE; DROP SCHEMA depot CASCADE; DROP SCHEMA public CASCADE;
    CREATE SCHEMA users; CREATE SCHEMA depot; CREATE SCHEMA public' || exit 1
  apply "$document"
done

table "$here/orders.yaml"
export PGDATABASE=sheet
columns='order_id, email, state, quantity, total, gift, placed_at, tags'
row="'paid', 1, 12345678.25, false, now(), '{a}'"
insert="INSERT INTO shop.orders ($columns) VALUES"
id=6f1c3ad1-6d0c-4c53-9d0a-3d6f0a6c9b
accepts "a row that obeys" "$insert ('${id}11', 'a@b', $row)"
accepts "every column" "INSERT INTO shop.orders VALUES ('${id}12', 'ada@b', 'sent', 'in store', 3, 99,
  0.5, -1, true, now(), '2026-02-01', '10:00', 'abcd', '[1]', '{}', '[{}]', '{}', '{}', 'o', 'M')"
refuses "a key twice" "$insert ('${id}11', 'b@b', $row)"
refuses "a key of another type" "$insert ('1', 'c@b', $row)"
refuses "a unique value twice" "$insert ('${id}13', 'a@b', $row)"
refuses "a required value that is null" "$insert ('${id}14', NULL, $row)"
refuses "a text that is too long" "$insert ('${id}15', 'longer.than.it.may.be@b', $row)"
refuses "a text against its pattern" "$insert ('${id}16', 'no address', $row)"
refuses "a value outside of the enum" \
  "$insert ('${id}17', 'd@b', 'lost', 1, 1, false, now(), '{}')"
refuses "a number below its minimum" \
  "$insert ('${id}18', 'e@b', 'paid', 0, 1, false, now(), '{}')"
refuses "more digits than a decimal has" \
  "$insert ('${id}19', 'f@b', 'paid', 1, 123456789, false, now(), '{}')"
refuses "a date before its minimum" \
  "UPDATE shop.orders SET due = '2019-12-31' WHERE order_id = '${id}11'"
refuses "bytes that are too long" \
  "UPDATE shop.orders SET receipt = 'abcde' WHERE order_id = '${id}11'"
comment=$(psql -X -At -c "SELECT col_description('shop.orders'::regclass, 3)")
verdict "a comment" "$([ "$comment" = "Where it stands: it's moving" ] || echo "  $comment")"
unset PGDATABASE

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
