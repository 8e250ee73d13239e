// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/plan.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace dcr::mods {

/// The artifacts that some text of the plan refers to, by instance: what has to be kept as it is.
[[nodiscard]] std::map<std::string, std::set<std::string>, std::less<>> wanted_artifacts(
    const Plan& plan);

}  // namespace dcr::mods
