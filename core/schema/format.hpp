// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::schema {

/// Whether dcr can tell strings of this `format` from others.
[[nodiscard]] bool knows_format(std::string_view format);

/// Whether `text` is of a format that knows_format() knows.
///
/// Source: JSON Schema 2020-12 (validation), section 7.3, and the RFCs it names.
[[nodiscard]] bool has_format(std::string_view text, std::string_view format);

}  // namespace dcr::schema
