// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace dcr::yaml {

namespace {

std::string place(const Span& at) {
  return fmt::format("{}:{}+{}", at.begin.line, at.begin.column, at.length);
}

void outline(const Node& node, const std::string& indent, std::string& out) {
  out += fmt::format("{} {}{}\n", place(node.at), describe(node.kind),
                     node.is_scalar() && !node.text.empty() ? " " + node.text : "");
  for (const auto& item : node.items) {
    out += indent + "- ";
    outline(*item, indent + "  ", out);
  }
  for (const Entry& entry : node.entries) {
    out += fmt::format("{}{} {}: ", indent, place(entry.key_at), entry.key);
    outline(*entry.value, indent + "  ", out);
  }
}

/// A tree with its places, one node a line.
std::string outline(std::string_view text, std::string_view file_name = "x.yaml") {
  const Stream stream = parse(text, file_name);
  std::string out;
  for (const Problem& problem : stream.problems) out += problem.message + "\n";
  for (const Document& document : stream.documents) outline(*document.root, "", out);
  return out;
}

Node scalar(const std::string& text) {
  const Stream stream = parse("k: " + text + "\n", "x.yaml");
  REQUIRE_MESSAGE(stream.ok(), text);
  return *stream.documents.at(0).root->find("k");
}

}  // namespace

TEST_CASE("plain scalars are typed by the core schema of YAML 1.2") {
  struct Case {
    const char* text;
    Kind kind;
  };
  for (const Case& c : std::to_array<Case>({
           {"null", Kind::null},    {"Null", Kind::null},         {"NULL", Kind::null},
           {"~", Kind::null},       {"nULL", Kind::string},       {"true", Kind::boolean},
           {"True", Kind::boolean}, {"FALSE", Kind::boolean},     {"tRUE", Kind::string},
           {"yes", Kind::string},   {"no", Kind::string},         {"NO", Kind::string},
           {"on", Kind::string},    {"off", Kind::string},        {"0", Kind::integer},
           {"-12", Kind::integer},  {"+12", Kind::integer},       {"007", Kind::integer},
           {"0x1F", Kind::integer}, {"0o17", Kind::integer},      {"0b1", Kind::string},
           {"0xG", Kind::string},   {"0o8", Kind::string},        {"-0x1", Kind::string},
           {"1.0", Kind::number},   {"1.", Kind::number},         {".5", Kind::number},
           {"-1e3", Kind::number},  {"1E+3", Kind::number},       {".inf", Kind::number},
           {"-.INF", Kind::number}, {"+.Inf", Kind::number},      {".nan", Kind::number},
           {"-.nan", Kind::string}, {".", Kind::string},          {"+", Kind::string},
           {"1e", Kind::string},    {"e1", Kind::string},         {"1_000", Kind::string},
           {"1.2.3", Kind::string}, {"2024-01-02", Kind::string}, {"12:30", Kind::string},
           {"\"1\"", Kind::string}, {"'null'", Kind::string},     {"|\n  1", Kind::string},
       })) {
    CAPTURE(c.text);
    CHECK(scalar(c.text).kind == c.kind);
  }
}

TEST_CASE("a tag decides the type of a scalar") {
  struct Case {
    const char* text;
    Kind kind;
  };
  for (const Case& c : std::to_array<Case>({{"!!str 1", Kind::string},
                                            {"!!str ~", Kind::string},
                                            {"!!str", Kind::string},
                                            {"!!int \"3\"", Kind::integer},
                                            {"!!float 3", Kind::number},
                                            {"!!bool 'true'", Kind::boolean},
                                            {"!!null ''", Kind::null},
                                            {"! 12", Kind::string},
                                            {"&a !!str 1", Kind::string},
                                            {"!!str &a 1", Kind::string},
                                            {"!<tag:yaml.org,2002:str> 1", Kind::string}})) {
    CAPTURE(c.text);
    CHECK(scalar(c.text).kind == c.kind);
  }
}

