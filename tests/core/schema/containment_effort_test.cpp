// SPDX-License-Identifier: Apache-2.0
// Schemas that would take forever if every way through them were gone: each question ends, within
// its steps.
#include "core/schema/containment.hpp"
#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ctime>
#include <string>

namespace dcr::schema {

namespace {

Schema compiled(const std::string& text) {
  const Compilation made = Schema::compile(test::node(text));
  REQUIRE(made.ok());
  return *made.schema;
}

/// Units: seconds of this process: a busy machine does not count. Debug builds and sanitizers are
/// slower than what is promised of a release by about this factor.
constexpr double most_seconds = 15;

Answer answer(const std::string& writer, const std::string& reader) {
  const Schema a = compiled(writer);
  const Schema b = compiled(reader);
  ContainmentLimits limits;
  limits.steps = 150'000;
  const std::clock_t begin = std::clock();
  const Answer found = containment(a, b, Policy::strict, limits).answer;
  CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < most_seconds);
  return found;
}

/// `levels` of `keyword` with `width` branches each, all of which lead to the next level.
std::string tower(const std::string& keyword, int levels, int width, int limit, bool in_members) {
  std::string levels_text;
  for (int level = 0; level < levels; ++level) {
    std::string branches;
    for (int i = 0; i < width; ++i) {
      const std::string next = level + 1 < levels
                                   ? fmt::format("{{$ref: '#/$defs/l{}'}}", level + 1)
                                   : fmt::format("{{type: string, maxLength: {}}}", limit + i);
      branches +=
          in_members
              ? fmt::format("{{type: object, properties: {{k{0}: {1}}}, required: [k{0}]}}, ", i,
                            next)
              : fmt::format("{{allOf: [{}, {{minLength: {}}}]}}, ", next, i);
    }
    levels_text += fmt::format("l{}: {{{}: [{}]}}, ", level, keyword, branches);
  }
  return fmt::format("{{$ref: '#/$defs/l0', $defs: {{{}}}}}", levels_text);
}

}  // namespace

TEST_CASE("towers of oneOf and anyOf end") {
  for (const std::string keyword : {"oneOf", "anyOf"}) {
    for (const bool in_members : {false, true}) {
      for (const auto& [levels, width] : {std::pair(12, 5), std::pair(5, 12)}) {
        CAPTURE(keyword);
        CAPTURE(in_members);
        CAPTURE(levels);
        const std::string small = tower(keyword, levels, width, 10, in_members);
        const std::string large = tower(keyword, levels, width, 11, in_members);
        CHECK(answer(small, small) == Answer::contained);
        if (keyword == "anyOf") CHECK(answer(large, small) != Answer::contained);
        answer(small, large);
      }
    }
  }
}

TEST_CASE("recursion ends where the answer is known") {
  const std::string tree =
      "{$ref: '#/$defs/n', $defs: {n: {type: object, required: [v], properties: {v: {type: "
      "integer}, "
      "l: {$ref: '#/$defs/n'}, r: {$ref: '#/$defs/n'}}}}}";
  const std::string two =
      "{$ref: '#/$defs/n', $defs: {n: {type: object, properties: {v: {type: number}, l: {$ref: "
      "'#/$defs/m'}, r: {$ref: '#/$defs/n'}}}, m: {type: object, properties: {v: {type: number}, "
      "l: "
      "{$ref: '#/$defs/n'}, r: {$ref: '#/$defs/m'}}}}}";
  CHECK(answer(tree, two) == Answer::contained);
  CHECK(answer(two, tree) == Answer::not_contained);
}

TEST_CASE("a large schema and one that differs at one place") {
  std::string before;
  std::string after;
  for (int i = 0; i < 1'000; ++i) {
    const auto model = [&](int limit) {
      return fmt::format(
          "p{}: {{type: object, properties: {{a: {{type: string, maxLength: {}}}, b: {{type: "
          "integer}}, c: {{type: array, items: {{type: number}}}}}}, required: [a, b]}}, ",
          i, limit);
    };
    before += model(10);
    after += model(i == 900 ? 9 : 10);
  }
  const std::string head = "{type: object, properties: {";
  CHECK(answer(head + before + "}}", head + before + "}}") == Answer::contained);
  CHECK(answer(head + after + "}}", head + before + "}}") == Answer::contained);
  CHECK(answer(head + before + "}}", head + after + "}}") == Answer::not_contained);
}

TEST_CASE("a chain of many definitions") {
  std::string chain;
  constexpr int length = 3'000;
  for (int i = 0; i < length; ++i) {
    chain += fmt::format("d{}: {{properties: {{next: {{$ref: '#/$defs/d{}'}}}}}}, ", i, i + 1);
  }
  const auto ending = [&](const std::string& end) {
    return fmt::format("{{$ref: '#/$defs/d0', $defs: {{{}d{}: {}}}}}", chain, length, end);
  };
  CHECK(answer(ending("{type: string}"), ending("{type: string}")) == Answer::contained);
  CHECK(answer(ending("{type: string}"), ending("{type: integer}")) != Answer::contained);
}

TEST_CASE("what does not end within its steps is undecidable, and the keyword is empty") {
  const Schema writer = compiled(tower("oneOf", 12, 5, 10, false));
  const Schema reader = compiled(tower("oneOf", 12, 5, 11, false));
  ContainmentLimits limits;
  limits.steps = 1'000;
  const Containment found = containment(writer, reader, Policy::strict, limits);
  CHECK(found.answer == Answer::undecidable);
  CHECK(found.keyword.empty());
  CHECK(found.writer != nullptr);
  CHECK(found.reader != nullptr);
}

}  // namespace dcr::schema
