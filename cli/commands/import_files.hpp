// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/registry_access.hpp"
#include "core/git/repository.hpp"
#include "core/registry/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// A file of the working tree and what it is to hold.
struct FileChange {
  std::string path;
  std::optional<std::string> before;  ///< empty = there was none
  std::string text;
};

/// Writes what changed: all of it, or after a failure nothing.
///
/// Errors: those of writing.
Result<void> write_all(const git::Repository& repository, const std::vector<FileChange>& changes);

/// The version that the change from `base` to `after`, which `text` is the document of, asks for.
[[nodiscard]] Version version_of_change(const Session& session, const Config& config,
                                        const LoadedDocument& base, const Contract& after,
                                        const std::string& text);

}  // namespace dcr::cli
