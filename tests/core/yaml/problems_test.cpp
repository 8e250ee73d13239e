// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace dcr::yaml {

namespace {

using namespace std::string_view_literals;

/// The problems of a text, one a line.
std::string problems(std::string_view text, std::string_view file_name = "x.yaml",
                     const Limits& limits = {}) {
  std::string out;
  for (const Problem& problem : parse(text, file_name, limits).problems) {
    CHECK(problem.rule == "contract_invalid");
    if (!out.empty()) out += "\n";
    out += fmt::format("{}:{}+{} {}", problem.at.begin.line, problem.at.begin.column,
                       problem.at.length, problem.message);
    if (!problem.help.empty()) out += " | " + problem.help;
  }
  return out;
}

struct Case {
  std::string_view text;
  const char* expected;
};

template <std::size_t size>
void check_all(const std::array<Case, size>& cases, std::string_view file_name = "x.yaml") {
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(problems(c.text, file_name) == c.expected);
    CHECK(parse(c.text, file_name).documents.empty());
  }
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("quotes that are not closed, and what is wrong with quoted text, are named") {
  check_all(std::to_array<Case>({
      {"a: \"x\nb: 1\n"sv, "1:4+2 unclosed quote; the '\"' opened on line 1 has no end"},
      {"a: 'x"sv, "1:4+2 unclosed quote; the \"'\" opened on line 1 has no end"},
      {"a: \"x\nb: \"y\"\n"sv,
       "2:5+2 unexpected text after the closing quote; the quote opened on line 1 is closed only "
       "here"},
      {"a: \"x\n---\ny\"\n"sv, "1:4+2 unclosed quote; the '\"' opened on line 1 has no end"},
      {"\"a: x\nb: 1\n"sv, "1:1+5 unclosed quote; the '\"' opened on line 1 has no end"},
      {"a: \"x\" y\n"sv, "1:8+1 unexpected text after the closing quote"},
      {"a: \"x\"#y\n"sv, "1:7+2 unexpected text after the closing quote"},
      {"a: \"\\q\"\n"sv,
       "1:5+2 unknown escape '\\q'; write '\\\\' for a backslash, or use single quotes"},
      {"a: \"\\ud800\"\n"sv, "1:5+6 this escape names no character"},
      {"a: \"b\\Nc\"\n"sv,
       "1:6+2 the escapes '\\N' and '\\_' are not supported; write '\\u0085' or '\\u00a0'"},
  }));
}

TEST_CASE("brackets that are not closed, or close nothing, are named with their place") {
  check_all(std::to_array<Case>({
      {"a: [1, 2\nb: 3\n"sv, "1:4+1 unclosed '['; expected ',' or ']' before line 2, column 2"},
      {"a: {b: 1 c: 2}"sv, "1:4+1 unclosed '{'; expected ',' or '}' before line 1, column 11"},
      {"[1, 2"sv, "1:1+1 unclosed '['; no ']' before the end of the file"},
      {"a: [1, 2}"sv,
       "1:9+1 '}' does not close the '[' opened on line 1, column 4; expected ',' or ']'"},
      {"a: {b: [1, 2}}"sv,
       "1:13+1 '}' does not close the '[' opened on line 1, column 8; expected ',' or ']'"},
      {"a: ]\n"sv, "1:4+1 ']' closes nothing; quote the text if it is meant as one"},
      {"{a: 1}}"sv, "1:7+1 '}' closes nothing; quote the text if it is meant as one"},
      {"[1,,2]"sv, "1:4+1 a list item is missing here"},
      {"[,]"sv, "1:2+1 a list item is missing here"},
      {"{,}"sv, "1:2+1 a key is missing here"},
      {"{a,,b}"sv, "1:4+1 a key is missing here"},
  }));
}

TEST_CASE("lines that do not fit the mapping or list they stand in are explained") {
  check_all(std::to_array<Case>({
      {"a:\n\tb: 1\n"sv, "2:1+1 a tab indents this line; YAML is indented with spaces"},
      {"a:\n  b: 1\n\tc: 2\n"sv, "3:1+1 a tab indents this line; YAML is indented with spaces"},
      {"\ta: 1"sv, "1:1+1 a tab indents this line; YAML is indented with spaces"},
      {"a:\n  b: 1\n c: 2\n"sv,
       "3:2+4 this line is indented by 1, which matches no line above it; expected a 'key: value'"},
      {"a: 1\n b: 2\n"sv, "2:2+1 'b' is indented deeper than line 1, which has a value already"},
      {"a: 1\nplain\nb: 2\n"sv, "2:1+5 'plain' has no ':'; a line of a mapping reads 'key: value'"},
      {"a: 1\nplain # why"sv, "2:1+5 'plain' has no ':'; a line of a mapping reads 'key: value'"},
      {"plain\nb: 2\n"sv, "1:1+5 'plain' has no ':'; a line of a mapping reads 'key: value'"},
      {"a:b\nc: 1\n"sv, "1:1+3 'a:b' has no ':'; a line of a mapping reads 'key: value'"},
      {"a:\nplain\n"sv, "2:1+5 'plain' has no ':'; a line of a mapping reads 'key: value'"},
      {"a: b: c\n"sv, "1:5+1 unexpected ':'; quote a value that contains ': '"},
      {"a: 1\n- b\n"sv,
       "2:1+1 unexpected '-'; expected a 'key: value', as on the lines above, or a deeper "
       "indentation"},
      {"a: - b\n"sv, "1:4+1 '-' cannot stand here; a list starts on a line of its own"},
      {"- a\n -b\n  c: d"sv, "3:3+1 'c' is indented deeper than line 2, which has a value already"},
      {": b\n"sv, "1:1+1 a key is missing here"},
      {"? [a]\n: b\n"sv, "1:3+3 a list cannot be a key; a key is one word or a quoted text"},
      {"{a: 1}: b\n"sv, "1:1+6 a mapping cannot be a key; a key is one word or a quoted text"},
  }));
}

TEST_CASE("directives, anchors, tags and second documents have to be right") {
  check_all(std::to_array<Case>({
      {"[\"\"],"sv,
       "1:5+1 text after the end of the document | start another document with a line '---'"},
      {"{\"a\":1} x"sv,
       "1:9+1 text after the end of the document | start another document with a line '---'"},
      {"- a\nb: 1\n"sv,
       "2:1+4 a list cannot be followed by anything but '- ' items here | indent this line below "
       "an item, or start another document with a line '---'"},
      {"a: *x\n"sv, "1:4+2 unknown alias '*x'; no anchor '&x' stands before it"},
      {"a: &x [*x]\n"sv, "1:8+2 alias '*x' stands inside the value of '&x', so it would never end"},
      {"a: & b\n"sv, "1:4+1 '&' names no anchor; quote it if it is meant as text"},
      {"a: * b\n"sv, "1:4+1 '*' names no anchor; quote it if it is meant as text"},
      {"a: !x b\nc: !!set [d]\n"sv,
       "1:4+2 unknown tag '!x'; dcr knows !!str, !!int, !!float, !!bool, !!null, !!seq and "
       "!!map\n2:4+5 unknown tag '!!set'; dcr knows !!str, !!int, !!float, !!bool, !!null, !!seq "
       "and !!map"},
      {"a: !!int x\nb: !!str [c]\nc: !!map d\n"sv,
       "1:4+5 'x' is tagged '!!int', but it is not an integer\n2:4+5 a list is tagged '!!str', but "
       "it is not a string\n3:4+5 'd' is tagged '!!map', but it is not a mapping"},
      {"<<: 3\n"sv, "1:1+2 '<<' takes a mapping or a list of mappings"},
      {"%YAML 2.0\n---\na: 1\n"sv, "1:1+9 unsupported YAML version '2.0'; dcr reads YAML 1.2"},
      {"%YAML 2\n---\na: 1\n"sv, "1:1+7 unsupported YAML version '2'; dcr reads YAML 1.2"},
      {"a: @x\n"sv, "1:4+1 '@' cannot start a value; put it in quotes"},
      {"a: |x\n  b\n"sv,
       "1:5+1 unexpected text after '|' or '>'; the text starts on the next line"},
      {"a: !<x b\n"sv, "1:7+1 a tag that starts with '!<' ends with '>'"},
  }));
}

TEST_CASE("bytes that are no text are refused with their place") {
  check_all(std::to_array<Case>({
      {"a: \xff\n"sv, "1:4+1 the byte 0xFF is not UTF-8; save the file as UTF-8"},
      {"ü: \xc3(\n"sv, "1:4+1 the byte 0xC3 is not UTF-8; save the file as UTF-8"},
      {"a: \xed\xa0\x80"sv, "1:4+1 the byte 0xED is not UTF-8; save the file as UTF-8"},
      {"a: \xc0\xaf"sv, "1:4+1 the byte 0xC0 is not UTF-8; save the file as UTF-8"},
      {"a\n\0b"sv, "2:1+1 a NUL character; this is not a text file, or not in UTF-8"},
      {"a: \x01\n"sv, "1:4+1 the control character U+0001; remove it, or write it as \"\\u0001\""},
      {"a: \x7f\n"sv, "1:4+1 the control character U+007F; remove it, or write it as \"\\u007f\""},
      {"a: \xc2\x80\n"sv,
       "1:4+1 the control character U+0080; remove it, or write it as \"\\u0080\""},
      {"a\rb\n"sv, "1:2+1 a carriage return without a line feed; end lines with LF or CRLF"},
      {"a: \xef\xbb\xbf"
       "b\n"sv,
       "1:4+1 a byte order mark (U+FEFF) inside the text; remove it"},
      {"\xff\xfe"
       "a"sv,
       "1:1+1 the file is in UTF-16; save it as UTF-8"},
      {"\xfe\xff"
       "a"sv,
       "1:1+1 the file is in UTF-16; save it as UTF-8"},
      {"\xff\xfe\0\0a"sv, "1:1+1 the file is in UTF-32; save it as UTF-8"},
      {"\0\0\xfe\xff"
       "a"sv,
       "1:1+1 the file is in UTF-32; save it as UTF-8"},
  }));
}

TEST_CASE("errors in JSON say what is expected") {
  check_all(
      std::to_array<Case>({
          {"{\"a\": 1,}"sv, "1:9+1 not JSON: expected a key in double quotes, not '}'"},
          {"{\"a\" 1}"sv, "1:6+1 not JSON: expected ':', not '1'"},
          {"[1,,2]"sv, "1:4+1 not JSON: expected a value, not ','"},
          {"[1 2]"sv, "1:4+1 not JSON: expected ',' or ']', not '2'"},
          {"[-\xC3\xA9]"sv, "1:2+2 not JSON: expected digit after '-', not '-\xC3\xA9'"},
          {"{\"a: 1}"sv, "1:2+6 unclosed quote; the '\"' opened on line 1 has no end on that line"},
          {"{\"a\": \"b\nc\"}"sv,
           "1:7+2 unclosed quote; the '\"' opened on line 1 has no end on that line"},
          {"{\"a\": \"\\q\"}"sv, "1:9+1 not JSON: forbidden character after backslash"},
          // What the text says is not taken for what is wrong with it.
          {"[\"missing closing quote \\q\"]"sv,
           "1:26+1 not JSON: forbidden character after backslash"},
          {"[\"; last read: '; expected ']'\\q\"]"sv,
           "1:32+1 not JSON: forbidden character after backslash"},
          {"{\"invalid string: a\":\xDD\x84\"b\"}"sv,
           "1:22+1 not JSON: expected a value, not '\xDD\x84'"},
          {"[1e400]"sv, "1:2+5 number '1e400' is out of range"},
          {"[1, 2"sv, "1:1+1 unclosed '['; the file ends where ',' or ']' is expected"},
          {"{\"a\": [1}"sv, "1:9+1 not JSON: expected ',' or ']', not '}'"},
          {"[01]"sv, "1:3+1 not JSON: expected ',' or ']', not '1'"},
          {"[nul]"sv, "1:2+3 not JSON: expected a value, not 'nul'"},
          {"[] x"sv, "1:4+1 not JSON: expected the end of the file, not 'x'"},
          {"{'a': 1}"sv, "1:2+3 not JSON: expected a key in double quotes, not ''a''"},
      }),
      "x.json");
}

TEST_CASE("a duplicate key is a problem, and the first value counts") {
  CHECK(problems("a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n") ==
        "4:3+3 duplicate key 'c'; the first one is on line 3, column 3\n"
        "5:1+1 duplicate key 'a'; the first one is on line 1, column 1");
  CHECK(problems("{\"a\": 1, \"a\": 2}", "x.json") ==
        "1:10+3 duplicate key 'a'; the first one is on line 1, column 2");
  const Stream stream = parse("a: 1\na: 2\n", "x.yaml");
  REQUIRE(stream.documents.size() == 1);
  CHECK(stream.documents[0].root->entries.size() == 1);
  CHECK(stream.documents[0].root->find("a")->text == "1");
}

TEST_CASE("documents before a broken one are kept") {
  const Stream stream = parse("a: 1\n---\nb: [\n", "x.yaml");
  CHECK(stream.documents.size() == 1);
  CHECK(stream.problems.size() == 1);
}

TEST_CASE("what is too large or too deep is refused where it becomes so") {
  Limits limits;
  limits.bytes = 4;
  CHECK(problems("abcde", "x.yaml", limits) ==
        "1:1+1 the file is larger than 4 bytes, the most that dcr reads");
  CHECK(problems(repeated("[", 10000)) == "1:101+1 nested deeper than 100 levels");
  CHECK(problems(repeated("[", 10000), "x.json") == "1:101+1 nested deeper than 100 levels");
  CHECK(problems(repeated("- ", 10000)) == "1:201+1 nested deeper than 100 levels");
  CHECK(problems("a: " + repeated("{b: ", 10000)) == "1:400+1 nested deeper than 100 levels");
  CHECK(problems(repeated("[", 100) + repeated("]", 100)) == "");
  limits = {};
  limits.expanded = 3;
  CHECK(problems("- a\n- b\n- c\n", "x.yaml", limits) ==
        "3:3+1 more than 3 values, counting each alias as what it stands for; split the file");
}

TEST_CASE("aliases that multiply are refused, however they are nested") {
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  std::string chain = "- &a0 [x]\n";
  std::string merges = "- &a0 {x: 1}\n";
  for (int i = 1; i < 200; ++i) {
    laughs += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
    chain += fmt::format("- &a{} [*a{}]\n", i, i - 1);
    merges += fmt::format("- &a{0} {{<<: [*a{1}, *a{1}, *a{1}]}}\n", i, i - 1);
  }
  CHECK(problems(laughs) == "10:10+3 alias '*a8' expands the file to more than 1000000 values");
  CHECK(problems(chain) == "100:9+4 alias '*a98' nests deeper than 100 levels");
  CHECK(problems(merges).ends_with("expands the file to more than 1000000 values"));
}

}  // namespace dcr::yaml
