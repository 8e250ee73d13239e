// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/judge.hpp"

namespace dcr {

/// Every difference between two contracts: what judge() raises, and a note for each fact that
/// raises nothing under the policy, by the rule that names it. Contracts of different names have
/// no versions to compare, so no rule about the version is raised for them.
[[nodiscard]] Judgement list_changes(const Source& before, const Source& after,
                                     const Policy& policy, const Acceptances& acceptances);

}  // namespace dcr
