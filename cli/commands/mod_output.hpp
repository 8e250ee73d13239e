// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/version_output.hpp"
#include "core/model/component.hpp"
#include "core/report/report.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace dcr::cli {

/// A version of a mod and the commit that first carried it.
struct ModVersion {
  ContractVersion version;
  Registration first;  ///< empty outside a repository and for what is not committed
};

/// What `mod-info` tells of.
struct ModHistory {
  ModVersion current;              ///< of the tree
  std::vector<ModVersion> others;  ///< of history alone, newest first
};

/// A parameter of a mod as people are told of it.
struct Parameter {
  std::string name;
  std::string type;  ///< "string", "integer|null", "array of string", "any"
  bool required = false;
  std::string fallback;  ///< the default as JSON; empty when there is none, "***" of a secret
  std::string allowed;   ///< "utf-8, latin-1", "1 to 100"; empty when anything is
  std::string description;
};

[[nodiscard]] std::vector<Parameter> parameters_of(const yaml::Node& config_schema);

[[nodiscard]] std::string mod_text(const ModHistory& history, report::Colour colour);
[[nodiscard]] std::string mod_json(const ModHistory& history);

}  // namespace dcr::cli
