// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::cli {

/// schemas/contract.schema.json as it was when dcr was built.
[[nodiscard]] std::string_view contract_schema();

}  // namespace dcr::cli
