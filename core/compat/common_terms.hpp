// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/change.hpp"
#include "core/model/contract.hpp"

#include <string>
#include <vector>

namespace dcr {

/// Whether two contracts are written in one format, so that what one of them does not say it leaves
/// out on purpose. The generations of ODCS before and from 3.0 on are two formats.
enum class Sides { one_format, two_formats };

[[nodiscard]] Sides sides_of(const Contract& before, const Contract& after);

/// What the description says whatever the format: of ODCS, which asks for a purpose, limitations
/// and usage, the purpose.
[[nodiscard]] std::string described_purpose(const Contract& contract);

/// Drops the differences that only say that one of two formats has no place for something dcr has
/// no rule for: annotations, addresses, units. Promises stay, whoever can state them.
void drop_silences(std::vector<Change>& changes);

}  // namespace dcr
