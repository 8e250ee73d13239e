// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/judge.hpp"

namespace dcr {

/// What an issue is about, whatever line it stands on and however it is worded: 16 hexadecimal
/// digits of rule, contract, field path, old and new value.
///
/// Source: FNV-1a, 64 bits; an identifier, not a signature.
[[nodiscard]] std::string fingerprint(std::string_view rule, std::string_view contract,
                                      std::string_view field, std::string_view before,
                                      std::string_view after);

/// What an issue says whose acceptance comes with the push that it is raised in.
inline constexpr std::string_view brought_along_help =
    "an acceptance that comes with the push does not count: have it pushed first, by itself";

/// Marks the issues that an acceptance lets pass. An acceptance past its day lets nothing pass: its
/// issue stays and acceptance_expired is added. `used[i]` becomes true where inline acceptance i of
/// the new document matched; it is sized as needed.
void accept_issues(std::vector<Issue>& issues, const Source& after, const Policy& policy,
                   const Acceptances& acceptances, std::vector<bool>& used);

/// Problems of the acceptances that `after` adds over `before` (null = it is new): unknown rules,
/// and those that accepted nothing.
[[nodiscard]] std::vector<Issue> judge_acceptances(const Contract* before, const Source& after,
                                                   const std::vector<bool>& used,
                                                   const Policy& policy);

}  // namespace dcr
