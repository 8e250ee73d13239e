// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// One clause of a version specifier: `>=1.5`.
struct Clause {
  std::string relation;  ///< "==" "!=" "<=" ">=" "<" ">" "~=" "==="
  std::string version;   ///< as spelled, without blanks; may end in ".*" after == and !=
};

/// What pip calls a requirement: `pandas[excel]>=1.5,<3; python_version < "3.12"`.
struct Requirement {
  std::string name;  ///< in its one spelling: "ruamel-yaml"
  std::vector<std::string> extras;
  std::vector<Clause> clauses;
  std::string url;     ///< after `@`; empty when there is none
  std::string marker;  ///< after `;`; empty when there is none
};

/// Source: PEP 508; the names of PEP 503, the versions of PEP 440.
/// Errors: usage, saying what is wrong and where.
Result<Requirement> parse_requirement(std::string_view text);

/// Reads `>=3.8,<4`.
///
/// Errors: usage.
Result<std::vector<Clause>> parse_specifier(std::string_view text);

/// Whether `version` meets every clause. A version that is none meets only `===`.
[[nodiscard]] bool admits(const std::vector<Clause>& clauses, std::string_view version);

/// `-1`, `0` or `1` as `a` is below, equal to or above `b`; text that is no version is below all.
[[nodiscard]] int compare_python_versions(std::string_view a, std::string_view b);

/// Whether a marker holds where the variables have these values ("python_version": "3.11"). No
/// marker always holds; `extra` is empty where it has no value.
///
/// Errors: usage for a marker that cannot be read.
Result<bool> holds(std::string_view marker, const std::map<std::string, std::string>& variables);

/// A package's name in its one spelling.
[[nodiscard]] std::string normal_name(std::string_view name);

}  // namespace dcr::mods
