// SPDX-License-Identifier: Apache-2.0
#include "core/compat/rules/rules.hpp"

namespace dcr::rules {
namespace {

constexpr auto warning = Severity::warning;

}  // namespace

std::vector<Rule> service_level_rules() {
  return {
      {.id = "freshness_sla_loosened",
       .group = RuleGroup::service_level,
       .backward = warning,
       .forward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::freshness_loosened,
                     "the data may now be {after} seconds late; it was {before}"}},
       .summary = "the freshness SLA allows a longer lag",
       .why = "whoever schedules by the old lag of {contract} reads yesterday's data as today's",
       .fix = "keep the old lag, or agree the new one with the consumers",
       .example_before = "freshness_sla: {max_lag_seconds: 3600}",
       .example_after = "freshness_sla: {max_lag_seconds: 86400}"},
      {.id = "freshness_sla_removed",
       .group = RuleGroup::service_level,
       .backward = warning,
       .forward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::freshness_removed,
                     "the freshness SLA of {before} seconds was removed"}},
       .summary = "there is no freshness SLA any more",
       .why = "nothing says any more when the data of {contract} is stale",
       .fix = "restore it, or agree with the consumers that they need none",
       .example_before = "freshness_sla: {max_lag_seconds: 3600}",
       .example_after = "# no freshness_sla"},
      {.id = "sla_loosened",
       .group = RuleGroup::service_level,
       .backward = warning,
       .forward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::sla_loosened, "{detail} was loosened from {before} to {after}"},
                    {ChangeKind::sla_incomparable,
                     "{detail} changed from {before} to {after}, which cannot be compared"}},
       .summary = "a service level promises less, each in its own direction: a larger latency or "
                  "error rate, a smaller availability or retention, an earlier end of support",
       .why = "consumers of {contract} planned with the old level",
       .fix = "keep the old level, or agree the new one with the consumers",
       .example_before = "slaProperties:\n  - {property: retention, value: 3, unit: y}",
       .example_after = "slaProperties:\n  - {property: retention, value: 1, unit: y}"},
      {.id = "sla_removed",
       .group = RuleGroup::service_level,
       .backward = warning,
       .forward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::sla_removed, "{detail} of {before} was removed"}},
       .summary = "a service level is gone",
       .why = "consumers of {contract} planned with it",
       .fix = "restore it, or agree with the consumers that they need none",
       .example_before = "slaProperties:\n  - {property: availability, value: 99.9, unit: \"%\"}",
       .example_after = "slaProperties: []"},
  };
}

std::vector<Rule> quality_rules() {
  return {
      {.id = "quality_removed",
       .group = RuleGroup::quality,
       .forward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::quality_removed, "quality rule '{detail}' was removed"}},
       .summary = "a quality rule is gone",
       .why = "readers of {contract} may meet values the rule kept out",
       .fix = "restore the rule, or tell the readers",
       .example_before = "quality:\n  - {name: few nulls, rule: nullCheck, mustBeLessThan: 5}",
       .example_after = "quality: []"},
      {.id = "quality_loosened",
       .group = RuleGroup::quality,
       .forward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::quality_loosened,
                     "quality rule '{detail}' was loosened from {before} to {after}"}},
       .summary = "a quality rule lets more pass",
       .why = "readers of {contract} may meet values the rule kept out",
       .fix = "keep the old threshold, or tell the readers",
       .example_before = "quality:\n  - {name: few nulls, rule: nullCheck, mustBeLessThan: 5}",
       .example_after = "quality:\n  - {name: few nulls, rule: nullCheck, mustBeLessThan: 50}"},
      {.id = "quality_added",
       .group = RuleGroup::quality,
       .backward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::quality_added, "quality rule '{detail}' was added"}},
       .summary = "there is a new quality rule",
       .why = "data of {contract} written before the rule may not satisfy it",
       .fix = "check the old data against it, or backfill",
       .example_before = "quality: []",
       .example_after = "quality:\n  - {name: few nulls, rule: nullCheck, mustBeLessThan: 5}"},
      {.id = "quality_tightened",
       .group = RuleGroup::quality,
       .backward = warning,
       .bump = Bump::minor,
       .triggers = {{ChangeKind::quality_tightened,
                     "quality rule '{detail}' was tightened from {before} to {after}"}},
       .summary = "a quality rule lets less pass",
       .why = "data of {contract} written under the old rule may not satisfy the new one",
       .fix = "check the old data against it, or backfill",
       .example_before = "quality:\n  - {name: few nulls, rule: nullCheck, mustBeLessThan: 50}",
       .example_after = "quality:\n  - {name: few nulls, rule: nullCheck, mustBeLessThan: 5}"},
  };
}

}  // namespace dcr::rules