TEST_CASE("numbers are converted where they fit") {
  CHECK(scalar("-12").as_integer() == -12);
  CHECK(scalar("+12").as_integer() == 12);
  CHECK(scalar("0x1f").as_integer() == 31);
  CHECK(scalar("0o17").as_integer() == 15);
  CHECK(scalar("9223372036854775807").as_integer() == 9223372036854775807LL);
  CHECK(scalar("9223372036854775808").as_integer() == std::nullopt);
  CHECK(scalar("1.0").as_integer() == std::nullopt);
  CHECK(scalar("'1'").as_integer() == std::nullopt);
  CHECK(scalar("1.5e3").as_number() == 1500.0);
  CHECK(scalar("+.5").as_number() == 0.5);
  CHECK(scalar("1.").as_number() == 1.0);
  CHECK(scalar("0x10").as_number() == 16.0);
  CHECK(scalar("9223372036854775808").as_number() == 9223372036854775808.0);
  CHECK(std::isinf(*scalar("-.inf").as_number()));
  CHECK(*scalar("-.inf").as_number() < 0);
  CHECK(std::isnan(*scalar(".nan").as_number()));
  CHECK(scalar("1e999").as_number() == std::nullopt);
  CHECK(scalar("x").as_number() == std::nullopt);
  CHECK(scalar("True").as_boolean() == true);
  CHECK(scalar("FALSE").as_boolean() == false);
  CHECK(scalar("yes").as_boolean() == std::nullopt);
}

TEST_CASE("every value and key has its place, in code points") {
  CHECK(outline("a: 1\nkéy: 'ü x'\nlist:\n  - b\n  - [c, {d: e}]\n") ==
        "1:1+1 a mapping\n"
        "1:1+1 a: 1:4+1 an integer 1\n"
        "2:1+3 kéy: 2:6+5 a string ü x\n"
        "3:1+4 list: 4:3+3 a list\n"
        "  - 4:5+1 a string b\n"
        "  - 5:5+11 a list\n"
        "    - 5:6+1 a string c\n"
        "    - 5:9+6 a mapping\n"
        "      5:10+1 d: 5:13+1 a string e\n");
}

TEST_CASE("a value is placed behind its tag and anchor") {
  CHECK(outline("a: &x !!str b\nc: &y\n  d: 1\ne: !!seq # why\n  - f\n") ==
        "1:1+1 a mapping\n"
        "1:1+1 a: 1:13+1 a string b\n"
        "2:1+1 c: 3:3+1 a mapping\n"
        "  3:3+1 d: 3:6+1 an integer 1\n"
        "4:1+1 e: 5:3+3 a list\n"
        "  - 5:5+1 a string f\n");
}

TEST_CASE("a missing value has the place of its key or dash") {
  CHECK(outline("a:\nnull: x\nb: &c\nd: !!str\ne: {f: , g}\nh:\n-\n- null\n") ==
        "1:1+1 a mapping\n"
        "1:1+1 a: 1:1+1 nothing\n"
        "2:1+4 null: 2:7+1 a string x\n"
        "3:1+1 b: 3:1+1 nothing\n"
        "4:1+1 d: 4:1+1 a string\n"
        "5:1+1 e: 5:4+8 a mapping\n"
        "  5:5+1 f: 5:5+1 nothing\n"
        "  5:10+1 g: 5:10+1 nothing\n"
        "6:1+1 h: 7:1+1 a list\n"
        "  - 7:1+1 nothing\n"
        "  - 8:3+4 nothing null\n");
}

TEST_CASE("a value of several lines has the place of its first one") {
  CHECK(outline("a: one\n  two\nb: \"x\n  y\"\nc: |-  # why\n  z\nd: [1,\n  2]\n") ==
        "1:1+1 a mapping\n"
        "1:1+1 a: 1:4+3 a string one two\n"
        "3:1+1 b: 3:4+2 a string x y\n"
        "5:1+1 c: 5:4+2 a string z\n"
        "7:1+1 d: 7:4+3 a list\n"
        "  - 7:5+1 an integer 1\n"
        "  - 8:3+1 an integer 2\n");
}

