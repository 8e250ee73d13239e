// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "cli/commands/mod_registry_file.hpp"
#include "core/formats/mod_draft.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// What a command line says of a mod to register.
struct DraftOptions {
  std::vector<std::string> modules;
  std::vector<std::string> command;
  std::optional<std::string> name;
  std::optional<std::string> version;
  std::optional<std::string> description;
  std::optional<std::string> category;
  std::optional<std::string> author;
  std::optional<std::string> schema;    ///< the path of a file
  std::optional<std::string> metadata;  ///< the path of a file
  std::vector<std::string> parameters;  ///< as formats::with_parameters has them
  bool no_parameters = false;
  std::optional<std::string> python;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<std::string> produces;
  std::vector<std::string> consumes;
  std::vector<std::string> packages;
};

/// The options, bound to `options`, in the order of the help.
[[nodiscard]] std::vector<Option> draft_option_list(DraftOptions& options);

/// A mod put together, and what it is held against.
struct MadeDraft {
  formats::ModDraft draft;
  std::vector<Problem> problems;       ///< of METADATA and CONFIG_SCHEMA
  std::string described_by;            ///< the file beside the module that was read; may be empty
  std::optional<mods::Module> module;  ///< empty for a program
  mods::Surroundings surroundings;
};

/// Errors: usage where no module or program is named, or the schema cannot be read; those of
/// looking at the module.
Result<MadeDraft> make_draft(const Session& session, const ModRegistryFile& file,
                             const DraftOptions& options, bool without_dependencies);

}  // namespace dcr::cli
