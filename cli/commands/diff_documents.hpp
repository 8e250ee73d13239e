// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/pairing.hpp"

#include <string>
#include <vector>

namespace dcr::cli {

/// The documents of a file, when there are some and all can be compared.
///
/// Errors: io, with the first problem and its place.
Result<std::vector<check::DocumentPtr>> comparable_documents(
    const std::string& path, const std::vector<check::DocumentPtr>& documents,
    const std::vector<Problem>& problems);

/// The same for a text the user handed over.
Result<std::vector<check::DocumentPtr>> documents_of_text(const std::string& path,
                                                          std::string text);

}  // namespace dcr::cli
