// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/semver/version.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr {

/// The reference of a release: `tags:` of dcr.yaml filled in. `::` becomes `/`, and what a
/// reference may not hold is percent-encoded.
///
/// Units: "refs/tags/users.daily_active/v1.2.0".
/// Source: git-check-ref-format.
[[nodiscard]] std::string release_ref(std::string_view pattern, std::string_view full_name,
                                      const Version& version);

/// The version of a release of `full_name`; empty when the reference is none.
[[nodiscard]] std::optional<Version> released_version(std::string_view pattern,
                                                      std::string_view full_name,
                                                      std::string_view reference);

}  // namespace dcr
