// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/gate.hpp"

#include <vector>

namespace dcr::check {

/// Every difference between the contracts of two trees, paired as the gate pairs them. Tells and
/// does not judge: no history, no draft and no policy decides what is listed; of `terms` only the
/// configuration, the forced mode and the day count. The caller names the sides.
///
/// Errors: those of comparing and reading.
Result<report::Comparison> compare_trees(const git::Repository& repository, const Sides& sides,
                                         const Terms& terms);

/// Every difference between two lists of usable documents. Where each side has one, they are
/// compared whatever their names.
[[nodiscard]] report::Comparison compare_documents(const std::vector<DocumentPtr>& before,
                                                   const std::vector<DocumentPtr>& after,
                                                   const Terms& terms);

}  // namespace dcr::check
