// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// How much a version rises, or must.
enum class Bump { none, patch, minor, major };

[[nodiscard]] std::string_view to_string(Bump bump);

/// A semantic version.
///
/// Source: Semantic Versioning 2.0.0. Order ignores build metadata; equality of text does not
/// follow from equality of order.
struct Version {
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  std::uint64_t patch = 0;
  std::vector<std::string> prerelease;  ///< `rc.1` is {"rc", "1"}
  std::string build;

  /// Exactly a semantic version: no `v`, no missing part, no leading zero.
  static std::optional<Version> parse(std::string_view text);

  /// As ODCS files spell it: also `1`, `1.0`, `v1.2`.
  static std::optional<Version> parse_loose(std::string_view text);

  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool is_prerelease() const { return !prerelease.empty(); }

  friend std::strong_ordering operator<=>(const Version& a, const Version& b);
  friend bool operator==(const Version& a, const Version& b) { return (a <=> b) == 0; }
};

/// The largest part that grew from `before` to `after`; none when it did not rise.
/// A rise between pre-releases of one version, or from one to its release, counts as a patch.
[[nodiscard]] Bump bump_between(const Version& before, const Version& after);

/// What a change of size `change` asks for from `before` on: in 0.y.z a breaking change asks for a
/// MINOR and a feature for a PATCH; from a pre-release any rise will do, which is a PATCH.
[[nodiscard]] Bump required_bump(const Version& before, Bump change);

/// The lowest release that is `bump` above `before`; the release itself from a pre-release.
[[nodiscard]] Version raised(const Version& before, Bump bump);

}  // namespace dcr
