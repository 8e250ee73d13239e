// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes a data sheet for people, in the Markdown of GitHub: what the contract is, who answers for
/// it, what it promises and its fields. Text of the contract stays text.
[[nodiscard]] Exported write_markdown(const Contract& contract);

}  // namespace dcr::exports
