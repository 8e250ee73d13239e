// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff.hpp"
#include "core/compat/model_summary.hpp"
#include "core/formats/read.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <vector>

namespace {

using dcr::Change;
using dcr::ModelPolicy;

dcr::Contract model(std::string_view schema) {
  const std::string text = fmt::format("model: User\nversion: \"1.0.0\"\nschema: {}\n", schema);
  dcr::formats::ReadFile file = dcr::formats::read_contracts(text, "models/User.yaml");
  REQUIRE(file.documents.size() == 1);
  REQUIRE(file.documents.front().usable);
  return std::move(file.documents.front().contract);
}

/// "B" where old documents are stopped, "F" where new ones are, "BF", or "-".
std::string directions(const Change& change) {
  if (!change.breaks) return "words";
  const std::string out =
      std::string(change.breaks->backward ? "B" : "") + (change.breaks->forward ? "F" : "");
  return out.empty() ? "-" : out;
}

/// Both directions of all changes.
std::string stopped(std::string_view before, std::string_view after, ModelPolicy policy) {
  bool backward = false;
  bool forward = false;
  for (const Change& change : dcr::diff(model(before), model(after), policy)) {
    backward = backward || (change.breaks && change.breaks->backward);
    forward = forward || (change.breaks && change.breaks->forward);
  }
  return std::string(backward ? "B" : "") + (forward ? "F" : "");
}

/// "field B", one for each change, with its pointers where `pointers` asks.
std::vector<std::string> listed(std::string_view before, std::string_view after,
                                ModelPolicy policy = ModelPolicy::closed_writer) {
  std::vector<std::string> out;
  for (const Change& change : dcr::diff(model(before), model(after), policy)) {
    out.push_back(fmt::format("{} {} {}", change.field, change.detail, directions(change)));
  }
  return out;
}

constexpr std::string_view a = "{type: object, properties: {a: {type: string}}}";
constexpr std::string_view ab =
    "{type: object, properties: {a: {type: string}, b: {type: string}}}";
constexpr std::string_view ab_required =
    "{type: object, properties: {a: {type: string}, b: {type: string}}, required: [b]}";
constexpr std::string_view a_closed =
    "{type: object, properties: {a: {type: string}}, additionalProperties: false}";
constexpr std::string_view ab_closed =
    "{type: object, properties: {a: {type: string}, b: {type: string}}, "
    "additionalProperties: false}";

struct Case {
  std::string_view before;
  std::string_view after;
  std::string stops;
};

}  // namespace

