// SPDX-License-Identifier: Apache-2.0
// Random schemas and values: python3-jsonschema must say of them what dcr says, and nothing that a
// file can hold may end dcr or keep it busy.
#include "core/schema/parameters.hpp"
#include "core/schema/validate.hpp"
#include "core/yaml/parse.hpp"
#include "tests/core/schema/random_json.hpp"
#include "tests/core/schema/schemas.hpp"
#include "tests/core/schema/second_opinion.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

namespace dcr::schema {

namespace {

constexpr auto drafts = std::to_array(
    {Draft::draft4, Draft::draft6, Draft::draft7, Draft::draft2019_09, Draft::draft2020_12});

struct Verdicts {
  std::vector<test::Question> questions;
  std::vector<std::string> expected;
};

/// One schema and some values with dcr's verdicts.
void add_verdicts(std::uint64_t seed, Draft draft, Verdicts& verdicts) {
  test::RandomJson random(seed, draft);
  const std::string schema = random.schema();
  CompileOptions options;
  options.default_draft = draft;
  const Compilation compiled = Schema::compile(test::node(schema), options);
  REQUIRE_MESSAGE(compiled.ok(), schema << "\n" << test::problems(schema, options));
  for (int i = 0; i < 8; ++i) {
    const std::string value = random.value(3);
    const std::shared_ptr<const yaml::Node> wrapped = test::node("[" + value + "]");
    const bool is_valid = validate(*compiled.schema, *wrapped->items.front()).empty();
    verdicts.questions.push_back({draft, schema, value});
    verdicts.expected.emplace_back(is_valid ? "valid" : "invalid");
  }
}

}  // namespace

TEST_CASE("python3-jsonschema agrees about random schemas and values") {
  Verdicts dcr;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    for (const Draft draft : drafts) add_verdicts(seed, draft, dcr);
  }
  const std::vector<std::string> theirs = test::second_opinions(dcr.questions);
  std::size_t valid = 0;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    CHECK_MESSAGE(theirs[i] == dcr.expected[i], dcr.questions[i].line());
    valid += theirs[i] == "valid" ? 1U : 0U;
  }
  // A world in which everything fits, or nothing, would compare nothing.
  CHECK(valid > theirs.size() / 10);
  CHECK(valid < theirs.size() * 9 / 10);
}

TEST_CASE("no schema and no value ends dcr or keeps it busy") {
  std::size_t compiled_well = 0;
  ValidationLimits limits;
  limits.steps = 20'000;
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    test::RandomJson random(seed, drafts[seed % drafts.size()]);
    const yaml::Stream schema = yaml::parse("[" + random.nonsense(5) + "]", "x.json");
    const yaml::Stream value = yaml::parse("[" + random.nonsense(3) + "]", "x.json");
    if (!schema.ok() || !value.ok()) continue;
    CompileOptions options;
    options.default_draft = drafts[seed % drafts.size()];
    options.unknown_keywords = std::nullopt;
    const Compilation compiled =
        Schema::compile(schema.documents.front().root->items.front(), options);
    CHECK(compiled.ok() == compiled.problems.empty());
    if (!compiled.ok()) continue;
    ++compiled_well;
    CHECK(parameters(*compiled.schema).size() < 10);
    const yaml::Node& instance = *value.documents.front().root;
    const Validity verdict = judge(compiled.schema->root(), instance, limits);
    CHECK(validate(*compiled.schema, instance, limits).empty() == (verdict == Validity::valid));
  }
  CHECK(compiled_well > 100);
}

}  // namespace dcr::schema
