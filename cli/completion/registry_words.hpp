// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/completion/offers.hpp"
#include "cli/completion/partial_line.hpp"

#include <vector>

namespace dcr::cli {

class Session;

/// The words that only the repository knows, for each way in which a value may be completed; not
/// yet narrowed to what was typed. Where it cannot be read there are none.
[[nodiscard]] std::vector<Offer> registry_words(const Session& session, const PartialLine& line,
                                                Completes completes);

}  // namespace dcr::cli
