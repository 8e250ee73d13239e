// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes an Open Data Contract Standard contract, apiVersion v3.1.0.
///
/// Source: the JSON Schema odcs-json-schema-v3.1.0; of what it allows, only what read_odcs gives
/// back.
[[nodiscard]] Exported write_odcs(const Contract& contract);

}  // namespace dcr::exports
