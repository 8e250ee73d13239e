// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dcr {

/// The content of a regular file of at most `most` bytes; empty when there is no such file, it is
/// larger, or it cannot be read. Follows symbolic links: for files of dcr and the user's own, never
/// for paths a repository names.
[[nodiscard]] std::optional<std::string> read_whole_file(const std::string& path, std::size_t most);

/// Whether a written file must outlast a power cut. A cache need not: it is checked when it is
/// read.
enum class Durability { durable, cache };

/// Replaces a file by a rename, so that a reader or a crash sees the old content or the new one. It
/// is written without a name where the file system can do that, so nothing is left of a writer that
/// was killed.
///
/// Errors: io, naming the file and the reason.
Result<void> write_atomically(const std::string& path, std::string_view content,
                              Durability durability = Durability::durable);

/// The same of a content in pieces, which one text would have to copy.
Result<void> write_atomically(const std::string& path, std::span<const std::string_view> content,
                              Durability durability);

/// Makes a file with all of its content at once; false where something is there already, which is
/// left alone and not followed.
///
/// Errors: io, naming the file and the reason.
Result<bool> create_atomically(const std::string& path, std::string_view content);

/// Adds to the end of a file, which is made where there is none: for files that several programs
/// add to, and so never replace.
///
/// Errors: io, naming the file and the reason.
Result<void> append_to_file(const std::string& path, std::string_view content);

}  // namespace dcr
