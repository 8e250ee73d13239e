// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"
#include "core/report/report.hpp"

#include <string>

namespace dcr::report {

/// The fields of a contract in columns, one object below the other: a key field has a `*`, what is
/// nested is indented.
[[nodiscard]] std::string fields_text(const Contract& contract, Colour colour);

}  // namespace dcr::report
