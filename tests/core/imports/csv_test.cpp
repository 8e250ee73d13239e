// SPDX-License-Identifier: Apache-2.0
#include "core/imports/csv.hpp"

#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>

namespace dcr::imports {
namespace {

std::string read(std::string_view text, const CsvRequest& request = {}) {
  const Result<Imported> imported = read_csv(text, "sales/a.csv", request);
  if (!imported) return described(imported);
  std::string out;
  for (const Inference& each : imported->contracts.front().inferred) {
    out += each.field + ": " + each.what + "\n";
  }
  return out;
}

/// What a column of these values becomes.
std::string column(std::string_view values) {
  const std::string all = read("id,x\n" + std::string(values));
  return all.substr(all.find("x: ") + 3);
}

TEST_CASE("types are what all values are") {
  CHECK(column("1,2\n2,-3\n") == "required integer\n");
  CHECK(column("1,2\n2,2.5\n3,1e3\n") == "required number\n");
  CHECK(column("1,true\n2,False\n") == "required boolean\n");
  CHECK(column("1,2026-01-31\n") == "required date\n");
  CHECK(column("1,2026-02-31\n") == "required string\n");
  CHECK(column("1,2026-01-31 10:00\n2,2026-01-31T10:00:00+01:00\n") == "required timestamp\n");
  CHECK(column("1,2026-01-31\n2,2026-01-31T10:00:00\n") == "required string\n");
  CHECK(column("1,10:30\n") == "required time\n");
  CHECK(column("1,6F1c3ad1-6d0c-4c53-9d0a-3d6f0a6c9b11\n") == "required uuid\n");
  CHECK(column("1,99999999999999999999\n") == "required number\n");
  CHECK(column("1,nan\n") == "required string\n");
  CHECK(column("1,007\n2,12\n") == "required string, for leading zeros\n");
  CHECK(column("1,0\n2,0.5\n") == "required number\n");
  CHECK(column("1,+5\n") == "required string\n");
}

TEST_CASE("a column that is empty somewhere is optional") {
  CHECK(column("1,2\n2,\n3,4\n") == "optional integer, 1 of 3 empty\n");
  CHECK(column("1\n2,4\n") == "optional integer, 1 of 2 empty\n");
  CHECK(column("1,\n") == "optional string: the sample has no value\n");
  CHECK(column("") == "optional string: the sample has no value\n");
}

TEST_CASE("columns get names that differ") {
  CHECK(read("a,a, ,a_2\n1,2,3,4\n") ==
        "a_2: the name, for column 2 is called 'a'\ncolumn_3: the name, for column 3 has none\n"
        "a_2_2: the name, for column 4 is called 'a_2'\na: required integer\n"
        "a_2: required integer\ncolumn_3: required integer\na_2_2: required integer\n");
}

TEST_CASE("the delimiter is the one that cuts the header most") {
  CHECK(read("a;\"b,c,d\"\n1;x\n") == "a: required integer\nb,c,d: required string\n");
  CHECK(read("a\tb\n1\t2\n") == "a: required integer\nb: required integer\n");
  CHECK(read("a|b\n1|2\n", {.delimiter = ','}) == "a|b: required string\n");
}

TEST_CASE("of a longer file only whole rows of the sample count") {
  CHECK(read("a\n1\n2\nx\n", {.sample_rows = 2}) == "a: required integer\n");
  CHECK(read("a\n1\n2\n\"cut", {.is_whole = false}) == "a: required integer\n");
  CHECK(holds_rows("a\n1\n2\n3\n", 2));
  CHECK_FALSE(holds_rows("a\n1\n2\n", 2));
  CHECK_FALSE(holds_rows("a\n\"1\n2\n3\n", 2));
}

TEST_CASE("what is no table is an error with its place") {
  CHECK(read("") == "sales/a.csv:1:1: the file has no header");
  CHECK(read("a,b\n1,2,3\n") == "sales/a.csv:2:5: this row has 3 values, and the header 2");
  CHECK(read("a,b\n1,\"2\n") == "sales/a.csv:2:3: the quote of this field is never closed");
  CHECK(read(std::string_view("a\n\0\n", 4)) ==
        "sales/a.csv:2:1: the line holds a NUL: this is no text");
  CHECK(read("a\n\xff\n") == "sales/a.csv:2:1: the line holds bytes that are not UTF-8");
  CHECK(read("\xff\xfe"
             "a") == "sales/a.csv:1:1: the file is UTF-16, not UTF-8");
}

}  // namespace
}  // namespace dcr::imports
