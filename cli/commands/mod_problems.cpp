// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_problems.hpp"

#include "cli/commands/json_output.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace dcr::cli {

std::size_t count_errors(const std::vector<ModProblem>& problems) {
  return static_cast<std::size_t>(std::ranges::count_if(
      problems, [](const ModProblem& each) { return each.problem.severity == Severity::error; }));
}

std::string problems_text(const std::vector<ModProblem>& problems, const std::string& path) {
  std::string out;
  for (const ModProblem& each : problems) {
    const Problem& problem = each.problem;
    out += printable(path);
    if (problem.at.known()) {
      out += fmt::format(":{}:{}", problem.at.begin.line, problem.at.begin.column);
    }
    out += fmt::format(": {}: ", to_string(problem.severity));
    if (!each.mod.empty()) out += fmt::format("mod '{}': ", printable(each.mod));
    out += problem.message + "\n";
    if (!problem.help.empty()) out += fmt::format("  help: {}\n", problem.help);
  }
  return out;
}

nlohmann::ordered_json problems_json(const std::vector<ModProblem>& problems,
                                     const std::string& path) {
  auto out = nlohmann::ordered_json::array();
  for (const ModProblem& each : problems) {
    const Problem& problem = each.problem;
    nlohmann::ordered_json one;
    one["mod"] = text_or_null(each.mod);
    one["severity"] = to_string(problem.severity);
    one["field"] = text_or_null(problem.field);
    one["message"] = problem.message;
    one["help"] = text_or_null(problem.help);
    one["path"] = path;
    one["line"] = nullptr;
    one["column"] = nullptr;
    if (problem.at.known()) {
      one["line"] = problem.at.begin.line;
      one["column"] = problem.at.begin.column;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace dcr::cli
