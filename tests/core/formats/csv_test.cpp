// SPDX-License-Identifier: Apache-2.0
#include "core/formats/csv.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

namespace dcr::formats {
namespace {

/// "[a|b][c]", or the first problem with its place.
std::string shape(std::string_view text) {
  const CsvTable table = parse_csv(text);
  if (!table.problems.empty()) {
    const Problem& first = table.problems.front();
    return fmt::format("{}:{} {}", first.at.begin.line, first.at.begin.column, first.message);
  }
  std::string out;
  for (const auto& row : table.rows) {
    out += '[';
    for (const CsvField& field : row) out += (&field == &row.front() ? "" : "|") + field.text;
    out += ']';
  }
  return out;
}

TEST_CASE("comma-separated values are read as RFC 4180 has them") {
  CHECK(shape("") == "");
  CHECK(shape("a,b\nc,d\n") == "[a|b][c|d]");
  CHECK(shape("a,b\r\nc,d") == "[a|b][c|d]");
  CHECK(shape("a\rb\r") == "[a][b]");
  CHECK(shape("\xef\xbb\xbf"
              "a,b") == "[a|b]");
  CHECK(shape("a,,\n,\n") == "[a||][|]");
  CHECK(shape("a\n\n\r\nb\n") == "[a][b]");
  CHECK(shape("\"a,b\",\"c \"\"d\"\"\"\n") == "[a,b|c \"d\"]");
  CHECK(shape("\"a\nb\",c\nd\n") == "[a\nb|c][d]");
  CHECK(shape("\"\",x\n") == "[|x]");
  CHECK(shape("a\"b,c\n") == "[a\"b|c]");
  CHECK(shape("a,\"b") == "1:3 the quote of this field is never closed");
  CHECK(shape("x\n\"a\"b,c\n") == "2:4 text follows the closing quote of a field");
  CHECK(shape("a,\xff\n") == "1:3 the file is not UTF-8 text");
}

TEST_CASE("fields have places, counted in code points") {
  const CsvTable table = parse_csv("\xc3\xa4,b\r\n\"x\ny\",cd\n");
  REQUIRE(table.rows.size() == 2);
  const auto place = [&](std::size_t row, std::size_t field) {
    const Span at = table.rows[row][field].at;
    return fmt::format("{}:{}+{}", at.begin.line, at.begin.column, at.length);
  };
  CHECK(place(0, 0) == "1:1+1");
  CHECK(place(0, 1) == "1:3+1");
  CHECK(place(1, 0) == "2:1+1");
  CHECK(place(1, 1) == "3:4+2");
}

}  // namespace
}  // namespace dcr::formats
