// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/pairing.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// The documents of a file, when there are some and all can be compared; `verb` is what the error
/// says that cannot be done.
///
/// Errors: io, with the first problem and its place.
Result<std::vector<check::DocumentPtr>> comparable_documents(
    const std::string& path, const std::vector<check::DocumentPtr>& documents,
    const std::vector<Problem>& problems, std::string_view verb = "compare");

/// The same for a text the user handed over.
Result<std::vector<check::DocumentPtr>> documents_of_text(const std::string& path, std::string text,
                                                          std::string_view verb = "compare");

}  // namespace dcr::cli
