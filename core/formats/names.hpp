// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dcr::formats {

/// Whether valid UTF-8 text holds a control character (C0, DEL or C1): such a name could forge the
/// lines of a report.
[[nodiscard]] bool has_control_character(std::string_view text);

/// Why `text` cannot be a dataset_id or a namespace: "must not contain '@'"; empty when it can.
/// `@` and `::` are what a reference (`ns::name@1.0.0`) is cut at.
[[nodiscard]] std::string identifier_fault(std::string_view text);

}  // namespace dcr::formats
