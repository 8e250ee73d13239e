// SPDX-License-Identifier: Apache-2.0
#include "core/check/validate.hpp"

#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/check/policy.hpp"
#include "core/compat/acceptance.hpp"
#include "core/formats/mod_schema.hpp"
#include "core/model/component.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory_resource>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dcr::check {
namespace {

using report::ContractVerdict;

/// That a document is a version of a contract, which no other may be.
struct Claim {
  std::string key;      ///< kind name@version
  std::string text;     ///< name@version
  std::size_t verdict;  ///< of the file's
  Location at;
};

/// What is said of one file, without the others.
struct Judged {
  std::vector<ContractVerdict> verdicts;
  std::vector<Claim> claims;
  bool skipped = false;
};

/// Collects the verdicts on documents that are read one after another.
class Validator {
 public:
  /// Units: `expected` verdicts; a growing list of many would for a moment be there twice.
  Validator(const Config& config, formats::Strictness strictness, std::size_t expected)
      : config_(config), strictness_(strictness) {
    comparison_.contracts.reserve(expected);
  }

  /// Independent of every other input: may be called from several threads.
  [[nodiscard]] Result<Judged> judge(const Input& input) const {
    auto bytes = input.read();
    if (!bytes) return bytes.error();
    const SourceText text(*std::move(bytes));
    const formats::ReadFile file =
        formats::read_contracts(text, input.path, strictness_, input.load);
    Judged judged;
    const bool nothing = file.documents.empty() && file.problems.empty();
    if (nothing && !input.named) {
      judged.skipped = true;
      return judged;
    }
    if (!file.problems.empty() || nothing) {
      const Contract unknown;
      ContractVerdict verdict = start(unknown, input);
      const Subject whole = subject(unknown, input, text);
      add_problems(verdict, file.problems, whole);
      if (nothing) {
        add_problems(verdict, {not_a_contract()}, whole);
      }
      judged.verdicts.push_back(std::move(verdict));
    }
    for (const formats::ReadDocument& document : file.documents) {
      judge(document, subject(document.contract, input, text), judged);
    }
    return judged;
  }

  /// In the order of the inputs.
  void add(const Judged& judged) {
    comparison_.files_skipped += judged.skipped ? 1 : 0;
    const std::size_t first = comparison_.contracts.size();
    // Copied: a small text that stays where a document was parsed keeps the memory around it from
    // being used again.
    std::ranges::copy(judged.verdicts, std::back_inserter(comparison_.contracts));
    for (const Claim& claim : judged.claims) add_claim(claim, first);
    for (std::size_t i = first; i < comparison_.contracts.size(); ++i) {
      sort_issues(comparison_.contracts[i].issues);
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

  /// A document with what it is judged by.
  struct Subject {
    const Input& input;
    const Contract& contract;
    Source source;
    Policy policy;
  };

  [[nodiscard]] Subject subject(const Contract& contract, const Input& input,
                                const SourceText& text) const {
    return {input,
            contract,
            {&contract, input.path, &text},
            policy_for(config_, std::nullopt, std::nullopt, contract.full_name(), input.path)};
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

  static void add_problems(ContractVerdict& verdict, const std::vector<Problem>& problems,
                           const Subject& subject) {
    for (const Problem& problem : problems) {
      auto issue = problem_issue(problem, subject.source, verdict.name, subject.policy);
      if (issue) {
        verdict.issues.push_back(std::move(*issue));
      }
    }
  }

  /// Unknown rules in acceptances; whether they accept something only a comparison can tell.
  [[nodiscard]] static std::vector<Issue> acceptance_problems(const Subject& subject) {
    return judge_acceptances(&subject.contract, subject.source, {}, subject.policy);
  }

  void judge(const formats::ReadDocument& document, const Subject& one, Judged& judged) const {
    const Contract& contract = document.contract;
    ContractVerdict verdict = start(contract, one.input);
    add_problems(verdict, document.problems, one);
    if (const auto& mod = contract.component) {
      add_problems(verdict, formats::schema_problems(*mod), one);
    }
    std::ranges::move(acceptance_problems(one), std::back_inserter(verdict.issues));
    if (document.usable) {
      std::string text = fmt::format("{}@{}", contract.full_name(), contract.version.value.text());
      std::string key = fmt::format("{} {}", to_string(contract.kind), text);
      judged.claims.push_back({std::move(key), std::move(text), judged.verdicts.size(),
                               locate(one.input.path, one.source.text, contract.name_at)});
    }
    judged.verdicts.push_back(std::move(verdict));
  }

  void add_claim(const Claim& claim, std::size_t first_verdict) {
    const std::size_t number = first_verdict + claim.verdict;
    ContractVerdict& verdict = comparison_.contracts[number];
    const auto known = claims_.find(claim.key);
    if (known == claims_.end()) {
      char* key = static_cast<char*>(memory_.allocate(claim.key.size(), 1));
      std::ranges::copy(claim.key, key);
      claims_.emplace(std::string_view(key, claim.key.size()),
                      First{static_cast<std::uint32_t>(number), claim.at.at.begin.line});
      return;
    }
    const auto [other, line] = known->second;
    const std::string place = fmt::format("{}:{}", comparison_.contracts[other].path, line);
    auto issue = gate_issue(
        {.rule = "duplicate_contract",
         .message = fmt::format("{} is also claimed by {}", claim.text, place),
         .after = place},
        verdict.name, policy_for(config_, std::nullopt, std::nullopt, verdict.name, verdict.path));
    if (!issue) return;
    issue->at = claim.at;
    verdict.issues.push_back(std::move(*issue));
  }

  /// The verdict that claimed it first, and its line.
  struct First {
    std::uint32_t verdict = 0;
    int line = 0;
  };

  const Config& config_;
  formats::Strictness strictness_;
  report::Comparison comparison_;
  std::pmr::monotonic_buffer_resource memory_;  // of the claims, which are small and many
  std::pmr::unordered_map<std::string_view, First> claims_{&memory_};
};

}  // namespace

Result<report::Report> validate(const Inputs& inputs, const Config& config,
                                formats::Strictness strictness) {
  Validator validator(config, strictness, inputs.count);
  const Phase phase("validating", inputs.count);
  // A batch at a time: what was said of a file is less than the file, but no more than is needed.
  constexpr std::size_t batch = 256;
  for (std::size_t begin = 0; begin < inputs.count; begin += batch) {
    std::vector<Judged> judged(std::min(batch, inputs.count - begin));
    const auto done = try_each_index(judged.size(), [&](std::size_t index) -> Result<void> {
      auto one = validator.judge(inputs.at(begin + index));
      if (!one) return one.error();
      judged[index] = *std::move(one);
      phase.advance();
      return {};
    });
    if (!done) return done.error();
    for (const Judged& one : judged) validator.add(one);
  }
  return validator.take();
}

}  // namespace dcr::check
