// SPDX-License-Identifier: Apache-2.0
#include "core/compat/rules/rules.hpp"

namespace dcr::rules {
namespace {

/// What breaks nobody and a gate keeps silent about: `dcr diff` lists it all the same.
Rule on_request(Rule rule) {
  rule.scope = RuleScope::on_request;
  rule.fix = "nothing to do";
  return rule;
}

Rule about_contract(Rule rule) {
  rule.group = RuleGroup::contract;
  return on_request(std::move(rule));
}

}  // namespace

std::vector<Rule> contract_notes() {
  return {
      about_contract(
          {.id = "contract_renamed",
           .triggers = {{ChangeKind::name_changed, "{detail} changed from {before} to {after}"}},
           .summary = "the name or the title differs (not content)",
           .why = "who looks for the old name finds nothing; a committed name that goes "
                  "is contract_removed",
           .example_before = "dataset_id: users.daily_active",
           .example_after = "dataset_id: users.active_by_day"}),
      about_contract(
          {.id = "status_changed",
           .triggers = {{ChangeKind::status_changed, "status changed from {before} to {after}"}},
           .summary = "the version entered another part of its life (not content)",
           .why = "consumers choose by the status which version to use",
           .example_before = "status: draft",
           .example_after = "status: active"}),
      about_contract({.id = "deprecation_changed",
                      .triggers = {{ChangeKind::deprecation_changed,
                                    "{detail} changed from {before} to {after}"}},
                      .summary = "the deprecation's URI or message differs (not content)",
                      .why = "consumers of {contract} are sent there when the version retires",
                      .example_before = "status: deprecated\n"
                                        "deprecation_uri: https://example.com/old",
                      .example_after = "status: deprecated\n"
                                       "deprecation_uri: https://example.com/new"}),
      about_contract(
          {.id = "consumers_changed",
           .triggers = {{ChangeKind::consumer_added, "consumer '{detail}' was added"},
                        {ChangeKind::consumer_removed, "consumer '{detail}' was removed"},
                        {ChangeKind::consumer_changed,
                         "consumer '{detail}' changed from {before} to {after}"}},
           .summary = "a declared consumer came, went or reads other fields (not "
                      "content)",
           .why = "reports name the declared consumers when a change would break them",
           .example_before = "consumers:\n  - {name: churn-model}",
           .example_after = "consumers:\n  - {name: churn-model}\n"
                            "  - {name: dashboards/revenue}"}),
      about_contract({.id = "compatibility_changed",
                      .triggers = {{ChangeKind::compatibility_changed,
                                    "compatibility changed from {before} to {after}"}},
                      .summary = "the contract states another mode (not content)",
                      .why = "the next change is judged by it; a laxer one is policy_weakened too",
                      .example_before = "compatibility: backward",
                      .example_after = "compatibility: full"}),
      about_contract({.id = "attribute_changed",
                      .bump = Bump::patch,
                      .triggers = {{ChangeKind::other_changed,
                                    "{detail}{of} changed from {before} to {after}"}},
                      .summary = "content that has no rule of its own differs, such as the "
                                 "contract's description",
                      .why = "whoever relies on it should know; it asks for a patch",
                      .example_before = "description: Users by day.",
                      .example_after = "description: Active users by day."}),
  };
}

std::vector<Rule> service_level_notes() {
  std::vector<Rule> rules = {
      on_request({.id = "freshness_sla_tightened",
                  .bump = Bump::patch,
                  .triggers = {{ChangeKind::freshness_tightened,
                                "the data may now be {after} seconds late; it was {before}"}},
                  .summary = "the freshness SLA is new or allows a shorter lag",
                  .why = "consumers of {contract} get more than they were promised",
                  .example_before = "freshness_sla: {max_lag_seconds: 86400}",
                  .example_after = "freshness_sla: {max_lag_seconds: 3600}"}),
      on_request({.id = "sla_tightened",
                  .bump = Bump::patch,
                  .triggers = {{ChangeKind::sla_tightened,
                                "{detail} was tightened from {before} to {after}"}},
                  .summary = "a service level is new or promises more",
                  .why = "consumers of {contract} get more than they were promised",
                  .example_before = "slaProperties:\n"
                                    "  - {property: retention, value: 1, unit: y}",
                  .example_after = "slaProperties:\n"
                                   "  - {property: retention, value: 3, unit: y}"}),
  };
  for (Rule& rule : rules) {
    rule.group = RuleGroup::service_level;
  }
  return rules;
}

std::vector<Rule> field_notes() {
  return {
      on_request(
          {.id = "field_undeprecated",
           .bump = Bump::patch,
           .triggers = {{ChangeKind::undeprecated, "field '{field}' is not deprecated any more"}},
           .summary = "a field is not marked as deprecated any more",
           .why = "readers of {contract}.{field} may stay",
           .example_before = "fields:\n  - {name: ltv, type: number, deprecated: true}",
           .example_after = "fields:\n  - {name: ltv, type: number}"}),
      on_request(
          {.id = "field_classification_lowered",
           .bump = Bump::patch,
           .triggers = {{ChangeKind::classification_lowered,
                         "classification of field '{field}' fell from {before} to {after}"}},
           .summary = "a field is less sensitive than it was",
           .why = "what was done to protect {contract}.{field} may not be needed any more",
           .example_before = "fields:\n  - {name: email, type: string, classification: pii}",
           .example_after = "fields:\n  - {name: email, type: string, classification: internal}"}),
  };
}

}  // namespace dcr::rules
