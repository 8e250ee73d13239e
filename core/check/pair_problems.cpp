// SPDX-License-Identifier: Apache-2.0
#include "core/check/pair_problems.hpp"

#include "core/formats/mod_registry.hpp"
#include "core/formats/mod_schema.hpp"
#include "core/model/component.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace dcr::check {

std::vector<Problem> pair_problems(const Pair& pair, bool changed) {
  std::vector<Problem> problems = pair.after->problems;
  const auto& mod = pair.after->contract.component;
  if (mod && changed) {
    std::ranges::move(formats::schema_problems(*mod), std::back_inserter(problems));
  }
  return problems;
}

bool has_broken_schema(const Contract& old) {
  if (!old.component) return false;
  return std::ranges::any_of(formats::schema_problems(*old.component), [](const Problem& problem) {
    return problem.severity == Severity::error;
  });
}

DocumentPtr comparable_base(const DocumentPtr& old, const LoadedDocument& after) {
  const auto& is = after.contract.component;
  if (!old || !is || !has_broken_schema(old->contract)) return old;
  auto component = std::make_shared<Component>(*old->contract.component);
  component->config_schema = is->config_schema;
  auto base = std::make_shared<LoadedDocument>();
  base->path = old->path;
  base->text = old->text;
  base->contract = formats::contract_of(std::move(component));
  base->problems = old->problems;
  base->usable = old->usable;
  base->revision = old->revision;
  return base;
}

}  // namespace dcr::check
