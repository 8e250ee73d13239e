// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/yaml/node.hpp"

#include <span>
#include <string_view>

namespace dcr::formats {

/// One key of one kind of mapping in an ODCS contract.
///
/// A value is `text`, `number`, `integer`, `count` (an integer from 0 up), `positive` (a number
/// above 0), `boolean`, `scalar` (no list or mapping), `text or number`, `any`, `mapping`, `id`
/// (letters, digits, `-` and `_`), `api version`, `reference` (to a property), `{shape}`, a list of
/// any of them `[text]`, one that is not empty `[text]+`, nor repeats anything `[text]!`, one of
/// two `[number]2`, or words between bars: `|sql|text|`.
struct OdcsRule {
  std::string_view shape;
  std::string_view key;
  std::string_view value;
  bool required = false;
  int since = 0;   ///< the first version of the standard that has the key: 31 is 3.1
  int until = 99;  ///< the last one
};

/// A kind of mapping that takes no other keys than its own.
struct ClosedShape {
  std::string_view shape;
  int since = 30;
};

/// The keys of a server of one type: `host! port#` is a text that must be there and an integer.
struct ServerKeys {
  std::string_view type;
  std::string_view keys;
};

/// Source: the JSON Schemas of ODCS 3.0.2, 3.1.0 and 3.2.0, restated.
[[nodiscard]] std::span<const OdcsRule> odcs_rules();
[[nodiscard]] std::span<const ClosedShape> odcs_closed_shapes();
[[nodiscard]] std::span<const ServerKeys> odcs_server_keys();

/// Source: the JSON Schema of ODCS 2.2.2, restated, but for the value of a custom property: that it
/// must be a mapping is a slip, for the standard's own examples have texts there.
[[nodiscard]] std::span<const OdcsRule> odcs_v2_rules();

/// Reports what the standard's JSON Schema refuses in a contract of ODCS 3, beyond what reading it
/// has told of: the schema of the version that its `apiVersion` names, else that of 3.1. What a
/// `logicalType` asks of its options is asked only where the type is said.
void check_odcs_rules(const yaml::Node& root, ProblemList& problems);

/// The same of a contract of ODCS 2 as it is written, by the schema of 2.2.2.
void check_odcs_v2_rules(const yaml::Node& root, ProblemList& problems);

}  // namespace dcr::formats
