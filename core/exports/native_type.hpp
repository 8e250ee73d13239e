// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/model/contract.hpp"

#include <string>

namespace dcr::exports {

/// The native type of a field. What a native type cannot say is added to `losses`; the length of a
/// text is none of it, which native contracts say as max_length.
[[nodiscard]] std::string native_type(const Field& field, const std::string& path, Losses& losses);

/// What the type means, derived from what the field has below it where it says nothing.
[[nodiscard]] SizedType meaning_of(const Field& field);

}  // namespace dcr::exports
