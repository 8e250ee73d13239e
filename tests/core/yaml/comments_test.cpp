// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace dcr::yaml {

namespace {

/// The comments of a text, one a line, the documents apart.
std::string comments(std::string_view text) {
  const Stream stream = parse(text, "x.yaml");
  REQUIRE(stream.ok());
  std::string out;
  for (const Document& document : stream.documents) {
    if (!out.empty()) out += "---\n";
    for (const Comment& comment : document.comments) {
      out += fmt::format("{}:{}+{} -> {} '{}'\n", comment.at.begin.line, comment.at.begin.column,
                         comment.at.length, comment.applies_to_line, comment.text);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a comment applies to its own line, or to the next one with content") {
  CHECK(comments("# one\n#  two \n\na: 1 # three\n# four\nb:\n  # five\n  - c   #\n# six\n") ==
        "1:1+5 -> 4 'one'\n"
        "2:1+7 -> 4 'two'\n"
        "4:6+7 -> 4 'three'\n"
        "5:1+6 -> 6 'four'\n"
        "7:3+6 -> 8 'five'\n"
        "8:9+1 -> 8 ''\n"
        "9:1+5 -> 0 'six'\n");
}

TEST_CASE("a '#' inside a scalar starts no comment") {
  CHECK(
      comments(
          "a#b: c#d\n\"e # f\": 'g # h'\ni: | # yes\n  # no\n  x # no\n\n  # no\nj: \"\n  # no\"\n"
          "k: >-\n   x\n  # after\nl: \"m\" # é\n") ==
      "3:6+5 -> 3 'yes'\n"
      "12:3+7 -> 13 'after'\n"
      "13:8+3 -> 13 'é'\n");
}

TEST_CASE("comments inside brackets are found") {
  CHECK(comments("a: [ # one\n  b, # two\n  # three\n  c]\n") ==
        "1:6+5 -> 1 'one'\n"
        "2:6+5 -> 2 'two'\n"
        "3:3+7 -> 4 'three'\n");
}

TEST_CASE("a comment belongs to the document it stands in") {
  CHECK(comments("# head\n---\n# first\na: 1\n# end\n---  # mark\n# second\nb: 2\n") ==
        "1:1+6 -> 4 'head'\n"
        "3:1+7 -> 4 'first'\n"
        "5:1+5 -> 0 'end'\n"
        "---\n"
        "6:6+6 -> 8 'mark'\n"
        "7:1+8 -> 8 'second'\n");
}

}  // namespace dcr::yaml
