// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/registry.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace dcr::cli {

/// The commit that first carried a version, as people and programs are told of it.
struct Registration {
  std::string commit;  ///< full id; empty when no commit has the version yet
  std::string date;    ///< the author's, RFC 3339 in UTC
  std::string author_name;
  std::string author_email;

  /// "2026-11-21 in 3f2c1ab by Ada"; "not committed".
  [[nodiscard]] std::string text() const;
};

/// Errors: those of reading the commit.
Result<Registration> registration_of(const git::Repository& repository,
                                     const ContractVersion& version);

/// What every answer says of one version: identity, title, format, version, status, deprecation,
/// path, whether it is registered, and its first and last commits.
///
/// Errors: those of reading the commits.
Result<nlohmann::ordered_json> version_json(const git::Repository& repository,
                                            const ContractVersion& version);

/// "active", "deprecated: https://…": the status and where it leads.
[[nodiscard]] std::string status_text(const ContractVersion& version);

}  // namespace dcr::cli
