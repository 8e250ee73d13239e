// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/base/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// The error of a working file: "cannot read 'a/b': permission denied".
Error file_error(std::string_view path, int error_number);

/// Opens the top of a worktree.
Result<Descriptor> open_top(const std::string& folder);

/// Opens a folder below `top` for reading its names. No symbolic link is followed, wherever in the
/// path it is; what is absent, a link or not a folder is not open in the result.
///
/// Errors: io when the system refuses.
Result<Descriptor> open_folder(const Descriptor& top, std::string_view folder);

/// A working file, opened without following a symbolic link and without waiting for anything.
struct OpenFile {
  Descriptor descriptor;
  std::size_t size = 0;
};

/// Opens the regular file `name` of a folder; empty when there is none.
///
/// Units: `path` names it in errors.
Result<std::optional<OpenFile>> open_regular(const Descriptor& folder, const std::string& name,
                                             std::string_view path);

/// The first `limit` bytes of a file.
Result<std::string> read_up_to(const OpenFile& file, std::size_t limit, std::string_view path);

/// The lines of a file that git keeps; none when there is no such file.
Result<std::vector<std::string>> lines_of_file(const std::string& path);

/// What a symbolic link says; empty when it is gone.
Result<std::optional<std::string>> read_link(const Descriptor& folder, const std::string& name,
                                             std::string_view path);

/// Splits "a/b/c" into "a/b" and "c", "c" into "" and "c".
[[nodiscard]] std::pair<std::string_view, std::string_view> split_path(std::string_view path);

}  // namespace dcr::git
