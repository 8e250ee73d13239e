// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/push.hpp"

namespace dcr::check {

/// What the configuration of the repository says about pushes: `dcr.protected` (branches or
/// patterns, several times) and `dcr.policy` (a file, relative to the repository's own folder).

/// The rules where the push arrives. Without `dcr.protected` the branch of HEAD is protected.
///
/// Errors: bad_config for a pattern that is none, or that is not of branches, and for a policy that
/// does not parse; io for one that cannot be read; those of git.
Result<PushRules> receiving_rules(const git::Repository& repository,
                                  const git::Environment& environment);

/// Names the branch that a push to a symbolic reference changes: `refs/heads/stable` may be
/// `refs/heads/main`.
///
/// Errors: those of git.
Result<void> follow_aliases(const git::Repository& repository, const git::Environment& environment,
                            std::vector<RefUpdate>& updates);

/// The rules where it starts. Without `dcr.protected` the mainline is protected: of dcr.yaml in
/// HEAD, else the remote's HEAD, else main or master.
///
/// Errors: as receiving_rules.
Result<PushRules> sending_rules(const git::Repository& repository,
                                const git::Environment& environment);

}  // namespace dcr::check
