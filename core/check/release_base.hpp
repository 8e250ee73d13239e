// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/run.hpp"

namespace dcr::check {

/// Judges every contract against the newest release tag of its own (`--against @release`): the
/// highest release of its major line, else of a lower one. A contract without a release is only
/// validated. What was released and is gone is not looked for: a tag does not tell a contract that
/// was removed from one that moved to another repository.
///
/// Errors: as run().
Result<Answer> run_against_releases(const git::Repository& repository, const Request& request);

}  // namespace dcr::check
