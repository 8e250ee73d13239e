// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes a native contract: only what is said and is not the default. A contract of several
/// objects becomes one document an object, `---` between them, called ID.OBJECT.
[[nodiscard]] Exported write_native(const Contract& contract);

}  // namespace dcr::exports
