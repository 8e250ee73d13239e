// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dcr {

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
///
/// Source: FIPS 180-4.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace dcr
