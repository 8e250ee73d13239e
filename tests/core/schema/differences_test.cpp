// SPDX-License-Identifier: Apache-2.0
#include "core/schema/differences.hpp"

#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>

namespace dcr::schema {

namespace {

Schema compiled(const std::string& text) {
  CompileOptions options;
  options.unknown_keywords = std::nullopt;
  const Compilation made = Schema::compile(test::node(text), options);
  REQUIRE_MESSAGE(made.ok(), text);
  return *made.schema;
}

std::string text_of(Effect effect) {
  switch (effect) {
    case Effect::none: return "-";
    case Effect::breaks: return "E";
    case Effect::undecided: break;
  }
  return "?";
}

/// Each as "kind path B/F before | after", one a line.
std::string listed(const std::string& before, const std::string& after, Policy policy) {
  const Differences found = differences(compiled(before), compiled(after), policy);
  std::string out;
  bool backward = false;
  bool forward = false;
  for (const Difference& one : found.list) {
    out +=
        fmt::format("{} {} {}/{} {} | {}\n", to_string(one.kind), one.path, text_of(one.backward),
                    text_of(one.forward), one.before.pointer, one.after.pointer);
    backward = backward || one.backward != Effect::none;
    forward = forward || one.forward != Effect::none;
  }
  // The sum agrees with the verdict on the whole.
  CHECK(backward == (found.backward.answer != Answer::contained));
  CHECK(forward == (found.forward.answer != Answer::contained));
  return out;
}

struct Case {
  std::string before;
  std::string after;
  std::string expected;
};

}  // namespace

TEST_CASE("each kind of difference is found at its place") {
  for (const Case& c : std::to_array<Case>({
           {"{type: object, properties: {a: {}, b: {type: string}}}",
            "{type: object, properties: {a: {}}}", "property_removed b -/- /properties/b | \n"},
           {"{type: object, properties: {a: {}, b: {type: string}}}",
            "{type: object, properties: {a: {}}, additionalProperties: false}",
            "property_removed b E/- /properties/b | \n"
            "additional_properties_narrowed  E/-  | /additionalProperties\n"},
           {"{type: object, properties: {a: {}}}",
            "{type: object, properties: {a: {}, b: {type: string}}}",
            "property_added b -/-  | /properties/b\n"},
           {"{type: object, properties: {a: {}}}",
            "{type: object, properties: {a: {}, b: {}}, required: [b]}",
            "property_added_required b E/-  | /properties/b\n"},
           {"{type: object, properties: {a: {}}}",
            "{type: object, properties: {a: {}}, required: [a]}",
            "property_required a E/-  | /required\n"},
           {"{type: object, properties: {a: {}}, required: [a]}",
            "{type: object, properties: {a: {}}}", "property_optional a -/E /required | \n"},
           {"{type: [string, integer]}", "{type: string}", "type_narrowed  E/- /type | /type\n"},
           {"{type: string}", "{type: [string, integer]}", "type_widened  -/E /type | /type\n"},
           {"{type: string}", "{type: integer}",
            "type_narrowed  E/- /type | /type\ntype_widened  -/E /type | /type\n"},
           {"{properties: {a: {type: string}}}",
            "{properties: {a: {anyOf: [{type: string}, {type: 'null'}]}}}",
            "type_widened a -/E /properties/a | /properties/a/anyOf\n"},
           {"{enum: [a, b]}", "{enum: [a]}", "enum_narrowed  E/- /enum | /enum\n"},
           {"{enum: [a]}", "{enum: [a, b]}", "enum_extended  -/E /enum | /enum\n"},
           {"{type: string}", "{type: string, enum: [a]}", "enum_narrowed  E/-  | /enum\n"},
           {"{const: a}", "{const: b}", "const_changed  E/E /const | /const\n"},
           {"{minimum: 3}", "{minimum: 4}", "bound_tightened  E/- /minimum | /minimum\n"},
           {"{maxLength: 3}", "{maxLength: 4}", "bound_loosened  -/E /maxLength | /maxLength\n"},
           {"{type: integer, minimum: 3}", "{type: integer, exclusiveMinimum: 2}",
            "bound_loosened  -/- /minimum | \nbound_tightened  -/-  | /exclusiveMinimum\n"},
           {"{pattern: '^a'}", "{pattern: '^ab'}", "pattern_changed  E/- /pattern | /pattern\n"},
           {"{format: date}", "{format: time}", "format_changed  -/- /format | /format\n"},
           {"{multipleOf: 2}", "{multipleOf: 4}",
            "multiple_of_changed  E/- /multipleOf | /multipleOf\n"},
           {"{items: {type: string}}", "{}", "items_changed  -/E /items | \n"},
           {"{items: {properties: {a: {type: string}}}}",
            "{items: {properties: {a: {type: integer}}}}",
            "type_narrowed [].a E/- /items/properties/a/type | /items/properties/a/type\n"
            "type_widened [].a -/E /items/properties/a/type | /items/properties/a/type\n"},
           {"{uniqueItems: true}", "{}", "unique_items_changed  -/E /uniqueItems | \n"},
           {"{contains: {const: 1}}", "{contains: {const: 2}}",
            "contains_changed  E/E /contains | /contains\n"},
           {"{propertyNames: {maxLength: 3}}", "{propertyNames: {maxLength: 2}}",
            "property_names_changed  E/- /propertyNames | /propertyNames\n"},
           {"{dependentRequired: {a: [b]}}", "{}",
            "dependency_changed  -/E /dependentRequired | \n"},
           {"{oneOf: [{const: 1}, {const: 2}]}", "{oneOf: [{const: 1}]}",
            "combined_narrowed  E/- /oneOf | /oneOf\n"},
           {"{anyOf: [{const: 1}]}", "{anyOf: [{const: 1}, {const: 2}]}",
            "combined_widened  -/E /anyOf | /anyOf\n"},
           {"{if: {minimum: 3}, then: {maximum: 5}}", "{if: {minimum: 3}, then: {maximum: 4}}",
            "conditional_changed  E/- /then | /then\n"},
           {"{not: {const: 1}}", "{not: {const: 2}}", "not_changed  E/E /not | /not\n"},
           {"{additionalProperties: false}", "{}",
            "additional_properties_widened  -/E /additionalProperties | \n"},
           {"{patternProperties: {^a: {type: string}}}", "{}",
            "additional_properties_widened  -/E /patternProperties | \n"},
           {"{$ref: '#/$defs/n', $defs: {n: {properties: {v: {type: integer}, next: {$ref: "
            "'#/$defs/n'}}}}}",
            "{$ref: '#/$defs/n', $defs: {n: {properties: {v: {type: number}, next: {$ref: "
            "'#/$defs/n'}}}}}",
            "type_widened v -/E /$defs/n/properties/v/type | /$defs/n/properties/v/type\n"},
           {"{pattern: '\\bx'}", "{pattern: '\\by\\b'}",
            "pattern_changed  E/E /pattern | /pattern\n"},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(listed(c.before, c.after, Policy::closed_writer) == c.expected);
  }
}

TEST_CASE("annotations and order are no difference") {
  const std::string before =
      "{title: A, type: object, properties: {a: {type: string, default: x}, b: {enum: [1, 2]}}, "
      "required: [a, b], anyOf: [{required: [a]}, {required: [b]}]}";
  const std::string after =
      "{description: B, required: [b, a], type: object, properties: {b: {enum: [2, 1]}, a: "
      "{examples: [y], type: string}}, anyOf: [{required: [b]}, {required: [a]}]}";
  CHECK(listed(before, after, Policy::strict).empty());
}

TEST_CASE("a place says in which line it is") {
  const Differences found =
      differences(compiled("type: object\nproperties:\n  a:\n    minimum: 1\n"),
                  compiled("type: object\nproperties:\n  b: {}\n  a:\n    minimum: 20\n"),
                  Policy::closed_writer);
  REQUIRE(found.list.size() == 2);
  const Difference& one = found.list.front();
  CHECK(to_string(one.kind) == "property_added");
  const Difference& two = found.list.back();
  CHECK(to_string(two.kind) == "bound_tightened");
  CHECK(two.before.at.begin == Position{4, 14});
  CHECK(two.after.at.begin == Position{5, 14});
  CHECK(two.was == "1");
  CHECK(two.is == "20");
  CHECK(two.keyword == "minimum");
}

}  // namespace dcr::schema
