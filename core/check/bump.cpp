// SPDX-License-Identifier: Apache-2.0
#include "core/check/bump.hpp"

#include "core/semver/version.hpp"

#include <algorithm>

namespace dcr::check {

namespace {

using Answer = BumpAdvice::Answer;

std::vector<std::string> errors_of(const report::ContractVerdict& verdict, bool only_breaking) {
  std::vector<std::string> messages;
  for (const Issue& issue : verdict.issues) {
    if (issue.accepted || (only_breaking && !issue.breaking)) continue;
    if (only_breaking || issue.severity == Severity::error) messages.push_back(issue.message);
  }
  return messages;
}

BumpAdvice advise(const report::ContractVerdict& verdict) {
  BumpAdvice advice{.verdict = &verdict};
  const auto is = Version::parse_loose(verdict.version);
  const auto wanted = Version::parse_loose(verdict.suggested_version);
  if (!is) {
    advice.answer = Answer::unread;
    advice.reasons = errors_of(verdict, false);
  } else if (verdict.breaking && !wanted) {
    advice.answer = Answer::refuse;
    advice.reasons = errors_of(verdict, true);
  } else if (wanted && *is < *wanted) {
    advice.answer = Answer::raise;
    advice.wanted = verdict.suggested_version;
    const auto was = Version::parse_loose(verdict.previous_version);
    if (was) advice.bump = bump_between(*was, *wanted);
  }
  return advice;
}

}  // namespace

std::vector<BumpAdvice> advise_bumps(const report::Report& report) {
  std::vector<BumpAdvice> advice;
  for (const report::Comparison& comparison : report.comparisons) {
    for (const report::ContractVerdict& verdict : comparison.contracts) {
      const bool gone = verdict.change == report::Change::removed;
      if (!gone && verdict.change != report::Change::unchanged) advice.push_back(advise(verdict));
    }
  }
  return advice;
}

}  // namespace dcr::check
