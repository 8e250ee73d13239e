// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/model/acceptance.hpp"
#include "core/yaml/node.hpp"

#include <vector>

namespace dcr::formats {

/// Reads `# dcr:accept RULE[(field)] until=2027-03-01 reason="…"`: the reason is required, the day
/// is not, and their order is free. A comment that starts with `dcr:accept` and is no such thing is
/// an error, because whoever wrote it believes that something is accepted.
[[nodiscard]] std::vector<InlineAcceptance> read_acceptances(
    const std::vector<yaml::Comment>& comments, ProblemList& problems);

}  // namespace dcr::formats
