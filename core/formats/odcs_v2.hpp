// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/yaml/node.hpp"

namespace dcr::formats {

/// A contract of ODCS 2 in the words of ODCS 3: `columns` as `properties`, `isNullable: false` as
/// `required: true`. Values keep their places. What is wrong with a value is reported under the
/// document's own key, and the value left out; keys that ODCS 3 has no word for stay as they are.
///
/// Source: the JSON Schema odcs-json-schema-v2.2.2, the guide to the migration to 3.0, and the
/// spellings of 2.2.0 and 2.3 that real files have (`nullable`, `primary`).
[[nodiscard]] yaml::Node in_words_of_odcs3(const yaml::Node& root, ProblemList& problems);

}  // namespace dcr::formats
