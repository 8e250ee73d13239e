// SPDX-License-Identifier: Apache-2.0
#include "core/check/register_mod.hpp"

#include "core/check/policy.hpp"
#include "core/formats/read.hpp"

#include <algorithm>

namespace dcr::check {
namespace {

const formats::ReadDocument* find(const formats::ReadFile& file, const std::string& name) {
  const auto found = std::ranges::find_if(file.documents, [&](const auto& document) {
    return document.usable && document.contract.kind == ContractKind::mod &&
           document.contract.name == name;
  });
  return found == file.documents.end() ? nullptr : &*found;
}

}  // namespace

bool ModStep::refused() const {
  return std::ranges::any_of(judgement.issues, [](const Issue& issue) {
    return issue.severity == Severity::error && !issue.accepted;
  });
}

ModStep judge_mod(std::string_view before, std::string_view after, const std::string& path,
                  const std::string& name, const Config& config, Date today) {
  const formats::ReadFile old_file = formats::read_contracts(before, path);
  const formats::ReadFile new_file = formats::read_contracts(after, path);
  const formats::ReadDocument* was = find(old_file, name);
  const formats::ReadDocument* is = find(new_file, name);
  ModStep step;
  if (was == nullptr || is == nullptr) return step;
  step.was_registered = true;
  step.previous_version = was->contract.version.value.text();
  const Policy policy = policy_for(config, {}, {}, name, path);
  const SourceText old_text{std::string(before)};
  const SourceText new_text{std::string(after)};
  step.judgement = judge({&was->contract, path, &old_text}, {&is->contract, path, &new_text},
                         policy, {&config.acceptances, today});
  return step;
}

}  // namespace dcr::check
