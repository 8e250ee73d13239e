// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/source_span.hpp"
#include "core/model/status.hpp"
#include "core/semver/version.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::formats {

/// Where the ledger lies, from the repository's root.
inline constexpr std::string_view lifecycle_path = ".dcr/lifecycle.yaml";

/// What became of a version that no document of the tree stands for any more.
struct LifecycleEntry {
  Status status = Status::deprecated;
  std::string deprecation_uri{};  ///< empty when not given
  std::string message{};
  std::string since{};  ///< the day, "2026-11-21"; empty when not given
  Span at{};            ///< of the version in the ledger
};

/// The ledger of versions that history holds and the tree does not:
/// `name: {version: {status, deprecation_uri, message, since}}`.
struct Lifecycle {
  std::map<std::string, std::map<Version, LifecycleEntry>, std::less<>> names;  ///< by full name

  [[nodiscard]] const LifecycleEntry* find(std::string_view full_name,
                                           const Version& version) const;
};

/// Reads a ledger; an empty text is an empty one.
///
/// Errors: bad_config with the place of the first problem.
Result<Lifecycle> parse_lifecycle(std::string_view text, std::string_view path = lifecycle_path);

/// The text of the ledger with one entry added or replaced, every other byte kept. An empty text
/// becomes a ledger with a line on what it is.
///
/// Errors: as parse_lifecycle.
Result<std::string> with_lifecycle_entry(std::string_view text, std::string_view full_name,
                                         const Version& version, const LifecycleEntry& entry);

}  // namespace dcr::formats
