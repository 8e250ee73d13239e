// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/run.hpp"

namespace dcr::check {

/// Judges every first-parent commit of `A..B` against its first parent, oldest first, by the
/// dcr.yaml of the working tree (of HEAD in a bare repository).
///
/// Errors: as run(); unavailable where a shallow clone ends inside the range.
Result<Answer> run_range(const git::Repository& repository, const Request& request);

}  // namespace dcr::check
