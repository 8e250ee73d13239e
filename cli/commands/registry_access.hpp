// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "core/config/config.hpp"
#include "core/registry/registry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// The options of every command that reads the registry.
struct RegistryOptions {
  std::optional<std::string> at;        ///< `--at REV`
  std::optional<std::string> registry;  ///< `--registry PATH|URL[#REV]`
  std::string format = "text";          ///< `--format text|json`
  std::string kind{};                   ///< `--kind contract|model`; empty = either

  [[nodiscard]] bool json() const { return format == "json"; }
};

/// The options, bound to `options`, in the order of the help.
[[nodiscard]] std::vector<Option> registry_option_list(RegistryOptions& options);

/// `--kind`, for commands that take a reference.
[[nodiscard]] Option kind_option(RegistryOptions& options);

/// Which tree a command reads where neither `--at` nor `#REV` says.
enum class Reads {
  working_tree,  ///< HEAD in a bare repository
  commits,       ///< the mainline: what is approved
};

/// The registry a command works on.
struct OpenRegistry {
  Registry registry;
  Config config;              ///< of the tree that is read
  std::string mainline_name;  ///< "origin/main"; "HEAD" where no mainline is known
};

/// The environment for another repository than the one here: git's variables say nothing of it.
[[nodiscard]] git::Environment without_git_variables(const git::Environment& environment);

/// Opens the registry the options and the environment (DCR_REGISTRY) name.
///
/// Errors: those of opening, resolving and reading; unavailable for a remote registry that can
/// neither be reached nor has a copy here.
Result<OpenRegistry> open_registry(const Session& session, const RegistryOptions& options,
                                   Reads reads);

/// The registry of mods: of the same tree and history as `contracts`.
///
/// Errors: those of reading.
Result<OpenRegistry> mods_beside(const OpenRegistry& contracts);

/// Opens the registry of mods as open_registry opens the one of contracts. Outside a repository,
/// where nothing names another registry, it is the mod_registry.json of the working folder or the
/// nearest one above: schedulers run jobs where there is no git.
///
/// Errors: as open_registry.
Result<OpenRegistry> open_mods(const Session& session, const RegistryOptions& options);

/// The error for a contract that no commit has: where the working tree has it, that it is to be
/// committed; else as Registry::unknown.
[[nodiscard]] Error unknown_to_commits(const Session& session, const RegistryOptions& options,
                                       const OpenRegistry& open, const std::string& full_name);

/// Reads a reference, completed by DCR_NAMESPACE.
///
/// Errors: as dcr::parse_reference.
Result<Reference> read_reference(const Session& session, std::string_view text);

/// What a person sees as the name, "id (title)": the id of an ODCS contract is often a UUID.
[[nodiscard]] std::string shown_name(const Contract& contract);
[[nodiscard]] std::string shown_name(const Summary& summary);

/// "team (contact), team": who to page.
[[nodiscard]] std::string owners_text(const std::vector<Owner>& owners);

}  // namespace dcr::cli
