// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/type.hpp"

#include <string_view>

namespace dcr::imports {

/// A type of Avro that is called by a word of the specification.
struct AvroType {
  std::string_view word;
  std::string_view on = {};  ///< of a logical type: the type below it
  TypeFamily family = TypeFamily::unknown;
  bool narrow = false;  ///< than what the family says
};

/// nullptr when `word` is the name of none.
///
/// Source: Apache Avro 1.11, "Primitive Types".
[[nodiscard]] const AvroType* primitive_avro_type(std::string_view word);

/// nullptr when there is no such logical type `on` that type.
///
/// Source: Apache Avro 1.11, "Logical Types", without decimal.
[[nodiscard]] const AvroType* logical_avro_type(std::string_view word, std::string_view on);

}  // namespace dcr::imports
