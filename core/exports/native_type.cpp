// SPDX-License-Identifier: Apache-2.0
#include "core/exports/native_type.hpp"

#include <fmt/format.h>

namespace dcr::exports {
namespace {

std::string decimal_type(const SizedType& type, const std::string& path, Losses& losses) {
  if (!type.precision) return "decimal";
  const std::string spelled =
      fmt::format("decimal({},{})", *type.precision, type.scale.value_or(0));
  if (parse_native_type(spelled)) return spelled;
  losses.add(path, fmt::format("the digits of the type '{}'", spelled));
  return "decimal";
}

/// What SizedType says beside the family, other than the length of a text and decimal digits.
std::string size_of(const SizedType& type) {
  switch (type.family) {
    case TypeFamily::integer:
    case TypeFamily::number:
      if (!type.bits) return "";
      return fmt::format("{} bits{}", *type.bits, type.word == "unsigned" ? ", unsigned" : "");
    case TypeFamily::timestamp:
    case TypeFamily::time: {
      std::string size = type.word.empty() ? "" : fmt::format("'{}'", type.word);
      if (type.precision) {
        size += fmt::format("{}{} digits of a second", size.empty() ? "" : ", ", *type.precision);
      }
      return size;
    }
    default: return "";
  }
}

}  // namespace

SizedType meaning_of(const Field& field) {
  const SizedType& logical = field.type.value.logical;
  const auto& physical = field.type.value.physical;
  SizedType type = logical;
  if (type.family == TypeFamily::unknown && !type.word.empty()) {
    type = parse_physical_type(type.word);
  }
  if (type.family == TypeFamily::unknown) {
    if (physical && physical->family != TypeFamily::unknown) return *physical;
    if (!field.children.fields.empty()) type.family = TypeFamily::object;
    if (field.items) type.family = TypeFamily::array;
    return type;
  }
  if (!physical) return type;
  // The stored type says how large, and what formats with few logical types cannot.
  const bool finer =
      type.family == physical->family ||
      (physical->family == TypeFamily::decimal &&
       (type.family == TypeFamily::number ||
        (type.family == TypeFamily::integer && physical->scale.value_or(1) <= 0))) ||
      ((physical->family == TypeFamily::uuid || physical->family == TypeFamily::bytes) &&
       type.family == TypeFamily::string) ||
      (physical->family == TypeFamily::map && type.family == TypeFamily::object);
  if (!finer) return type;
  SizedType stored = *physical;
  if (type.bits && stored.family == type.family) stored.bits = type.bits;
  return stored;
}

std::string native_type(const Field& field, const std::string& path, Losses& losses) {
  const SizedType type = meaning_of(field);
  if (const std::string size = size_of(type); !size.empty()) {
    const bool is_time = type.family == TypeFamily::timestamp || type.family == TypeFamily::time;
    losses.add(path, is_time ? fmt::format("the kind of its {}: {}", to_string(type.family), size)
                             : fmt::format("the size of its type: {}", size));
  }
  switch (type.family) {
    case TypeFamily::decimal: return decimal_type(type, path, losses);
    case TypeFamily::unknown:
      if (type.word.empty()) {
        losses.add(path, "a field without a type: it is written as json");
        return "json";
      }
      losses.add(path, fmt::format("the type {}: it is written as string", quoted(type.word)));
      return "string";
    case TypeFamily::interval:
      losses.add(path, "the type 'interval': it is written as string");
      return "string";
    case TypeFamily::vector:
      losses.add(path, fmt::format("the type 'vector'{}: it is written as array",
                                   type.length ? fmt::format(" of {} numbers", *type.length) : ""));
      return "array";
    case TypeFamily::string:
    case TypeFamily::integer:
    case TypeFamily::number:
    case TypeFamily::boolean:
    case TypeFamily::timestamp:
    case TypeFamily::date:
    case TypeFamily::time:
    case TypeFamily::json:
    case TypeFamily::bytes:
    case TypeFamily::uuid:
    case TypeFamily::array:
    case TypeFamily::object:
    case TypeFamily::map: return std::string(to_string(type.family));
  }
  return "json";
}

}  // namespace dcr::exports
