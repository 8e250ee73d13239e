// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace dcr {

/// Where a version stands in its life.
enum class Status { draft, active, deprecated, archived };

[[nodiscard]] std::string_view to_string(Status status);

/// Exactly a native status.
[[nodiscard]] std::optional<Status> parse_status(std::string_view text);

/// An ODCS status in any case: also proposed (draft), current
/// (active, as ODCS 2 has it) and retired (archived).
[[nodiscard]] std::optional<Status> parse_odcs_status(std::string_view text);

}  // namespace dcr
