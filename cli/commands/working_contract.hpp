// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/registry_access.hpp"
#include "core/registry/document.hpp"

#include <string>
#include <string_view>

namespace dcr::cli {

/// A document as it lies on the disk, before git's filters.
struct WorkingContract {
  std::string text;   ///< of the file
  Contract contract;  ///< with its places in `text`
};

/// Reads the file of a document of the working tree again, to change it.
///
/// Errors: as git::read_working_file; usage when the file does not have the document any more.
Result<WorkingContract> read_working_contract(const git::Repository& repository,
                                              const LoadedDocument& document);

/// The registry of the working tree that a command changes; of `options` only the kind counts.
///
/// Errors: usage in a bare repository, and where DCR_REGISTRY names a registry.
Result<OpenRegistry> open_for_change(const Session& session, const RegistryOptions& options = {});

/// The path as a word of a shell's command line, safe on a terminal.
[[nodiscard]] std::string shell_word(std::string_view path);

}  // namespace dcr::cli
