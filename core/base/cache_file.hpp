// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dcr {

// Files that spare dcr work it has done before. Each begins with a line that names its kind, the
// version of dcr and a sum of the rest, so that one which is torn, was damaged or comes from
// another version counts as absent. The sum is against accidents: whoever can write the git
// directory can also write hooks and objects, and is trusted.

/// What a cache holds; empty when the file is absent, unreadable, not of this kind or version, not
/// what its sum says, or larger than `most` bytes.
[[nodiscard]] std::optional<std::string> read_cache(const std::string& path, std::string_view kind,
                                                    std::size_t most);

/// Replaces a cache, and makes its folder. A failure is no error: the next run does the work again.
///
/// Units: `kind` has no blank; it changes when the form of the content does.
void write_cache(const std::string& path, std::string_view kind, std::string_view content);

}  // namespace dcr
