// SPDX-License-Identifier: Apache-2.0
#include "core/formats/problem_list.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

namespace dcr::formats {

namespace {

constexpr std::size_t most_problems_with_suggestions = 100;
constexpr std::size_t most_candidates = 2000;
constexpr std::size_t longest_word = 200;

Problem make(Severity severity, std::string field, Span at, std::string message, std::string help) {
  Problem problem;
  problem.severity = severity;
  problem.field = std::move(field);
  problem.message = std::move(message);
  problem.at = at;
  problem.help = std::move(help);
  return problem;
}

}  // namespace

void ProblemList::error(std::string field, Span at, std::string message, std::string help) {
  problems_.push_back(
      make(Severity::error, std::move(field), at, std::move(message), std::move(help)));
}

void ProblemList::warning(std::string field, Span at, std::string message, std::string help) {
  problems_.push_back(
      make(Severity::warning, std::move(field), at, std::move(message), std::move(help)));
}

void ProblemList::loose(std::string field, Span at, std::string message, std::string help) {
  const Severity severity = strictness_ == Strictness::strict ? Severity::error : Severity::warning;
  problems_.push_back(make(severity, std::move(field), at, std::move(message), std::move(help)));
}

void ProblemList::error_if_first(std::string field, Span at, std::string message) {
  for (; looked_at_ < problems_.size(); ++looked_at_) {
    const Problem& problem = problems_[looked_at_];
    if (problem.severity == Severity::error) places_of_errors_.insert(problem.at.begin);
  }
  if (!places_of_errors_.contains(at.begin)) error(std::move(field), at, std::move(message));
}

void ProblemList::owner_missing(Severity severity, Span at, std::string message, std::string help) {
  Problem problem = make(severity, "", at, std::move(message), std::move(help));
  problem.rule = "owner_missing";
  problems_.push_back(std::move(problem));
}

std::string ProblemList::suggestion(std::string_view word,
                                    const std::vector<std::string_view>& candidates) const {
  if (problems_.size() > most_problems_with_suggestions || candidates.size() > most_candidates ||
      word.size() > longest_word) {
    return {};
  }
  return did_you_mean(word, candidates);
}

std::vector<Problem> ProblemList::sorted() && {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.at.begin < b.at.begin; });
  // A definition is read once for every field that names it, and told of once.
  std::set<std::pair<Position, std::string_view>> told;
  std::vector<bool> repeated;
  for (const Problem& problem : problems_) {
    repeated.push_back(problem.at.known() &&
                       !told.emplace(problem.at.begin, problem.message).second);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < problems_.size(); ++i) {
    if (!repeated[i] && kept != i) problems_[kept] = std::move(problems_[i]);
    if (!repeated[i]) ++kept;
  }
  problems_.erase(problems_.begin() + static_cast<std::ptrdiff_t>(kept), problems_.end());
  return std::move(problems_);
}

}  // namespace dcr::formats
