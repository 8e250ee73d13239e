// SPDX-License-Identifier: Apache-2.0
#include "core/schema/validate.hpp"

#include "core/schema/evaluator.hpp"
#include "core/schema/explainer.hpp"

#include <fmt/format.h>

namespace dcr::schema {

namespace {

/// The reasons cost more than the verdict, and they may be cut short; the verdict stands.
ValidationLimits limits_of_reasons(const ValidationLimits& limits) {
  ValidationLimits more = limits;
  more.steps = limits.steps * 2;
  return more;
}

}  // namespace

std::vector<Violation> validate(const Schema& schema, const yaml::Node& instance,
                                const ValidationLimits& limits) {
  Evaluator judge(limits);
  if (judge.is_valid(schema.root(), instance)) return {};
  Violation whole{"", instance.at, "", "", ""};
  if (judge.is_undecided()) {
    whole.undecided = true;
    whole.message = fmt::format("{} cannot be judged: {}", limits.subject, judge.why_undecided());
    return {whole};
  }
  const ValidationLimits more = limits_of_reasons(limits);
  Evaluator evaluator(more);
  std::vector<Violation> found = Explainer(evaluator, more).explain(schema.root(), instance);
  if (!found.empty()) return found;
  whole.message =
      fmt::format("something is wrong with {}, but what is too expensive to say", limits.subject);
  return {whole};
}

Validity judge(const Subschema& schema, const yaml::Node& instance,
               const ValidationLimits& limits) {
  Evaluator evaluator(limits);
  if (evaluator.is_valid(schema, instance)) return Validity::valid;
  return evaluator.is_undecided() ? Validity::undecided : Validity::invalid;
}

}  // namespace dcr::schema
