// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/import_options.hpp"
#include "core/imports/imported.hpp"

#include <string>
#include <vector>

namespace dcr::cli {

/// A contract and the file it was read from.
struct SourcedContract {
  imports::ImportedContract imported;
  std::string source;
};

struct ImportSources {
  std::vector<SourcedContract> contracts;
  std::vector<std::string> notes;
};

/// Reads the files the command line names.
///
/// Errors: those of reading, and of the importers.
Result<ImportSources> read_sources(const ImportOptions& options, const Session& session);

}  // namespace dcr::cli
