// SPDX-License-Identifier: Apache-2.0
#include "tests/core/schema/schemas.hpp"

#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace dcr::schema::test {

std::shared_ptr<const yaml::Node> node(std::string_view text) {
  const yaml::Stream stream = yaml::parse(text, "x.yaml");
  REQUIRE_MESSAGE(stream.ok(), text);
  REQUIRE(stream.documents.size() == 1);
  return stream.documents.front().root;
}

std::string problems(std::string_view schema, const CompileOptions& options) {
  const Compilation compiled = Schema::compile(node(schema), options);
  std::string out;
  bool is_good = true;
  for (const SchemaProblem& problem : compiled.problems) {
    is_good = is_good && problem.severity != Severity::error;
    out += fmt::format("{} {}:{} {}{} {}: {}\n", to_string(problem.severity), problem.at.begin.line,
                       problem.at.begin.column, problem.document, problem.pointer, problem.keyword,
                       problem.message);
  }
  CHECK(compiled.ok() == is_good);
  return out;
}

std::string violations(std::string_view schema, std::string_view value,
                       const CompileOptions& options, const ValidationLimits& limits) {
  const Compilation compiled = Schema::compile(node(schema), options);
  REQUIRE_MESSAGE(compiled.ok(), problems(schema, options));
  const std::shared_ptr<const yaml::Node> instance = node(value);
  const std::vector<Violation> found = validate(*compiled.schema, *instance, limits);
  const Validity verdict = judge(compiled.schema->root(), *instance, limits);
  CHECK(found.empty() == (verdict == Validity::valid));
  std::string out;
  for (const Violation& violation : found) {
    CHECK(violation.undecided == (verdict == Validity::undecided));
    out += fmt::format("{} {}: {}\n", violation.instance_pointer, violation.schema_pointer,
                       violation.message);
  }
  return out;
}

}  // namespace dcr::schema::test
