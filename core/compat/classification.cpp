// SPDX-License-Identifier: Apache-2.0
#include "core/compat/classification.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

namespace dcr {
namespace {

/// The usual four levels, and the words for data about people and secrets at their level.
constexpr auto ranks = std::to_array<std::pair<std::string_view, int>>({
    {"", 0},
    {"none", 0},
    {"public", 0},
    {"open", 0},
    {"internal", 1},
    {"private", 2},
    {"confidential", 2},
    {"pii", 3},
    {"personal", 3},
    {"sensitive", 3},
    {"restricted", 3},
    {"phi", 4},
    {"pci", 4},
    {"spi", 4},
    {"secret", 4},
    {"highly_confidential", 4},
    {"highly_restricted", 4},
});

std::optional<int> rank(std::string_view word) {
  std::string folded;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    folded += c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(byte));
  }
  const auto found = std::ranges::find(ranks, folded, &decltype(ranks)::value_type::first);
  return found == ranks.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

bool is_raised(std::string_view before, std::string_view after) {
  const auto was = rank(before);
  const auto is = rank(after);
  if (!is) {
    return true;
  }
  return was ? *is > *was : *is > 0;
}

}  // namespace dcr
