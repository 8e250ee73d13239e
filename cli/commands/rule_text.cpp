// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/rule_text.hpp"

#include "core/compat/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace dcr::cli {
namespace {

nlohmann::ordered_json or_null(const std::optional<Severity>& severity) {
  if (!severity) return nullptr;
  return to_string(*severity);
}

nlohmann::ordered_json rule_to_json(const Rule& rule) {
  return {
      {"id", rule.id},
      {"group", to_string(rule.group)},
      {"every_mode", rule.scope == RuleScope::always},
      {"backward", or_null(rule.backward)},
      {"forward", or_null(forward_severity(rule))},
      {"bump", to_string(rule.bump)},
      {"bump_forward", to_string(rule.bump_forward.value_or(rule.bump))},
      {"summary", rule.summary},
      {"why", in_general(rule.why)},
      {"fix", in_general(rule.fix)},
      {"example", {{"before", rule.example_before}, {"after", rule.example_after}}},
  };
}

}  // namespace

std::string to_json(std::span<const Rule> rules) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Rule& rule : rules) list.push_back(rule_to_json(rule));
  const nlohmann::ordered_json out = {{"dcr", DCR_VERSION}, {"rules", std::move(list)}};
  return out.dump(2) + "\n";
}

std::string_view severity_text(const std::optional<Severity>& severity) {
  return severity ? to_string(*severity) : "-";
}

std::optional<Severity> forward_severity(const Rule& rule) {
  return rule.scope == RuleScope::always ? rule.backward : rule.forward;
}

std::string bump_text(const Rule& rule) {
  std::string text(rule.bump == Bump::none ? "-" : to_string(rule.bump));
  if (rule.bump_forward && *rule.bump_forward != rule.bump) {
    text += "/";
    text += to_string(*rule.bump_forward);
  }
  return text;
}

}  // namespace dcr::cli
