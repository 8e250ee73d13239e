// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes a JSON Schema, draft 2020-12, of one row: `title` is the contract's name, `x-version` its
/// version. Of several objects each is one of `$defs`, and a row is `anyOf` them.
///
/// A required field is in `required`; one that is not may be absent, or null (`[T, "null"]`). A
/// decimal(10,2) is a number of the format "decimal(10,2)", with the bounds that its digits before
/// the point set where the field sets no others. Bytes are text in base64, a map an object with
/// `additionalProperties`, json any value.
[[nodiscard]] Exported write_json_schema(const Contract& contract);

}  // namespace dcr::exports
