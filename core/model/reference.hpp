// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/semver/range.hpp"
#include "core/semver/version.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr {

/// Which version of a contract is meant.
struct Selector {
  enum class Kind {
    latest,  ///< the newest active version; what no selector means
    newest,  ///< the newest of any status
    exact,
    range,  ///< the newest active version of the range
  };
  Kind kind = Kind::latest;
  std::string text;  ///< as written after the `@`; empty when nothing was
  std::optional<VersionRange> range{};
  std::optional<Version> version{};

  /// Whether a version is one the selector speaks of, whatever its status.
  [[nodiscard]] bool admits(const Version& candidate) const;
};

/// `[namespace::]name[@selector]`: split at the first `::` and the last `@`.
struct Reference {
  std::optional<std::string> name_space;  ///< empty = global
  std::string name;
  Selector selector;

  [[nodiscard]] std::string full_name() const;
};

/// Reads a reference. `default_namespace` (DCR_NAMESPACE) completes a name that says none;
/// `::name` is global all the same. Names are not checked against any registry.
///
/// Errors: usage for an empty name, whitespace or control characters in it, and a selector that is
/// neither a version, a range, `latest` nor `newest`.
Result<Reference> parse_reference(std::string_view text,
                                  const std::optional<std::string>& default_namespace = {});

}  // namespace dcr
