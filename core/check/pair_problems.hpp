// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/pairing.hpp"

#include <string_view>
#include <vector>

namespace dcr::check {

/// What is wrong with the new document by itself. Of a mod whether its parameters can be compared
/// at all is looked at only where it is new or `changed`: a registry holds thousands.
[[nodiscard]] std::vector<Problem> pair_problems(const Pair& pair, bool changed);

/// Whether the schema of an old mod is none, so that what it allowed cannot be told.
[[nodiscard]] bool has_broken_schema(const Contract& old);

/// What is said where that is so.
inline constexpr std::string_view broken_schema_note =
    "the old 'config_schema' is no valid JSON Schema, so parameters are not compared";

/// What `after` is compared with in place of `old`: a mod without a valid schema promised no
/// parameter, and must not block its own repair.
[[nodiscard]] DocumentPtr comparable_base(const DocumentPtr& old, const LoadedDocument& after);

}  // namespace dcr::check
