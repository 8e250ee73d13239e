// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/registry_access.hpp"
#include "core/imports/pydantic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// Where imported models go, and what they are called.
struct ImportTarget {
  std::optional<std::string> name_space;  ///< empty = global
  std::string folder;  ///< from the repository's root; empty = as the configuration has it
  bool computes_versions = false;  ///< of models that say none: what the change asks for
  std::string registered_by;
};

/// One model document that is, or would be, written.
struct ImportedModel {
  std::string name;  ///< full name
  std::string path;  ///< from the repository's root
  std::string version;
  std::string previous_version;  ///< of the document that was there; empty for a new one
  std::string module;
  int line = 0;
  std::optional<std::string> before;  ///< the file as it was; empty = there was none
  std::string text;                   ///< the file as it is to be

  [[nodiscard]] bool changed() const { return before != text; }
};

/// What importing comes to. Nothing is written.
///
/// Errors: usage for a model without a version, two models of one name and version, and documents
/// that cannot be edited; those of reading.
Result<std::vector<ImportedModel>> plan_import(const Session& session, const OpenRegistry& open,
                                               const std::vector<imports::PydanticModel>& models,
                                               const ImportTarget& target);

/// Writes what changed: all of it, or after a failure nothing.
///
/// Errors: those of writing.
Result<void> write_import(const git::Repository& repository,
                          const std::vector<ImportedModel>& models);

}  // namespace dcr::cli
