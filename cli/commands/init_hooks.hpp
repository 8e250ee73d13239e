// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/exit_code.hpp"
#include "core/base/result.hpp"

namespace dcr::cli {

class Session;

/// `dcr init --hooks`: writes pre-commit and pre-push where git looks for them, in a bare
/// repository pre-receive. A hook that is there stays as it is: where it does not run dcr, what it
/// lacks is told, and the answer is no.
///
/// Errors: as git::Repository::open; io when a hook cannot be written.
Result<ExitCode> install_hooks(const Session& session);

}  // namespace dcr::cli
