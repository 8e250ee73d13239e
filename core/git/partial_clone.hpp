// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

namespace dcr::git {

/// Whether a remote promised the objects that this clone lacks, so that reading may fetch.
///
/// Source: the manual page of git-config, remote.NAME.promisor.
[[nodiscard]] bool is_partial_clone(const Repository& repository);

}  // namespace dcr::git