TEST_CASE("under closed_writer properties come and go as Pydantic means it") {
  for (const Case& c : std::to_array<Case>({
           {a, ab, ""},                 // an optional one is added
           {ab, a, ""},                 // and removed
           {ab_closed, a_closed, "B"},  // where the reader is closed
           {a_closed, ab_closed, "F"},
           {a, ab_required, "B"},
           {ab_required, a, "F"},
           {ab, ab_required, "B"},
           {ab_required, ab, "F"},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(stopped(c.before, c.after, ModelPolicy::closed_writer) == c.stops);
  }
}

TEST_CASE("under strict an open writer may write what the reader now names") {
  CHECK(stopped(a, ab, ModelPolicy::strict) == "B");
  CHECK(stopped(ab, a, ModelPolicy::strict) == "F");
  CHECK(stopped(a_closed, ab_closed, ModelPolicy::strict) == "F");
}

TEST_CASE("auto is closed_writer for what looks like Pydantic's, else strict") {
  const std::string_view one =
      "{title: U, type: object, properties: {a: {title: A, type: string}}}";
  const std::string_view two =
      "{title: U, type: object, properties: {a: {title: A, type: string}, "
      "b: {title: B, type: string}}}";
  CHECK(stopped(one, two, ModelPolicy::automatic).empty());
  CHECK(stopped(a, ab, ModelPolicy::automatic) == "B");
}

TEST_CASE("differences are told where they are, and only those stop documents that do") {
  using Lines = std::vector<std::string>;
  CHECK(listed("{type: object, properties: {n: {type: object, properties: {x: {type: string}}}}}",
               "{type: object, properties: {n: {type: object, properties: {x: {type: string, "
               "maxLength: 5}, y: {type: integer}}}}}") == Lines{"n.x maxLength B", "n.y  -"});
  CHECK(listed("{type: array, items: {type: integer}}", "{type: array, items: {type: number}}") ==
        Lines{"[] type F"});
  CHECK(listed("{anyOf: [{type: string}, {type: integer}]}", "{anyOf: [{type: string}]}") ==
        Lines{" anyOf B"});
  CHECK(listed("{type: integer, minimum: 5}", "{type: integer, exclusiveMinimum: 4}") ==
        Lines{" minimum -", " exclusiveMinimum -"});
  CHECK(listed("{title: a, type: string}", "{title: b, type: string}") == Lines{" title words"});
  CHECK(listed("{type: string, minLength: 1}", "{minLength: 1.0, type: string}").empty());
}

TEST_CASE("definitions are followed, recursive ones too, and told once") {
  using Lines = std::vector<std::string>;
  const auto list = [](std::string_view type) {
    return fmt::format(
        "{{$ref: '#/$defs/N', $defs: {{N: {{type: object, properties: {{v: {{type: {}}}, "
        "next: {{anyOf: [{{$ref: '#/$defs/N'}}, {{type: 'null'}}]}}}}}}}}}}",
        type);
  };
  CHECK(listed(list("integer"), list("string")) == Lines{"v type BF"});
  const auto shared = [](std::string_view type) {
    return fmt::format(
        "{{type: object, properties: {{a: {{$ref: '#/definitions/S'}}, b: {{$ref: "
        "'#/definitions/S'}}}}, definitions: {{S: {{type: {}}}}}}}",
        type);
  };
  CHECK(listed(shared("integer"), shared("number")) == Lines{"a type F"});
}

TEST_CASE("changes carry JSON pointers, places and a witness") {
  const auto changes =
      dcr::diff(model(ab), model("{type: object, properties: {a: {type: integer}}}"),
                ModelPolicy::closed_writer);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].field == "a");
  CHECK(changes[0].before_pointer == "/schema/properties/a/type");
  CHECK(changes[0].after_pointer == "/schema/properties/a/type");
  CHECK(changes[0].before_at.begin.line == 3);
  CHECK_FALSE(changes[0].witness.empty());
  CHECK(changes[1].field == "b");
  CHECK(changes[1].removed_thing);
  CHECK(changes[1].before_pointer == "/schema/properties/b");
  CHECK(changes[1].after_pointer == "/schema");
}

TEST_CASE("a large number is not rounded into an equal one") {
  CHECK(stopped("{enum: [18446744073709551616]}", "{enum: [18446744073709551617]}",
                ModelPolicy::strict) == "BF");
}

TEST_CASE("a summary speaks the words of registries of models") {
  const auto summary = [](std::string_view before, std::string_view after) {
    return dcr::summarise(model(before), model(after), ModelPolicy::closed_writer);
  };
  const dcr::ModelSummary added = summary(a, ab_required);
  CHECK(added.properties_added == std::vector<std::string>{"b"});
  CHECK(added.required_added == std::vector<std::string>{"b"});
  CHECK(added.breaking_changes == std::vector<std::string>{"required property 'b' was added"});
  CHECK(to_string(added.compatibility) == "breaking");
  CHECK(to_string(summary(a, ab).compatibility) == "backward_compatible");
  CHECK(to_string(summary(a, a).compatibility) == "identical");
  const dcr::ModelSummary changed =
      summary(ab_required, "{type: object, properties: {b: {type: [string, integer]}}}");
  CHECK(changed.properties_removed == std::vector<std::string>{"a"});
  CHECK(changed.properties_modified == std::vector<std::string>{"b"});
  CHECK(changed.required_removed == std::vector<std::string>{"b"});
}
