// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"
#include "core/model/contract.hpp"

#include <string_view>

namespace dcr::imports {

/// Takes over the contracts of a file in `format` (ODCS, DCS). `apart`: one of every object, called
/// ID.OBJECT where there are several.
///
/// Errors: io, with the place, for the first problem that keeps a document from being used, and
/// where the file holds none of that format.
Result<Imported> read_documents(std::string_view text, std::string_view path, Format format,
                                bool apart, const ImportRequest& request);

}  // namespace dcr::imports
