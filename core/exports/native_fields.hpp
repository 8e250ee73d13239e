// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>

namespace dcr::exports {

/// The value of `fields`: of a contract, or of a field of the type object.
[[nodiscard]] yaml::Node native_fields(const FieldList& fields, const std::string& path,
                                       Losses& losses);

}  // namespace dcr::exports
