// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

namespace dcr::cli {

class Session;

/// The report with every path that the user named, from the working folder or absolute, as one from
/// the root of the repository, or from the working folder where there is none. Never absolute: what
/// lies outside begins with `../`.
[[nodiscard]] report::Report with_repository_paths(const Session& session, report::Report report);

}  // namespace dcr::cli
