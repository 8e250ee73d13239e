// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/register.hpp"
#include "core/model/contract.hpp"
#include "core/report/report.hpp"

#include <string>
#include <string_view>

namespace dcr::cli {

class Session;

// What commands tell the stream that AUDIT_STREAM_URL names; without it they tell nobody. It is
// best effort: what goes wrong is one line on stderr and never changes an answer.

/// Tells of every contract that was registered.
void audit_promoted(const Session& session, const check::Promotion& promotion);

/// Tells of every contract that is refused.
void audit_refused(const Session& session, const report::Report& report);

/// Tells of a version that was deprecated.
void audit_deprecated(const Session& session, const Contract& contract, std::string_view version,
                      const std::string& deprecation_uri);

}  // namespace dcr::cli
