// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes an Avro schema: a record, or of several objects a union of records.
///
/// The record is called as the last part of the contract's name, the parts before it are the
/// namespace, after the contract's own. Names that Avro does not allow are written with '_', and as
/// they are in the attribute `dcr_name`; `dcr_name`, `dcr_namespace` and `dcr_version` of a record
/// are the contract's. A field that is not required is ["null", T], by default null.
///
/// Source: the Avro specification 1.11; attributes it does not define are metadata.
[[nodiscard]] Exported write_avro(const Contract& contract);

}  // namespace dcr::exports
