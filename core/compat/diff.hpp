// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/change.hpp"
#include "core/model/contract.hpp"
#include "core/model/model_schema.hpp"

#include <vector>

namespace dcr {

/// States what changed between two versions of a contract, in any formats. Pure facts: no mode, no
/// severity. Formatting, the order of fields, of enum values and of aliases are no change.
///
/// `policy` says how the schemas of models compare that state no policy of their own.
[[nodiscard]] std::vector<Change> diff(const Contract& before, const Contract& after,
                                       ModelPolicy policy = ModelPolicy::automatic);

/// Whether the content differs: what asks for a new version.
[[nodiscard]] bool content_differs(const Contract& before, const Contract& after);

}  // namespace dcr
