// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::cli {

// Files below schemas/ as they were when dcr was built.

[[nodiscard]] std::string_view config_schema();
[[nodiscard]] std::string_view contract_schema();
[[nodiscard]] std::string_view model_schema();
[[nodiscard]] std::string_view mod_registry_schema();

}  // namespace dcr::cli
