// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/edit.hpp"

#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

namespace dcr::yaml {

namespace {

/// The text after the edit, or "1:2 message".
std::string outcome(const Result<std::string>& edited) {
  if (edited) return *edited;
  const Error& error = edited.error();
  CHECK(error.kind == ErrorKind::usage);
  REQUIRE(error.where.has_value());
  CHECK(error.where->path == "x.yaml");
  const Position at = error.where->at.begin;
  return fmt::format("{}:{} {}", at.line, at.column, error.message);
}

std::string with_version(std::string_view text, std::string_view version) {
  return outcome(replace_value(text, "x.yaml", {0, {"version"}}, string_value(version)));
}

Node owner(std::string_view team, std::string_view contact) {
  Node node;
  add_entry(node, "team", string_value(team));
  if (!contact.empty()) add_entry(node, "contact", string_value(contact, true));
  return node;
}

Node owners() {
  Node list;
  add_item(list, owner("sales", "#sales"));
  add_item(list, owner("Head of Sales (Ann)", ""));
  return list;
}

std::string with_owners(std::string_view text) {
  return outcome(replace_value(text, "x.yaml", {0, {"owners"}}, owners()));
}

std::string with_status(std::string_view text, std::string_view after = "version") {
  return outcome(insert_key(text, "x.yaml", {}, "status", string_value("deprecated"), after));
}

struct Case {
  std::string_view before;
  std::string_view after;
};

}  // namespace

TEST_CASE("a scalar keeps its quotes, its comment and everything around it") {
  for (const Case& c : std::to_array<Case>({
           {"version: \"1.0.0\"\n", "version: \"1.1.0\"\n"},
           {"version: '1.0.0'   # why\nb: 1\n", "version: '1.1.0'   # why\nb: 1\n"},
           {"version: 1.0.0", "version: 1.1.0"},
           {"version: 1.0\r\nb: |\r\n  x\r\n", "version: 1.1.0\r\nb: |\r\n  x\r\n"},
           {"\xEF\xBB\xBFversion: 1.0.0\n", "\xEF\xBB\xBFversion: 1.1.0\n"},
           {"{version: 1.0.0, b: [x]}", "{version: 1.1.0, b: [x]}"},
           {"{\"b\": 1,\n \"version\" :\"1.0.0\"}", "{\"b\": 1,\n \"version\" :\"1.1.0\"}"},
           {"{\"version\": 1.0}", "{\"version\": \"1.1.0\"}"},
           {"version: !!str 1.0.0\n", "version: !!str 1.1.0\n"},
           {"version: &v 1.0.0\n", "version: &v 1.1.0\n"},
           {"version:\nb: 1\n", "version: 1.1.0\nb: 1\n"},
           {"version: # none yet\n", "version: 1.1.0 # none yet\n"},
           {"version: ~\n", "version: 1.1.0\n"},
           {"version: >-\n  1.0.0\n\nb: 1\n", "version: \"1.1.0\"\n\nb: 1\n"},
           {"version:\n  1.0.0\nb: 1\n", "version:\n  1.1.0\nb: 1\n"},
           {"version: 1.0\n  .0\nb: 1\n", "version: 1.1.0\nb: 1\n"},
           {"? version\n: 1.0.0\n", "? version\n: 1.1.0\n"},
           {"version: \"1.\\\n  0.0\"\n", "version: \"1.1.0\"\n"},
           {"# \xC3\xA9\n\xC3\xA9: 1\nversion: 1.0.0\n",
            "# \xC3\xA9\n\xC3\xA9: 1\nversion: 1.1.0\n"},
       })) {
    CAPTURE(c.before);
    CHECK(with_version(c.before, "1.1.0") == c.after);
  }
}

TEST_CASE("a plain scalar is quoted where it would be read as something else") {
  for (const Case& c : std::to_array<Case>({
           {"1.10", "version: \"1.10\"\n"},
           {"no", "version: \"no\"\n"},
           {"Off", "version: \"Off\"\n"},
           {"2027-03-01", "version: \"2027-03-01\"\n"},
           {"12:30", "version: \"12:30\"\n"},
           {"null", "version: \"null\"\n"},
           {"a: b", "version: \"a: b\"\n"},
           {"x #y", "version: \"x #y\"\n"},
           {"#x", "version: \"#x\"\n"},
           {"- x", "version: \"- x\"\n"},
           {"<<", "version: \"<<\"\n"},
           {" x ", "version: \" x \"\n"},
           {"", "version: \"\"\n"},
           {"a\nb", "version: \"a\\nb\"\n"},
           {"a\x1b", "version: \"a\\u001b\"\n"},
           {"\xC2\x85", "version: \"\\u0085\"\n"},
           {"say \"x\\y\"", "version: say \"x\\y\"\n"},
           {"https://a.example/b?c=d,e", "version: https://a.example/b?c=d,e\n"},
           {"it's", "version: it's\n"},
       })) {
    CAPTURE(c.before);
    CHECK(with_version("version: 1.0.0\n", c.before) == c.after);
  }
  CHECK(with_version("{version: 1.0.0}", "a, b") == "{version: \"a, b\"}");
  CHECK(with_version("version: '1'", "it's") == "version: 'it''s'");
  CHECK(with_version("version: '1'", "a\tb") == "version: \"a\\tb\"");
}

TEST_CASE("what an anchor shares is refused with the anchor's line") {
  for (const Case& c : std::to_array<Case>({
           {"base: &b 1.0.0\nversion: *b\n",
            "1:10 this value is shared through the anchor '&b' on line 1, so other places would "
            "change too"},
           {"version: &b 1.0.0\nother: *b\n",
            "1:13 this value is shared through the anchor '&b' on line 1, so other places would "
            "change too"},
           {"base: &b {version: 1.0.0}\n<<: *b\n",
            "1:20 this value is shared through the anchor '&b' on line 1, so other places would "
            "change too"},
           {"version: 1.0.0\nversion: 1\n",
            "2:1 duplicate key 'version'; the first one is on line 1, column 1"},
           {"a: 1\n", "1:1 there is no 'version' here"},
           {"version: [1\n", "1:10 unclosed '['; no ']' before the end of the file"},
           {"version: !!float 1.0\n",
            "1:18 this cannot be changed in place without changing something else"},
           {"version: | # why\n  1.0.0\n",
            "1:10 this cannot be changed in place without changing something else"},
           {"version: 1.\xFF\n", "1:12 the byte 0xFF is not UTF-8; save the file as UTF-8"},
       })) {
    CAPTURE(c.before);
    CHECK(with_version(c.before, "1.1.0") == c.after);
  }
  CHECK(with_version("version: 1.0.0", "\xFF") == "1:10 the new value is not UTF-8 text");
}

TEST_CASE("a merged mapping that is written in place can be edited") {
  CHECK(with_version("<<: {version: 1.0.0}\nb: 1\n", "1.1.0") == "<<: {version: 1.1.0}\nb: 1\n");
}

TEST_CASE("a list is replaced in the style it has") {
  for (const Case& c : std::to_array<Case>({
           {"owners:\n  - team: a\n    contact: b\nc: 1 # d\n",
            "owners:\n  - team: sales\n    contact: \"#sales\"\n  - team: Head of Sales (Ann)\n"
            "c: 1 # d\n"},
           {"owners:\n- {team: a}  # first\r\nc: 1\r\n",
            "owners:\n- {team: sales, contact: \"#sales\"}\r\n- {team: Head of Sales (Ann)}  # "
            "first"
            "\r\nc: 1\r\n"},
           {"owners: [{team: a}]\n",
            "owners: [{team: sales, contact: \"#sales\"}, {team: Head of Sales (Ann)}]\n"},
           {"{\"owners\": [\n    {\"team\": \"a\"}\n  ],\n  \"c\": 1}\n",
            "{\"owners\": [\n    {\"team\": \"sales\", \"contact\": \"#sales\"},\n"
            "    {\"team\": \"Head of Sales (Ann)\"}\n  ],\n  \"c\": 1}\n"},
           {"owners: []\n",
            "owners: [{team: sales, contact: \"#sales\"}, {team: Head of Sales (Ann)}]\n"},
           {"owners: # who\nb: 1\n",
            "owners: # who\n  - team: sales\n    contact: \"#sales\"\n"
            "  - team: Head of Sales (Ann)\nb: 1\n"},
           {"o: &o {team: x}\nowners: [*o]\n",
            "1:7 this value is shared through the anchor '&o' on line 1, so other places would "
            "change too"},
           {"owners: [&o {team: x}]\np: *o\n",
            "1:13 this value is shared through the anchor '&o' on line 1, so other places would "
            "change too"},
       })) {
    CAPTURE(c.before);
    CHECK(with_owners(c.before) == c.after);
  }
}

TEST_CASE("a key is inserted below another one, or last") {
  for (const Case& c : std::to_array<Case>({
           {"version: 1  # one\nb: 2\n", "version: 1  # one\nstatus: deprecated\nb: 2\n"},
           {"version: 1", "version: 1\nstatus: deprecated"},
           {"version: 1\r\nb: 2\r\n", "version: 1\r\nstatus: deprecated\r\nb: 2\r\n"},
           {"a: 1\nb:\n  - c\n  - d: e\n# end\n",
            "a: 1\nb:\n  - c\n  - d: e\nstatus: deprecated\n# end\n"},
           {"version: |+\n  1\n\n\nb: 2\n", "version: |+\n  1\n\n\nstatus: deprecated\nb: 2\n"},
           {"version: >\n  1\n\nb: 2\n", "version: >\n  1\nstatus: deprecated\n\nb: 2\n"},
           {"version:\nb: 2\n", "version:\nstatus: deprecated\nb: 2\n"},
           {"{version: 1, b: 2}\n", "{version: 1, status: deprecated, b: 2}\n"},
           {"{\n  \"version\": 1,\n  \"b\": 2\n}\n",
            "{\n  \"version\": 1,\n  \"status\": \"deprecated\",\n  \"b\": 2\n}\n"},
           {"{\"a\": [1]}", "{\"a\": [1], \"status\": \"deprecated\"}"},
           {"{ }\n", "{\"status\": \"deprecated\" }\n"},
           {"--- {}\n", "--- {status: deprecated}\n"},
           {"---\nversion: 1\n---\nb: 1\n", "---\nversion: 1\nstatus: deprecated\n---\nb: 1\n"},
           {"--- # x\n  version: 1\n  b: 2\n",
            "--- # x\n  version: 1\n  status: deprecated\n  b: 2\n"},
           {"a: &a 1\nversion: *a\nb: 2\n", "a: &a 1\nversion: *a\nstatus: deprecated\nb: 2\n"},
           {"<<: &m {a: 1}\nversion: 1\n", "<<: &m {a: 1}\nversion: 1\nstatus: deprecated\n"},
           {"status: x\n", "1:1 a key cannot be added here"},
           {"- a\n", "1:1 a key cannot be added here"},
       })) {
    CAPTURE(c.before);
    CHECK(with_status(c.before) == c.after);
  }
  CHECK(outcome(insert_key("{}", "x.yaml", {}, "a", string_value("b"))) == "{\"a\": \"b\"}");
}

TEST_CASE("a document is cut out of its stream") {
  struct Cut {
    std::string_view before;
    std::size_t document;
    std::string_view after;
  };
  for (const Cut& c : std::to_array<Cut>({
           {"a: 1\n---\nb: 2\n", 0, "---\nb: 2\n"},
           {"a: 1\n---\nb: 2\n", 1, "a: 1\n"},
           {"# a\n---\na: 1\n--- # b\nb: 2\n...\n---\nc: 3", 1, "# a\n---\na: 1\n---\nc: 3"},
           {"---\r\na: |\r\n  x\r\n---\r\nb: 2\r\n", 0, "---\r\nb: 2\r\n"},
           {"a: 1\n", 0, "1:1 this document cannot be cut out of its file"},
           {"{\"a\": 1}\n", 1, "0:0 there is no document 2"},
       })) {
    CAPTURE(c.before);
    CHECK(outcome(remove_document(c.before, "x.yaml", c.document)) == c.after);
  }
}

}  // namespace dcr::yaml
