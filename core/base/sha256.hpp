// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dcr {

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
///
/// Source: FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace dcr
