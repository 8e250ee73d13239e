// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff_parts.hpp"
#include "core/compat/schema_side.hpp"
#include "core/compat/schema_text.hpp"
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace dcr {
namespace {

std::shared_ptr<const yaml::Node> parsed(std::string_view text) {
  const yaml::Stream stream = yaml::parse(text, "schema.json");
  REQUIRE(stream.documents.size() == 1);
  return stream.documents.front().root;
}

std::string word(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::param_removed: return "removed";
    case ChangeKind::param_added: return "added";
    case ChangeKind::param_required_added: return "required";
    case ChangeKind::param_type_changed: return "type";
    case ChangeKind::param_enum_shrunk: return "shrunk";
    case ChangeKind::param_tightened: return "tightened";
    case ChangeKind::param_loosened: return "loosened";
    case ChangeKind::param_undecidable: return "undecidable";
    case ChangeKind::param_default_changed: return "default";
    case ChangeKind::other_changed: return "other";
    default: return "?";
  }
}

/// "KIND FIELD KEYWORD", divided by "; ".
std::string changes(std::string_view before, std::string_view after) {
  Component was;
  Component is;
  was.config_schema = parsed(before);
  is.config_schema = parsed(after);
  std::vector<Change> found;
  diff_parts::diff_parameters(was, is, {}, found);
  std::string out;
  for (const Change& change : found) {
    out += fmt::format("{}{} {} {}", out.empty() ? "" : "; ", word(change.kind), change.field,
                       change.detail);
  }
  return out;
}

/// The same for the one parameter `a`.
std::string of_parameter(std::string_view before, std::string_view after) {
  return changes(fmt::format(R"({{"properties": {{"a": {}}}}})", before),
                 fmt::format(R"({{"properties": {{"a": {}}}}})", after));
}

TEST_CASE("two schemas of a parameter are compared keyword by keyword") {
  struct Case {
    std::string_view before;
    std::string_view after;
    std::string_view changes;
  };
  for (const Case& c : std::to_array<Case>({
           {R"({"type": "string"})", R"({"type": "string"})", ""},
           {R"({"type": "integer", "minimum": 1})", R"({"minimum": 1.0, "type": "integer"})", ""},
           {R"({"type": "integer"})", R"({"type": "number"})", "loosened a type"},
           {R"({"type": "number"})", R"({"type": "integer"})", "type a type"},
           {R"({"type": "string"})", R"({"type": ["string", "null"]})", "loosened a type"},
           {R"({})", R"({"type": "string"})", "type a type"},
           {R"({"enum": ["x", "y"]})", R"({"enum": ["y"]})", "shrunk a enum"},
           {R"({"enum": ["x"]})", R"({"enum": ["y", "x"]})", "loosened a enum"},
           {R"({"maximum": 5})", R"({"maximum": 4})", "tightened a maximum"},
           {R"({"maximum": 5})", R"({"maximum": 6})", "loosened a maximum"},
           {R"({"minLength": 5})", R"({"minLength": 6})", "tightened a minLength"},
           {R"({"minLength": 5})", R"({})", "loosened a minLength"},
           {R"({"multipleOf": 2})", R"({"multipleOf": 4})", "tightened a multipleOf"},
           {R"({"multipleOf": 4})", R"({"multipleOf": 2})", "loosened a multipleOf"},
           {R"({"uniqueItems": true})", R"({"uniqueItems": false})", "loosened a uniqueItems"},
           {R"({"pattern": "a"})", R"({"pattern": "b"})", "undecidable a pattern"},
           {R"({})", R"({"pattern": "b"})", "tightened a pattern"},
           {R"({"anyOf": [{}]})", R"({})", "loosened a anyOf"},
           {R"({"unheard-of": 1})", R"({})", "undecidable a unheard-of"},
           {R"({"default": 1})", R"({"default": 2})", "default a default"},
           {R"({"description": "x"})", R"({"description": "y"})", "other a description"},
           {R"({"items": {"maximum": 2}})", R"({"items": {"maximum": 1}})",
            "tightened a[] maximum"},
           {R"({"additionalProperties": true})", R"({"additionalProperties": false})",
            "tightened a additionalProperties"},
           {R"({"properties": {"b": {}}})", R"({"properties": {}})", "removed a.b "},
           {"true", "false", "tightened a schema"},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(of_parameter(c.before, c.after) == c.changes);
  }
}

TEST_CASE("parameters come, go and become required") {
  CHECK(changes(R"({"properties": {"a": {}}})", R"({"properties": {"b": {}}})") ==
        "removed a ; added b ");
  CHECK(changes(R"({})", R"({"required": ["a"], "properties": {"a": {}}})") == "required a ");
  CHECK(changes(R"({"properties": {"a": {}}})",
                R"({"required": ["a"], "properties": {"a": {}}})") == "required a required");
  CHECK(changes(R"({"required": ["a"], "properties": {"a": {}}})",
                R"({"properties": {"a": {}}})") == "loosened a required");
}

TEST_CASE("references are followed, and those that lead in a circle end") {
  CHECK(
      changes(R"({"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"maximum": 2}}})",
              R"({"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"maximum": 1}}})") ==
      "tightened a maximum");
  CHECK(changes(R"({"properties": {"a": {"$ref": "#"}}, "maxProperties": 2})",
                R"({"properties": {"a": {"$ref": "#"}}, "maxProperties": 1})") ==
        "tightened  maxProperties");
  CHECK(changes(R"({"properties": {"a": {"$ref": "#/no"}}, "maximum": 1})",
                R"({"properties": {"a": {"$ref": "#/no"}}, "maximum": 2})") ==
        "loosened  maximum; undecidable a $ref");
}

TEST_CASE("what is gone is pointed at where it stood") {
  Component was;
  Component is;
  was.config_schema = parsed(R"({"properties": {"a": {}}})");
  is.config_schema = parsed("{\n \"properties\": {}\n}");
  is.config_schema_at = {{7, 3}, 15};
  std::vector<Change> found;
  diff_parts::diff_parameters(was, is, {}, found);
  REQUIRE(found.size() == 1);
  CHECK(found[0].after_at == Span{{2, 2}, 12});
  found.clear();
  is.config_schema = parsed("{}");
  diff_parts::diff_parameters(was, is, {}, found);
  REQUIRE(found.size() == 1);
  CHECK(found[0].after_at == Span{{7, 3}, 15});
}

TEST_CASE("schemas have one spelling") {
  CHECK(same_spelling(*parsed(R"({"a": [1, "x"]})"), *parsed("{\n\"a\":[1,\"x\"]}")));
  CHECK_FALSE(same_spelling(*parsed(R"({"a": 1})"), *parsed(R"({"a": "1"})")));
  CHECK_FALSE(same_spelling(*parsed(R"({"a": [1]})"), *parsed(R"({"a": [1, 2]})")));
  CHECK_FALSE(same_spelling(*parsed(R"({"a": {"b": 1}})"), *parsed(R"({"a": {"c": 1}})")));
  CHECK(value_text(*parsed(R"({"b": [1.0, "x\"y"], "a": {"d": null, "c": true}})")) ==
        R"({"a":{"c":true,"d":null},"b":[1,"x\"y"]})");
  CHECK(shown_text(*parsed("[\"x\"]")->items.front()) == "x");
  CHECK(schema_text(*parsed(R"({"title": "t", "type": "object", "properties":
            {"title": {"description": "d", "type": "string"}}, "const": {"title": 1}})")) ==
        R"({"const":{"title":1},"properties":{"title":{"type":"string"}},"type":"object"})");
  CHECK(is_annotation("x-unit"));
  CHECK_FALSE(is_annotation("minimum"));
}

TEST_CASE("one side of a comparison says what it lets pass") {
  const auto root = parsed(
      R"({"type": ["number", "null"], "const": 1, "enum": [1.0, 2], "required": ["a", "b"],
          "$defs": {"x": {"$ref": "#/$defs/y~1z"}, "y/z": {"maximum": 3}}, "items": {"$ref": "#"}})");
  const SchemaSide side{root.get(), root.get(), {{1, 1}, 1}};
  CHECK(types(side) == std::set<std::string>{"integer", "null", "number"});
  CHECK(types({root.get(), nullptr, {}}).size() == 7);
  REQUIRE(listed(side));
  CHECK(*listed(side) == std::set<std::string>{"1"});
  CHECK_FALSE(listed({root.get(), nullptr, {}}));
  CHECK(required(side) == std::set<std::string>{"a", "b"});
  CHECK(says_ref(*root));
  CHECK(place(side, "nothing") == side.at);
  SchemaSide reference{root.get(), root->find("$defs")->find("x"), {}};
  REQUIRE(resolve(reference));
  CHECK(value(reference, "maximum")->text == "3");
}

}  // namespace
}  // namespace dcr
