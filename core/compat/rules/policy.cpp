// SPDX-License-Identifier: Apache-2.0
#include "core/compat/rules/rules.hpp"

namespace dcr::rules {
namespace {

constexpr auto error = Severity::error;
constexpr auto warning = Severity::warning;

/// What every document must satisfy whatever the mode.
Rule policy(Rule rule) {
  rule.group = RuleGroup::contract;
  rule.scope = RuleScope::always;
  rule.forward = rule.backward;
  return rule;
}

std::vector<Rule> document_rules() {
  return {
      policy({.id = "contract_invalid",
              .backward = error,
              .summary = "the document is not a valid contract",
              .why =
                  "a document that cannot be read protects nobody: neither dcr nor a consumer can "
                  "tell what it promises",
              .fix = "correct the place the report names; `dcr validate FILE` checks it alone",
              .example_before = "version: \"1.0.0\"",
              .example_after = "version: 1.0   # a number; quote it: \"1.0.0\""}),
      policy({.id = "duplicate_contract",
              .backward = error,
              .summary = "two documents claim the same name and version",
              .why = "a reference such as users@1.0.0 must lead to one document; with two, readers "
                     "and writers can follow different ones",
              .fix = "delete one of the documents, or give it a version or a name of its own",
              .example_before = "# contracts/users.yaml\ndataset_id: users\nversion: \"1.0.0\"",
              .example_after = "# contracts/users_copy.yaml, beside the first\ndataset_id: users\n"
                               "version: \"1.0.0\""}),
      policy({.id = "owner_missing",
              .backward = error,
              .summary = "the contract names no owner",
              .why = "when the data goes stale or wrong, somebody has to be asked; a contract "
                     "without an owner is a promise made by nobody",
              .fix = "add the team that answers for the data under `owners`, with a contact",
              .example_before = "owners:\n  - {team: growth, contact: \"#growth\"}",
              .example_after = "owners: []"}),
      policy({.id = "base_invalid",
              .backward = warning,
              .summary = "the committed document cannot be read, so it is not compared with",
              .why = "dcr compares with the newest committed version of the file that can be read, "
                     "or only validates where there is none: a broken past must not block its own "
                     "repair",
              .fix = "nothing to do when this change repairs the document",
              .example_before = "fields: [",
              .example_after = "fields:\n  - {name: id, type: string}"}),
      policy({.id = "contract_removed",
              .backward = error,
              .bump = Bump::major,
              .summary = "a contract is gone: a warning if it was deprecated, nothing if draft or "
                         "archived",
              .why = "consumers of {contract} lose the promise they rely on",
              .fix = "restore it, or deprecate it first and remove it once nobody depends on it",
              .example_before = "dataset_id: users\nstatus: active",
              .example_after = "# the file was deleted"}),
      policy({.id = "status_transition_invalid",
              .backward = error,
              .summary = "an archived contract came back, or a published one became a draft again",
              .why = "a draft may change freely and an archived version is finished; turning a "
                     "published version into a draft takes the promise back from who relies on it",
              .fix = "keep the status, and publish a new version beside it",
              .example_before = "status: active",
              .example_after = "status: draft"}),
  };
}

std::vector<Rule> version_rules() {
  return {
      policy({.id = "version_not_increasing",
              .backward = error,
              .summary = "content changed and the version did not rise, or it fell",
              .why =
                  "a committed version is immutable: whoever reads {contract} {before} must find "
                  "the same contract under that number tomorrow",
              .fix = "raise `version`; the report names the version the changes ask for",
              .example_before = "version: \"1.0.0\"\nfields:\n  - {name: id, type: string}",
              .example_after = "version: \"1.0.0\"\nfields:\n  - {name: id, type: string}\n"
                               "  - {name: plan, type: string, required: false}"}),
      policy({.id = "version_bump_too_small",
              .backward = error,
              .summary = "the version rose less than the changes ask for",
              .why = "consumers pin ranges such as ^1.0; a larger change inside the range reaches "
                     "them unannounced",
              .fix = "raise `version` to what the report suggests",
              .example_before = "version: \"1.0.0\"\nfields:\n  - {name: id, type: string}",
              .example_after = "version: \"1.0.1\"   # a new field asks for 1.1.0\nfields:\n"
                               "  - {name: id, type: string}\n"
                               "  - {name: plan, type: string, required: false}"}),
      policy({.id = "version_taken",
              .backward = error,
              .summary = "the mainline already carries this version with other content",
              .why = "two branches took the same number; if both are merged, one version means two "
                     "different contracts",
              .fix = "merge or rebase onto the mainline, then take the next free version",
              .example_before = "# on the mainline\nversion: \"1.1.0\"   # with a field `plan`",
              .example_after = "# on this branch\nversion: \"1.1.0\"   # with a field `country`"}),
  };
}

std::vector<Rule> gate_rules() {
  return {
      policy({.id = "policy_weakened",
              .backward = warning,
              .summary = "the gate becomes laxer: mode, severity, `breaking`, globs, a new "
                         "acceptance",
              .why = "a gate that a change can open for itself stops nothing; the weakening may be "
                     "right, but whoever approves the change has to see it",
              .fix = "have the owners of the policy approve it, or take it back",
              .example_before = "compatibility: full",
              .example_after = "compatibility: none"}),
      policy(
          {.id = "acceptance_expired",
           .backward = warning,
           .summary = "the acceptance of an issue is past its `until` day, so the issue is back",
           .why = "an acceptance is a debt with a date, and it has come due",
           .fix = "mend the issue, or renew the acceptance with a new date and reason",
           .example_before = "# dcr:accept field_removed(ltv) until=2030-01-01 reason=\"moved\"",
           .example_after = "# dcr:accept field_removed(ltv) until=2020-01-01 reason=\"moved\""}),
      policy(
          {.id = "acceptance_unused",
           .backward = warning,
           .summary = "a new acceptance accepts nothing in the change that adds it",
           .why = "it would silently let a later change through that nobody has looked at",
           .fix = "correct the rule, the field or the line it stands on, or delete it",
           .example_before = "fields:",
           .example_after = "# dcr:accept field_removed(no_such_field) reason=\"moved\"\nfields:"}),
  };
}

}  // namespace

std::vector<Rule> policy_rules() {
  std::vector<Rule> all = document_rules();
  for (auto* group : {&version_rules, &gate_rules}) {
    for (Rule& rule : (*group)()) {
      all.push_back(std::move(rule));
    }
  }
  return all;
}

}  // namespace dcr::rules
