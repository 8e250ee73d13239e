// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/document.hpp"
#include "core/registry/summaries.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// What a file holds as far as a list of the registry tells, packed into bytes.
[[nodiscard]] std::string pack_summary(const LoadedFile& file);

/// What was packed. The texts are views of `record` and `path`.
struct FileSummary {
  std::vector<Summary> documents{};  ///< the usable ones
  bool readable = true;              ///< every document of the file can be used
};

/// Empty when the bytes are no such record.
[[nodiscard]] std::optional<FileSummary> unpack_summary(std::string_view record,
                                                        std::string_view path);

}  // namespace dcr
