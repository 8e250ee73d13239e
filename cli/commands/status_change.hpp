// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/registry_access.hpp"
#include "cli/exit_code.hpp"
#include "core/registry/registry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// What `deprecate`, `archive` and `remove` are asked.
struct StatusRequest {
  RegistryOptions registry{};  ///< `--kind` of it
  std::vector<std::string> references;
  std::optional<std::string> uri;
  std::optional<std::string> message;
  std::optional<std::string> now;
  bool dry_run = false;
  bool force = false;  ///< of `remove`
  std::string format = "text";

  [[nodiscard]] bool json() const { return format == "json"; }
};

/// A version whose status changes, and what becomes of the files.
struct StatusPlan {
  ContractVersion version;
  Status status = Status::deprecated;
  std::string deprecation_uri{};
  std::string deprecation_message{};
  std::string since{};  ///< the day
  struct File {
    std::string path;
    std::optional<std::string> content;  ///< empty: the file goes
    std::string what;                    ///< "deprecated in", "removed from"
  };
  std::vector<File> files{};  ///< in the order they are written; none = there is nothing to do
};

/// The version the request names, in the registry of the working tree around the command.
///
/// Errors: usage without a reference, in a bare repository, and where DCR_REGISTRY names another
/// registry; those of Registry::resolve.
struct ChangeTarget {
  OpenRegistry open;
  StatusPlan plan;  ///< of the version as it is: no file changes yet
};
Result<ChangeTarget> find_target(const Session& session, const StatusRequest& request);

/// Adds the edit of the tree's document, and of the ledger where the document has no place.
Result<void> plan_status(ChangeTarget& target, Status status);
/// Adds the removal of the document, and the ledger's word on it.
Result<void> plan_removal(ChangeTarget& target);

/// Writes the files, unless it is a dry run, and says what was done.
Result<ExitCode> carry_out(const Session& session, const StatusRequest& request,
                           const ChangeTarget& target);

/// The options these commands share.
[[nodiscard]] std::vector<Option> status_option_list(StatusRequest& request);
[[nodiscard]] Positionals one_reference(StatusRequest& request);

/// The error for a status that cannot follow on another.
[[nodiscard]] Error invalid_transition(const StatusPlan& plan, Status status);

/// "orders 1.0.0", safe on a terminal.
[[nodiscard]] std::string named(const StatusPlan& plan);

}  // namespace dcr::cli
