// SPDX-License-Identifier: Apache-2.0
#include "tests/support/contracts.hpp"

#include "core/formats/read.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <utility>

namespace dcr::test {

ContractText::ContractText(std::string document) : text(std::move(document)) {
  formats::ReadFile file = formats::read_contracts(text, "contracts/contract.yaml");
  CAPTURE(text.view());
  REQUIRE(file.problems.empty());
  REQUIRE(file.documents.size() == 1);
  for (const Problem& problem : file.documents.front().problems) {
    FAIL(problem.message);
  }
  contract = std::move(file.documents.front().contract);
}

std::string native_document(std::string_view version, const std::vector<std::string>& fields,
                            std::string_view head) {
  std::string text = fmt::format(
      "dataset_id: depot.tools\nversion: \"{}\"\nowners: [{{team: tool-crib}}]\n{}fields:\n",
      version, head);
  for (const std::string& field : fields) text += fmt::format("  - {}\n", field);
  return text;
}

Policy policy_of(std::string_view mode) {
  const auto parsed = Mode::parse(mode);
  REQUIRE(parsed.has_value());
  return {.mode = *parsed, .breaking_forbidden = true, .levels = {}};
}

std::vector<std::string> rules_of(const std::vector<Issue>& issues,
                                  std::optional<Severity> severity) {
  std::set<std::string> rules;
  for (const Issue& issue : issues) {
    if (!severity || issue.severity == *severity) rules.insert(issue.rule);
  }
  return {rules.begin(), rules.end()};
}

}  // namespace dcr::test
