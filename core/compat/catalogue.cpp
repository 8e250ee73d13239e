// SPDX-License-Identifier: Apache-2.0
#include "core/compat/catalogue.hpp"

#include "core/base/bug.hpp"
#include "core/compat/rules/rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace dcr {
namespace {

std::vector<Rule> build_catalogue() {
  std::vector<Rule> all;
  for (auto* group :
       {&rules::policy_rules, &rules::contract_rules, &rules::contract_notes,
        &rules::service_level_rules, &rules::service_level_notes, &rules::quality_rules,
        &rules::field_rules, &rules::field_notes, &rules::model_rules, &rules::mod_rules}) {
    for (Rule& rule : (*group)()) {
      all.push_back(std::move(rule));
    }
  }
  std::set<std::string_view> ids;
  for (const Rule& rule : all) {
    if (!ids.insert(rule.id).second) {
      bug("a rule id is used twice");
    }
  }
  return all;
}

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> all = build_catalogue();
  return all;
}

}  // namespace

std::string_view to_string(RuleGroup group) {
  switch (group) {
    case RuleGroup::contract: return "contract";
    case RuleGroup::service_level: return "service level";
    case RuleGroup::quality: return "quality";
    case RuleGroup::field: return "field";
    case RuleGroup::model: return "model";
    case RuleGroup::mod: return "mod";
  }
  unreachable();
}

std::span<const Rule> catalogue() { return all_rules(); }

const Rule* find_rule(std::string_view id) {
  const auto& all = all_rules();
  const auto found = std::ranges::find(all, id, &Rule::id);
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string_view> rule_ids() {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) {
    ids.push_back(rule.id);
  }
  return ids;
}

std::string in_general(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> words{{
      {"{contract}", "CONTRACT"},
      {"{field}", "FIELD"},
      {"{before}", "OLD"},
      {"{after}", "NEW"},
      {"{detail}", "NAME"},
  }};
  std::string out(text);
  for (const auto& [name, word] : words) {
    for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at)) {
      out.replace(at, name.size(), word);
    }
  }
  return out;
}

}  // namespace dcr
