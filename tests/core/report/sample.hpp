// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <string>

namespace dcr::report::sample {

inline const std::string base_id = "3f2c1ab0000000000000000000000000000000aa";
inline const std::string head_id = "9a8b7c60000000000000000000000000000000bb";

/// The field `ltv` of users.daily_active is gone, and two consumers read it.
inline Issue field_removed() {
  return Issue{
      .severity = Severity::error,
      .rule = "field_removed",
      .field = "ltv",
      .message = "field 'ltv' was removed",
      .why = "readers of users.daily_active.ltv fail on new data",
      .help = "restore it, or publish 2.0.0 beside 1.x",
      .bump = Bump::major,
      .fingerprint = "9c1e02ab",
      .before = "ltv",
      .after = "",
      .detail = "",
      .removed_thing = true,
      .accepted = false,
      .accepted_because = "",
      .pointer = "",
      .previous_pointer = "",
      .witness = "",
      .is_of_schema = false,
      .at = Location{"contracts/users.yaml", {{17, 3}, 6}, "  fields:"},
      .previous = Location{"contracts/users.yaml", {{23, 11}, 3}, "  - name: ltv"},
      .affects = {{"dashboards/revenue", "#bi-team"}, {"churn-model", "#ml"}},
  };
}

inline Issue type_changed() {
  return Issue{
      .severity = Severity::error,
      .rule = "field_type_changed",
      .field = "user_id",
      .message = "type of field 'user_id' changed from string to integer",
      .why = "readers of users.daily_active.user_id expect string",
      .help = "",
      .bump = Bump::major,
      .fingerprint = "77aa01cd",
      .before = "string",
      .after = "integer",
      .detail = "",
      .removed_thing = false,
      .accepted = false,
      .accepted_because = "",
      .pointer = "",
      .previous_pointer = "",
      .witness = "",
      .is_of_schema = false,
      .at = Location{"contracts/users.yaml", {{8, 11}, 7}, "    type: integer"},
      .previous = Location{"contracts/users.yaml", {{8, 11}, 6}, "    type: string"},
      .affects = {},
  };
}

inline Issue plain_issue(Severity severity, std::string rule, std::string message) {
  Issue issue;
  issue.severity = severity;
  issue.rule = std::move(rule);
  issue.message = std::move(message);
  return issue;
}

/// 1.0.0 → 1.1.0, compatible until issues are added.
inline ContractVerdict users() {
  ContractVerdict contract;
  contract.name = "users.daily_active";
  contract.dataset_id = "users.daily_active";
  contract.path = "contracts/users.yaml";
  contract.previous_path = "contracts/users.yaml";
  contract.change = Change::modified;
  contract.previous_version = "1.0.0";
  contract.version = "1.1.0";
  contract.mode = "backward";
  contract.required_bump = Bump::minor;
  contract.actual_bump = Bump::minor;
  return contract;
}

inline ContractVerdict broken_users() {
  ContractVerdict contract = users();
  contract.required_bump = Bump::major;
  contract.breaking = true;
  contract.issues = {field_removed()};
  return contract;
}

inline ContractVerdict named(std::string name, Change change) {
  ContractVerdict contract = users();
  contract.path = "contracts/" + name + ".yaml";
  contract.previous_path = change == Change::added ? "" : contract.path;
  contract.name = contract.dataset_id = std::move(name);
  contract.change = change;
  if (change == Change::added) contract.previous_version = "";
  if (change == Change::removed) contract.version = "";
  return contract;
}

inline Comparison comparison(std::vector<ContractVerdict> contracts) {
  Comparison out;
  out.base = {"commit", "origin/main", base_id, "merge base with origin/main"};
  out.head = {"worktree", "", std::nullopt, ""};
  out.contracts = std::move(contracts);
  out.contracts_total = 412;
  return out;
}

inline Report report(Comparison comparison) {
  Report out;
  out.comparisons.push_back(std::move(comparison));
  return out;
}

inline Comparison step(const std::string& parent, const std::string& commit,
                       std::vector<ContractVerdict> contracts) {
  Comparison out = comparison(std::move(contracts));
  out.base = {"commit", "", parent, "first parent"};
  out.head = {"commit", "", commit, ""};
  return out;
}

/// Three commits, of which the second breaks users.daily_active and the others touch no contract.
inline Report range() {
  Report out;
  out.is_range = true;
  out.range_from = base_id;
  out.range_to = head_id;
  const std::string first = "1111111000000000000000000000000000000001";
  const std::string second = "2222222000000000000000000000000000000002";
  out.comparisons.push_back(step(base_id, first, {}));
  out.comparisons.push_back(step(first, second, {broken_users()}));
  out.comparisons.push_back(step(second, head_id, {}));
  return out;
}

}  // namespace dcr::report::sample
