// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <nlohmann/json_fwd.hpp>

namespace dcr::report {

/// What a contract promises, whatever format it was written in: description, owners, service
/// levels, consumers, metadata and objects. What was not said is null.
[[nodiscard]] nlohmann::ordered_json contract_json(const Contract& contract);

/// Only the objects: keys and fields.
[[nodiscard]] nlohmann::ordered_json objects_json(const Contract& contract);

}  // namespace dcr::report
