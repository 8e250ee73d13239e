// SPDX-License-Identifier: Apache-2.0
#include "core/compat/acceptance_index.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using dcr::InlineAcceptance;
using dcr::Issue;

namespace {

bool names(std::string_view named, std::string_view path) {
  return path == named || path.ends_with("." + std::string(named));
}

/// Asks every comment, as the index must answer without.
bool is_near(const InlineAcceptance& one, const Issue& issue, int line) {
  if (one.rule != issue.rule) return false;
  if (!one.field.empty()) return names(one.field, issue.field) || names(one.field, issue.before);
  return issue.field.empty() ||
         (line > 0 && (one.at.begin.line == line || one.applies_to_line == line));
}

}  // namespace

TEST_CASE("the index finds the comments that asking each of them finds") {
  std::mt19937 engine(3);
  const auto below = [&](int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(engine);
  };
  const auto path = [&](int most) {
    std::string out;
    for (int parts = below(most + 1); parts > 0; --parts) {
      out += (out.empty() ? "" : ".") + std::string(1, static_cast<char>('a' + below(3)));
    }
    return out;
  };
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    std::vector<InlineAcceptance> all(static_cast<std::size_t>(below(8)));
    for (InlineAcceptance& one : all) {
      one.rule = below(2) == 0 ? "r" : "s";
      one.field = path(2);
      one.at.begin.line = below(4);
      one.applies_to_line = one.at.begin.line + below(2);
    }
    const dcr::AcceptanceIndex index(all);
    Issue issue;
    issue.rule = "r";
    issue.field = path(3);
    issue.before = path(3);
    const int line = below(5);
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (is_near(all[i], issue, line)) expected.push_back(i);
    }
    CHECK(index.near(issue, line) == expected);
  }
}
