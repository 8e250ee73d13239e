// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/exit_code.hpp"
#include "core/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

class Session;

/// What `dcr import` is told.
struct ImportOptions {
  std::vector<std::string> words;  ///< the kind, then files or modules
  std::optional<std::string> name_space;
  std::optional<std::string> out;
  std::vector<std::string> only;
  std::string version_from;
  std::optional<std::string> registered_by;
  std::string to;
  std::optional<std::string> name;
  std::vector<std::string> owners;
  std::optional<std::string> set_version;
  std::optional<std::string> sample;
  std::optional<std::string> delimiter;
  bool overwrite = false;
  bool dry_run = false;
  bool exit_code = false;
  std::string format = "text";

  [[nodiscard]] bool prints() const { return out && *out == "-"; }
};

/// The error of a command line that asks for something that cannot be.
[[nodiscard]] Error wrong_usage(std::string message, std::string help = {});

/// `dcr import pydantic MODULE…`
Result<ExitCode> import_models(const ImportOptions& options, const Session& session);

/// `dcr import KIND FILE…`: documents of other formats become contracts.
Result<ExitCode> import_contracts(const ImportOptions& options, const Session& session);

/// The kinds import_contracts knows.
[[nodiscard]] const std::vector<std::string_view>& contract_kinds();

}  // namespace dcr::cli
