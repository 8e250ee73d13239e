// SPDX-License-Identifier: Apache-2.0
#include "core/imports/avro_types.hpp"

#include <algorithm>
#include <array>

namespace dcr::imports {
namespace {

constexpr auto types = std::to_array<AvroType>({
    {"boolean", "", TypeFamily::boolean},
    {"int", "", TypeFamily::integer, true},
    {"long", "", TypeFamily::integer},
    {"float", "", TypeFamily::number, true},
    {"double", "", TypeFamily::number},
    {"bytes", "", TypeFamily::bytes},
    {"string", "", TypeFamily::string},
    {"uuid", "string", TypeFamily::uuid},
    {"date", "int", TypeFamily::date},
    {"time-millis", "int", TypeFamily::time, true},
    {"time-micros", "long", TypeFamily::time},
    {"timestamp-millis", "long", TypeFamily::timestamp, true},
    {"timestamp-micros", "long", TypeFamily::timestamp},
    {"timestamp-nanos", "long", TypeFamily::timestamp, true},
    {"local-timestamp-millis", "long", TypeFamily::timestamp, true},
    {"local-timestamp-micros", "long", TypeFamily::timestamp, true},
});

}  // namespace

const AvroType* logical_avro_type(std::string_view word, std::string_view on) {
  const auto* found = std::ranges::find_if(
      types, [&](const AvroType& type) { return type.word == word && type.on == on; });
  return found == types.end() ? nullptr : found;
}

const AvroType* primitive_avro_type(std::string_view word) { return logical_avro_type(word, ""); }

}  // namespace dcr::imports
