// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <string_view>

namespace dcr::fuzz {

/// That what was imported from `text` can be written as contracts, or was refused with a place.
void expect_imported(const Result<imports::Imported>& imported, std::string_view text);

}  // namespace dcr::fuzz
