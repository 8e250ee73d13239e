// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/semver/version.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// A set of versions: `^1`, `~1.2`, `>=1.0 <2`, `1.x`, `1.0 - 1.4`, `^1 || ^3`.
///
/// Source: the ranges of node-semver, which cargo and npm users know. A pre-release is in a range
/// only where a bound of the same major.minor.patch is a pre-release too.
class VersionRange {
 public:
  /// Empty when the text is no range. A whole version alone (`1.2.0`) is the range of just it.
  static std::optional<VersionRange> parse(std::string_view text);

  [[nodiscard]] bool contains(const Version& version) const;
  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  enum class Relation { less, less_or_equal, equal, greater_or_equal, greater };
  struct Bound {
    Relation relation;
    Version version;
  };
  using Bounds = std::vector<Bound>;  // all hold

  static bool holds(const Bound& bound, const Version& version);
  static bool hold(const Bounds& bounds, const Version& version);
  static bool add_comparator(std::string_view word, Bounds& bounds);
  static bool add_hyphen(std::string_view low, std::string_view high, Bounds& bounds);
  static std::optional<Bounds> parse_alternative(std::string_view text);

  std::string text_;
  std::vector<Bounds> alternatives_;  // one of them holds
};

}  // namespace dcr
