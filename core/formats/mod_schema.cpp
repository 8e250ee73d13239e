// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_schema.hpp"

#include "core/schema/schema.hpp"

#include <fmt/format.h>

#include <utility>

namespace dcr::formats {

std::vector<Problem> schema_problems(const Component& mod) {
  schema::CompileOptions options;
  options.annotations = {"secret"};
  std::vector<Problem> out;
  schema::Compilation compiled = schema::Schema::compile(mod.config_schema, options);
  for (schema::SchemaProblem& found : compiled.problems) {
    Problem problem;
    problem.severity = found.severity;
    problem.field = "config_schema";
    problem.message = fmt::format("'config_schema' is no valid JSON Schema: {}", found.message);
    if (found.severity != Severity::error) problem.message = std::move(found.message);
    problem.at = found.at.known() ? found.at : mod.config_schema_at;
    problem.help = std::move(found.help);
    out.push_back(std::move(problem));
  }
  return out;
}

}  // namespace dcr::formats
