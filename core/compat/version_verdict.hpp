// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/change.hpp"
#include "core/compat/judge.hpp"

#include <cstddef>
#include <vector>

namespace dcr {

/// Judges the version against what the changes ask for: fills the bumps and the suggestion of
/// `judgement`, adds version issues, and under `breaking: major` turns breaking issues that a
/// sufficient bump announces into notes. `change_of[i]` is the change that raised issue i.
void judge_version(const std::vector<Change>& changes, const std::vector<std::size_t>& change_of,
                   const Source& before, const Source& after, const Policy& policy,
                   const Acceptances& acceptances, Judgement& judgement);

}  // namespace dcr