TEST_CASE("a byte order mark and CRLF change no value and no place") {
  const std::string plain = "a: b\nc: |\n  d\n  e\nf: \"g\n  h\"\n";
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : plain) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(outline(windows) == outline(plain));
  CHECK(outline("a: \"x\\r\\ny\"") == "1:1+1 a mapping\n1:1+1 a: 1:4+8 a string x\r\ny\n");
}

TEST_CASE("an alias shares the node of its anchor, and is a key where it stands") {
  const Stream stream = parse("a: &x {k: v}\nb: *x\nc: &x 1\nd: *x\n*x : e\n", "x.yaml");
  REQUIRE(stream.ok());
  const Node& root = *stream.documents.at(0).root;
  CHECK(root.find("a") == root.find("b"));
  CHECK(root.find("c") == root.find("d"));
  CHECK(place(root.find_entry("1")->key_at) == "5:1+2");
  CHECK(root.find("z") == nullptr);
}

TEST_CASE("merge keys add what a mapping lacks, with the places where it is written") {
  CHECK(outline("b: &b {x: 1, y: 2}\nc: &c {y: 3, z: 4}\nd:\n  <<: [*b, *c]\n  x: 9\n") ==
        "1:1+1 a mapping\n"
        "1:1+1 b: 1:7+12 a mapping\n"
        "  1:8+1 x: 1:11+1 an integer 1\n"
        "  1:14+1 y: 1:17+1 an integer 2\n"
        "2:1+1 c: 2:7+12 a mapping\n"
        "  2:8+1 y: 2:11+1 an integer 3\n"
        "  2:14+1 z: 2:17+1 an integer 4\n"
        "3:1+1 d: 4:3+2 a mapping\n"
        "  5:3+1 x: 5:6+1 an integer 9\n"
        "  1:14+1 y: 1:17+1 an integer 2\n"
        "  2:14+1 z: 2:17+1 an integer 4\n");
  CHECK(outline("\"<<\": 1\n") == "1:1+4 a mapping\n1:1+4 <<: 1:7+1 an integer 1\n");
}

TEST_CASE("a stream holds as many documents as have content") {
  CHECK(parse("", "x.yaml").documents.empty());
  CHECK(parse("# only a comment\n\n", "x.yaml").documents.empty());
  CHECK(parse("---\n", "x.yaml").documents.empty());
  CHECK(parse("a: 1\n---\n---\nb: 2\n...\n---\n- c\n", "x.yaml").documents.size() == 3);
  CHECK(parse("--- a\n...\nb\n", "x.yaml").documents.size() == 2);
  CHECK(parse("null\n", "x.yaml").documents.size() == 1);
  for (const char* text : {"", "# x\n", "---\n", "\n\n", "\xEF\xBB\xBF"}) {
    CAPTURE(text);
    CHECK(parse(text, "x.yaml").ok());
  }
}

TEST_CASE("JSON is read with the places of its values") {
  CHECK(outline("{\"a\": [1, -2.5e3, true, null],\n \"é\\u00e9\": {\"b\": \"c\\n\"}}", "x.json") ==
        "1:1+30 a mapping\n"
        "1:2+3 a: 1:7+23 a list\n"
        "  - 1:8+1 an integer 1\n"
        "  - 1:11+6 a number -2.5e3\n"
        "  - 1:19+4 a boolean true\n"
        "  - 1:25+4 nothing null\n"
        "2:2+9 éé: 2:13+12 a mapping\n"
        "  2:14+3 b: 2:19+5 a string c\n\n");
}

TEST_CASE("brackets that are not JSON are read as YAML, unless the file is called .json") {
  CHECK(outline("{a: b, }") == "1:1+8 a mapping\n1:2+1 a: 1:5+1 a string b\n");
  CHECK(outline("{a: b, }", "x.json") == "not JSON: expected a key in double quotes, not 'a'\n");
}

}  // namespace dcr::yaml
