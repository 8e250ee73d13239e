// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/schema.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace dcr::schema {

/// Why a value is not valid.
struct Violation {
  std::string instance_pointer;  ///< JSON pointer of the value: "/mods/extract/delimiter"
  Span at;                       ///< the value
  std::string keyword;           ///< "type"; empty when undecided
  std::string schema_pointer;    ///< of the keyword in its document: "/properties/delimiter/type"
  std::string message;           ///< "'delimiter' must be a string, not a number"
  bool undecided = false;        ///< it may be valid: it costs too much to find out
};

/// Units: a step is one schema held against one value, or as much work.
struct ValidationLimits {
  std::size_t steps = 5'000'000;
  int depth = 1'500;                  ///< of schemas in use at a time
  std::size_t violations = 200;       ///< that are listed
  std::string subject = "the value";  ///< what messages call the value itself
};

/// Everything that is wrong with a value, in the order of the value; empty when it is valid.
///
/// Where no branch of an anyOf or oneOf fits, one violation names the branch that is nearest.
[[nodiscard]] std::vector<Violation> validate(const Schema& schema, const yaml::Node& instance,
                                              const ValidationLimits& limits = {});

enum class Validity { valid, invalid, undecided };

/// The verdict alone: cheaper where nobody reads the reasons.
[[nodiscard]] Validity judge(const Subschema& schema, const yaml::Node& instance,
                             const ValidationLimits& limits = {});

}  // namespace dcr::schema
