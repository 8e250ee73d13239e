// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql.hpp"

#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace dcr::imports {
namespace {

std::string read(std::string_view text, const ImportRequest& request = {}) {
  return described(read_sql(text, "a.sql", request));
}

/// What a column becomes; `rest` follows it in the table.
std::string column(std::string_view definition, std::string_view rest = "") {
  const std::string all = read(fmt::format("CREATE TABLE t (x {}{})", definition, rest));
  return all.starts_with("t\n") ? all.substr(2) : all;
}

TEST_CASE("types of PostgreSQL are types of fields") {
  CHECK(column("bigint NOT NULL") == "x: integer\n");
  CHECK(column("smallint") == "x: integer?\n! : the type smallint of x\n");
  CHECK(column("double precision") == "x: number?\n");
  CHECK(column("numeric(10,2)") == "x: decimal(10,2)?\n");
  CHECK(column("numeric") == "x: decimal?\n");
  CHECK(column("character varying(20)") == "x: string? max_length=20\n");
  CHECK(column("boolean") == "x: boolean?\n");
  CHECK(column("timestamp with time zone") == "x: timestamp?\n");
  CHECK(column("timestamp(3)") ==
        "x: timestamp?\n! : the type timestamp(3) without time zone of x\n");
  CHECK(column("time") == "x: time?\n");
  CHECK(column("date") == "x: date?\n");
  CHECK(column("jsonb") == "x: json?\n");
  CHECK(column("uuid") == "x: uuid?\n");
  CHECK(column("bytea") == "x: bytes?\n");
  CHECK(column("text[][]") == "x: array?\n  []: array?\n    []: string?\n");
  CHECK(column("serial") ==
        "x: integer\n! : the type integer of x\n! : the generated values of x\n");
  CHECK(column("inet") == "x: string?\n! x: the type inet (string stands for it)\n");
  CHECK(column("interval") == "x: string?\n! x: the type interval (string stands for it)\n");
}

TEST_CASE("checks of single columns are limits") {
  CHECK(column("int8 CHECK (x > 0 AND x <= 150)") == "x: integer? maximum=150 minimum=1\n");
  CHECK(column("int8 CHECK (x >= -5)") == "x: integer? minimum=-5\n");
  CHECK(column("int8 CHECK (x IN (1, 0, -2))") == "x: integer? [1,0,-2]\n");
  CHECK(column("int8 CHECK (10 > x)") == "x: integer? maximum=9\n");
  CHECK(column("float8 CHECK (x < 10.50)") == "x: number? exclusive_maximum=10.5\n");
  CHECK(column("int8 CHECK (x BETWEEN 1 AND 5 AND x < 3)") == "x: integer? maximum=2 minimum=1\n");
  CHECK(column("text CHECK (((x)::text = ANY ((ARRAY['a'::character varying, 'b'::character "
               "varying])::text[])))") == "x: string? [\"a\",\"b\"]\n");
  CHECK(column("text CHECK (char_length(x) BETWEEN 2 AND 9)") ==
        "x: string? max_length=9 min_length=2\n");
  CHECK(column("varchar(5) CHECK (length(x) < 9)") == "x: string? max_length=5\n");
  CHECK(column("text CHECK (x ~ '^a+$' AND x IS NOT NULL)") == "x: string pattern=^a+$\n");
  CHECK(column("date CHECK (x >= '2020-01-01'::date)") == "x: date? minimum=2020-01-01\n");
  CHECK(column("timestamptz CHECK (x < '2100-01-01 00:00:00+00'::timestamp with time zone)") ==
        "x: timestamp? exclusive_maximum=2100-01-01T00:00:00Z\n");
  CHECK(column("int8 CHECK ((x = ANY (ARRAY[1, '-2'::integer])))") == "x: integer? [1,-2]\n");
  CHECK(column("int8 CHECK (x % 2 = 0)") == "x: integer?\n! x: the check, or a part of it\n");
  CHECK(column("int8, y int8, CONSTRAINT c CHECK (x > 0 OR y > 0)") ==
        "x: integer?\ny: integer?\n! : the check 'c', or a part of it\n");
}

TEST_CASE("keys are read wherever they are said") {
  CHECK(column("int8 PRIMARY KEY") == "key x\nx: integer\n");
  CHECK(column("int8", ", y int8, PRIMARY KEY (y, x)") == "key y,x\nx: integer\ny: integer\n");
  CHECK(column("int8 UNIQUE") == "x: integer? unique\n");
  CHECK(column("int8", ", y int8, UNIQUE (x, y)") ==
        "x: integer?\ny: integer?\n! : that x, y are unique together\n");
  CHECK(read("CREATE TABLE s.t (x int8); ALTER TABLE ONLY s.t ADD CONSTRAINT p PRIMARY KEY (x);"
             "CREATE UNIQUE INDEX i ON s.t USING btree (x);") == "s.t\nkey x\nx: integer unique\n");
  CHECK(column("int8 REFERENCES other(id)") == "x: integer?\n! x: the foreign key to 'other'\n");
}

TEST_CASE("later statements change a table") {
  CHECK(read("CREATE TABLE t (x int8, y text);"
             "ALTER TABLE t ALTER COLUMN x SET NOT NULL, DROP COLUMN y, ADD COLUMN z date;"
             "ALTER TABLE t ALTER COLUMN z TYPE varchar(3); ALTER VIEW v OWNER TO me;"
             "COMMENT ON TABLE t IS 'T'; COMMENT ON COLUMN public.t.x IS 'X';") ==
        "t -- T\nx: integer -- X\nz: string? max_length=3\n");
}

TEST_CASE("enums, domains, composite types and parents are followed") {
  CHECK(read("CREATE TABLE t (x public.mood, y s.email, z comp);"
             "CREATE TYPE public.mood AS ENUM ('sad', 'ok'); ALTER TYPE mood ADD VALUE 'glad';"
             "CREATE DOMAIN s.email AS varchar(9) NOT NULL CHECK (VALUE ~ '@');"
             "CREATE TYPE comp AS (a int8, b text);") ==
        "t\nx: string? [\"sad\",\"ok\",\"glad\"]\ny: string max_length=9 pattern=@\n"
        "z: object?\n  a: integer?\n  b: string?\n");
  CHECK(read("CREATE TABLE p (x int8); CREATE TABLE t (y int8) INHERITS (p);"
             "CREATE TABLE l (LIKE p);",
             {.only = {"t", "l"}}) ==
        "t\nx: integer?\ny: integer?\n! : that it inherits from 'p'\nl\nx: integer?\n");
  CHECK(read("CREATE TABLE p (x int8) PARTITION BY RANGE (x);"
             "CREATE TABLE q PARTITION OF p FOR VALUES FROM (1) TO (2);") ==
        "p\nx: integer?\n! : the partitioning by range\n# 'q' skipped: it is a partition of 'p'\n");
}

TEST_CASE("only statements about tables have to be PostgreSQL's") {
  CHECK(read("\\connect x\nDELIMITER nonsense; CREATE FUNCTION f() AS $a$ CREATE TABLE n (; $a$;\n"
             "/* CREATE /* nested */ TABLE */ -- CREATE TABLE c\n"
             "COPY t FROM stdin;\nCREATE TABLE d (\n\\.\n"
             "INSERT INTO t VALUES ('a;', E'\\';', \"b;\"); CREATE TABLE t (x int8);") ==
        "t\nx: integer?\n");
}

TEST_CASE("what cannot be read is an error with its place") {
  CHECK(read("SELECT 1;\n\n  CREATE TABLE t (x int8,,);") ==
        "a.sql:3:26: PostgreSQL's parser: syntax error at or near \",\"");
  CHECK(read("-- größe\nCREATE TABLE \"größe\" (x int8, \"é\" %);") ==
        "a.sql:2:35: PostgreSQL's parser: syntax error at or near \"%\"");
  CHECK(read("CREATE TABLE t (x numeric(10\u02CDa));") ==
        "a.sql:1:27: PostgreSQL's parser: trailing junk after numeric literal at or near "
        "\"10\\xcb\"");
  CHECK(read("SELECT 'a\n") == "a.sql:1:8: this quote is never closed");
  CHECK(read("SELECT $x$ a\n") == "a.sql:1:8: this dollar quote is never closed");
  CHECK(read("/* a\n") == "a.sql:1:1: this comment is never closed");
}

TEST_CASE("for ODCS the stored type is kept, and loses nothing") {
  const Result<Imported> imported =
      read_sql("CREATE TABLE t (x smallint, y inet[], z int CHECK (z > 0))", "a.sql",
               {.physical_types = true});
  REQUIRE(imported);
  const ImportedContract& one = imported->contracts.front();
  CHECK(one.losses.empty());
  const std::vector<Field>& fields = one.contract.objects.front().fields.fields;
  CHECK(fields[0].type->spelled == "integer (smallint)");
  CHECK(fields[0].type->physical->bits == 16);
  CHECK(fields[1].type->spelled == "array (inet[])");
  CHECK(fields[2].constraints.contains("exclusive_minimum"));
}

}  // namespace
}  // namespace dcr::imports
