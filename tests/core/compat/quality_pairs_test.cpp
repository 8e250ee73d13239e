// SPDX-License-Identifier: Apache-2.0
#include "core/compat/quality_pairs.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

using dcr::QualityRule;
using dcr::diff_parts::QualityPairs;
using dcr::diff_parts::substance;

namespace {

bool may_be_same(const std::string& one, const std::string& other) {
  return one.empty() || other.empty() || one == other;
}

/// Looks at every rule, as the index must answer without.
std::optional<std::size_t> looked_for(const QualityRule& rule,
                                      const std::vector<QualityRule>& others,
                                      const std::vector<bool>& taken) {
  const auto first = [&](const std::function<bool(const QualityRule&)>& matches) {
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (!taken[i] && may_be_same(rule.id, others[i].id) && matches(others[i])) {
        return std::optional(i);
      }
    }
    return std::optional<std::size_t>();
  };
  std::optional<std::size_t> found;
  if (!rule.id.empty()) found = first([&](const auto& other) { return other.id == rule.id; });
  if (!found && !rule.name.empty()) {
    found = first([&](const auto& other) { return other.name == rule.name; });
  }
  if (!found) {
    found = first([&](const auto& other) {
      return may_be_same(rule.name, other.name) && substance(other) == substance(rule);
    });
  }
  const auto terms = substance(rule);
  const auto metric = terms.contains("rule") ? terms.find("rule") : terms.find("metric");
  if (found || metric == terms.end()) return found;
  return first([&](const auto& other) {
    const auto same = other.terms.find(metric->first);
    return may_be_same(rule.name, other.name) && same != other.terms.end() &&
           same->second == metric->second;
  });
}

}  // namespace

TEST_CASE("the index pairs rules as looking at each of them does") {
  std::mt19937 engine(11);
  const auto below = [&](int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(engine);
  };
  const auto text = [&](const char* letters, int several) {
    const int which = below(several + 1);
    return which == several ? std::string() : std::string(1, letters[which]);
  };
  const auto rules = [&] {
    std::vector<QualityRule> out(static_cast<std::size_t>(below(7)));
    for (QualityRule& rule : out) {
      rule.id = text("ij", 2);
      rule.name = text("nm", 2);
      for (const char* key : {"metric", "rule", "mustBe", "description"}) {
        if (below(2) == 0) rule.terms[key] = text("xyz", 3);
      }
    }
    return out;
  };
  for (int round = 0; round < 5000; ++round) {
    CAPTURE(round);
    const std::vector<QualityRule> before = rules();
    const std::vector<QualityRule> after = rules();
    QualityPairs pairs(after);
    std::vector<bool> taken(after.size(), false);
    for (const QualityRule& rule : before) {
      const auto expected = looked_for(rule, after, taken);
      CHECK(pairs.take(rule) == expected);
      if (expected) taken[*expected] = true;
    }
    for (std::size_t i = 0; i < after.size(); ++i) CHECK(pairs.is_taken(i) == taken[i]);
  }
}
