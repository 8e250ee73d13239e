// SPDX-License-Identifier: Apache-2.0
#include "core/check/validate.hpp"

#include "core/base/progress.hpp"
#include "core/check/policy.hpp"
#include "core/compat/acceptance.hpp"
#include "core/formats/mod_schema.hpp"
#include "core/model/component.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace dcr::check {
namespace {

using report::ContractVerdict;

/// Collects the verdicts on documents that are read one after another.
class Validator {
 public:
  Validator(const Config& config, formats::Strictness strictness)
      : config_(config), strictness_(strictness) {}

  void read(const Input& input) {
    const formats::ReadFile file =
        formats::read_contracts(input.text, input.path, strictness_, input.load);
    const bool nothing = file.documents.empty() && file.problems.empty();
    if (nothing && !input.named) {
      ++comparison_.files_skipped;
      return;
    }
    if (!file.problems.empty() || nothing) {
      ContractVerdict verdict = start({}, input);
      add_problems(verdict, file.problems, {}, input);
      if (nothing) {
        add_problems(verdict, {not_a_contract()}, {}, input);
      }
      finish(std::move(verdict));
    }
    for (const formats::ReadDocument& document : file.documents) {
      ContractVerdict verdict = start(document.contract, input);
      add_problems(verdict, document.problems, document.contract, input);
      if (const auto& mod = document.contract.component) {
        add_problems(verdict, formats::schema_problems(*mod), document.contract, input);
      }
      if (document.usable) {
        add_duplicate(verdict, document.contract, input);
      }
      for (Issue& issue : acceptance_problems(document.contract, input)) {
        verdict.issues.push_back(std::move(issue));
      }
      finish(std::move(verdict));
    }
  }

  [[nodiscard]] report::Report take() {
    comparison_.base.kind = "none";
    comparison_.head.kind = "files";
    comparison_.contracts_total = comparison_.contracts.size();
    report::Report report;
    report.comparisons.push_back(std::move(comparison_));
    return report;
  }

 private:
  static Problem not_a_contract() {
    Problem problem;
    problem.message =
        "this is no contract: neither 'dataset_id' nor 'kind: DataContract' is there, and no "
        "'model' with a 'schema'";
    problem.help = "dcr init writes a first contract";
    problem.at = {{1, 1}, 1};
    return problem;
  }

  [[nodiscard]] Policy policy(const Contract& contract, const Input& input) const {
    return policy_for(config_, std::nullopt, std::nullopt, contract.full_name(), input.path);
  }

  [[nodiscard]] ContractVerdict start(const Contract& contract, const Input& input) const {
    ContractVerdict verdict;
    const bool named = !contract.name.empty();
    verdict.name = named ? contract.full_name() : input.path;
    verdict.dataset_id = named ? contract.name : input.path;
    verdict.name_space = contract.name_space;
    verdict.title = contract.title;
    verdict.kind = contract.kind;
    verdict.format = contract.format;
    verdict.path = input.path;
    verdict.change = report::Change::added;
    verdict.version = contract.version_text;
    const auto& own = contract.compatibility;
    verdict.mode = own ? own->value.text() : config_.mode_for(verdict.name, input.path).text();
    return verdict;
  }

  void add_problems(ContractVerdict& verdict, const std::vector<Problem>& problems,
                    const Contract& contract, const Input& input) const {
    for (const Problem& problem : problems) {
      auto issue = problem_issue(problem, {&contract, input.path, input.text}, verdict.name,
                                 policy(contract, input));
      if (issue) {
        verdict.issues.push_back(std::move(*issue));
      }
    }
  }

  /// Unknown rules in acceptances; whether they accept something only a comparison can tell.
  [[nodiscard]] std::vector<Issue> acceptance_problems(const Contract& contract,
                                                       const Input& input) const {
    return judge_acceptances(&contract, {&contract, input.path, input.text}, {},
                             policy(contract, input));
  }

  void add_duplicate(ContractVerdict& verdict, const Contract& contract, const Input& input) {
    const std::string claim =
        fmt::format("{}@{}", contract.full_name(), contract.version.value.text());
    const std::string key = fmt::format("{} {}", to_string(contract.kind), claim);
    const std::string place = fmt::format("{}:{}", input.path, contract.name_at.begin.line);
    const auto [first, is_new] = claims_.emplace(key, place);
    if (is_new) {
      return;
    }
    auto issue =
        gate_issue({.rule = "duplicate_contract",
                    .message = fmt::format("{} is also claimed by {}", claim, first->second),
                    .after = first->second},
                   verdict.name, policy(contract, input));
    if (issue) {
      issue->at = locate(input.path, input.text, contract.name_at);
      verdict.issues.push_back(std::move(*issue));
    }
  }

  void finish(ContractVerdict verdict) {
    sort_issues(verdict.issues);
    comparison_.contracts.push_back(std::move(verdict));
  }

  const Config& config_;
  formats::Strictness strictness_;
  report::Comparison comparison_;
  std::map<std::string, std::string> claims_;  // kind name@version to where it was first claimed
};

}  // namespace

report::Report validate(const std::vector<Input>& inputs, const Config& config,
                        formats::Strictness strictness) {
  Validator validator(config, strictness);
  const Phase phase("validating", inputs.size());
  for (const Input& input : inputs) {
    phase.advance();
    validator.read(input);
  }
  return validator.take();
}

}  // namespace dcr::check
