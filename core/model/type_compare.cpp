// SPDX-License-Identifier: Apache-2.0
#include "core/base/bug.hpp"
#include "core/model/type.hpp"

#include <limits>
#include <map>
#include <string_view>
#include <vector>

// A type has a logical side (what it means) and perhaps a physical one (how it is stored). The
// logical sides decide whether it is still the same type. Where both documents also say how it is
// stored, that is compared too: a typed reader breaks when `bigint` becomes `varchar`, whatever the
// logical type says. Sizes are compared only where both sides speak of the same level.
namespace dcr {
namespace {

constexpr int deepest = 32;  // of ARRAY<ARRAY<…>>; below, spellings are compared as they are

TypeChange both(TypeChange a, TypeChange b) {
  if (a == TypeChange::none || a == b) return b;
  return b == TypeChange::none ? a : TypeChange::changed;
}

TypeChange by_size(long before, long after) {
  if (before == after) return TypeChange::none;
  return before < after ? TypeChange::widened : TypeChange::narrowed;
}

constexpr long unlimited = std::numeric_limits<long>::max();

TypeChange by_length(const SizedType& before, const SizedType& after) {
  const auto length = [](const SizedType& type) { return type.length ? *type.length : unlimited; };
  return by_size(length(before), length(after));
}

TypeChange by_bits(const SizedType& before, const SizedType& after) {
  if (!before.bits || !after.bits) return TypeChange::none;
  return by_size(*before.bits, *after.bits);
}

/// DECIMAL(10,2) holds eight digits before the point and two after it. Each side may grow alone.
TypeChange by_digits(const SizedType& before, const SizedType& after) {
  const auto scale = [](const SizedType& type) -> long {
    if (type.scale) return *type.scale;
    return type.precision ? 0 : unlimited;
  };
  const auto whole_digits = [&](const SizedType& type) -> long {
    if (!type.precision) return unlimited;
    return static_cast<long>(*type.precision) - scale(type);
  };
  if (!before.precision && !after.precision && before.word != after.word) {
    return before.word.empty() ? TypeChange::widened : TypeChange::narrowed;  // BIGNUMERIC
  }
  return both(by_size(whole_digits(before), whole_digits(after)),
              by_size(scale(before), scale(after)));
}

/// By the lowest and the highest value, each as a number of bits: an unsigned type has no negative
/// values, but one bit more of positive ones.
TypeChange by_range(const SizedType& before, const SizedType& after) {
  if (!before.bits || !after.bits) return TypeChange::none;
  const auto lowest = [](const SizedType& type) {
    return type.word == "unsigned" ? 0L : *type.bits - 1L;
  };
  const auto highest = [](const SizedType& type) {
    return type.word == "unsigned" ? *type.bits + 0L : *type.bits - 1L;
  };
  return both(by_size(lowest(before), lowest(after)), by_size(highest(before), highest(after)));
}

/// A bare TIMESTAMP is a local time in some databases and an instant of the session's zone in
/// others, but nowhere one that stores its zone.
TypeChange by_zone(const SizedType& before, const SizedType& after) {
  const bool bare = before.word.empty() || after.word.empty();
  const bool zoned = before.word == "zoned" || after.word == "zoned";
  if (before.word != after.word && (!bare || zoned)) return TypeChange::changed;
  if (!before.precision || !after.precision) return TypeChange::none;
  return by_size(*before.precision, *after.precision);
}

TypeChange compare_sized(const SizedType& before, const SizedType& after, int depth);

TypeChange compare_spelled(std::string_view before, std::string_view after, int depth) {
  if (before == after || before.empty() || after.empty()) return TypeChange::none;
  if (depth >= deepest) return TypeChange::changed;
  return compare_sized(parse_physical_type(before), parse_physical_type(after), depth + 1);
}

/// Cuts at the commas outside brackets.
std::vector<std::string_view> members(std::string_view inside) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const char c = inside[at];
    if (c == '(' || c == '<' || c == '[') ++depth;
    if (c == ')' || c == '>' || c == ']') --depth;
    if (c != ',' || depth > 0) continue;
    parts.push_back(inside.substr(begin, at - begin));
    begin = at + 1;
  }
  parts.push_back(inside.substr(begin));
  return parts;
}

TypeChange by_key_and_value(std::string_view before, std::string_view after, int depth) {
  if (before.empty() || after.empty()) return TypeChange::none;
  const std::vector<std::string_view> old_parts = members(before);
  const std::vector<std::string_view> new_parts = members(after);
  if (old_parts.size() != new_parts.size()) return TypeChange::changed;
  TypeChange change = TypeChange::none;
  for (std::size_t i = 0; i < old_parts.size(); ++i) {
    change = both(change, compare_spelled(old_parts[i], new_parts[i], depth));
  }
  return change;
}

/// A member of `STRUCT<a INT64, b STRING>` or `struct<a:int>`.
struct Member {
  std::string_view name;
  std::string_view type;
};

Member member(std::string_view text) {
  const std::size_t end = text.find_first_of(": ");
  if (end == std::string_view::npos) return {text, {}};
  return {text.substr(0, end), text.substr(end + 1)};
}

/// A member more is more than the old type held; one less is another type.
TypeChange by_members(std::string_view before, std::string_view after, int depth) {
  if (before == after || before.empty() || after.empty()) return TypeChange::none;
  const std::vector<std::string_view> old_parts = members(before);
  const std::vector<std::string_view> new_parts = members(after);
  std::map<std::string_view, std::string_view> new_types;
  for (const std::string_view part : new_parts) {
    const Member added = member(part);
    new_types.emplace(added.name, added.type);
  }
  TypeChange change = new_parts.size() > old_parts.size() ? TypeChange::widened : TypeChange::none;
  for (const std::string_view part : old_parts) {
    const Member old_member = member(part);
    const auto found = new_types.find(old_member.name);
    if (found == new_types.end()) return TypeChange::changed;
    change = both(change, compare_spelled(old_member.type, found->second, depth));
  }
  return change;
}

/// Vectors of another length, or of other numbers, are of another space: neither holds the other.
TypeChange by_dimensions(const SizedType& before, const SizedType& after) {
  const bool said = !before.word.empty() && !after.word.empty();
  const bool differ = (before.length && after.length && *before.length != *after.length) ||
                      (said && before.word != after.word);
  return differ ? TypeChange::changed : TypeChange::none;
}

/// Of two types of one known family.
TypeChange compare_in_family(const SizedType& before, const SizedType& after, int depth) {
  switch (before.family) {
    case TypeFamily::string:
    case TypeFamily::bytes: return by_length(before, after);
    case TypeFamily::integer: return by_range(before, after);
    case TypeFamily::number: return by_bits(before, after);
    case TypeFamily::decimal: return by_digits(before, after);
    case TypeFamily::timestamp:
    case TypeFamily::time: return by_zone(before, after);
    case TypeFamily::array: return compare_spelled(before.word, after.word, depth);
    case TypeFamily::map: return by_key_and_value(before.word, after.word, depth);
    case TypeFamily::object: return by_members(before.word, after.word, depth);
    case TypeFamily::vector: return by_dimensions(before, after);
    case TypeFamily::unknown:
    case TypeFamily::boolean:
    case TypeFamily::date:
    case TypeFamily::interval:
    case TypeFamily::json:
    case TypeFamily::uuid: return TypeChange::none;
  }
  unreachable();
}

bool is_known(const SizedType& type) { return type.family != TypeFamily::unknown; }
bool is_silent(const SizedType& type) { return !is_known(type) && type.word.empty(); }

TypeChange compare_sized(const SizedType& before, const SizedType& after, int depth) {
  if (is_silent(before) || is_silent(after)) return TypeChange::none;
  if (before.family != after.family) return TypeChange::changed;
  if (is_known(before)) return compare_in_family(before, after, depth);
  return before.word == after.word ? TypeChange::none : TypeChange::changed;
}

/// The logical side; a word that is no logical type (`datetime` in ODCS) is read as a database's.
SizedType meaning(const FieldType& type) {
  if (is_known(type.logical) || type.logical.word.empty()) return type.logical;
  return parse_physical_type(type.logical.word);
}

/// Whether a format that has few logical types would call `stored` a `logical`: ODCS has no
/// decimal, uuid, bytes or map.
bool stands_for(TypeFamily logical, const SizedType& stored) {
  if (logical == stored.family) return true;
  switch (stored.family) {
    case TypeFamily::decimal:
      return logical == TypeFamily::number ||
             (logical == TypeFamily::integer && stored.scale.value_or(1) <= 0);
    case TypeFamily::uuid:
    case TypeFamily::bytes: return logical == TypeFamily::string;
    case TypeFamily::map: return logical == TypeFamily::object;
    default: return false;
  }
}

/// How it is stored, where that is known and could be meant by what the type is called.
SizedType most_exact(const FieldType& type) {
  const bool stored =
      type.physical && is_known(*type.physical) && stands_for(meaning(type).family, *type.physical);
  return stored ? *type.physical : meaning(type);
}

/// Where one document says only what the type means and the other only how it is stored.
TypeChange compare_across(const FieldType& before, const FieldType& after) {
  const SizedType old_type = meaning(before);
  const SizedType new_type = meaning(after);
  if (is_silent(old_type) || is_silent(new_type)) return TypeChange::none;
  const bool same = before.logical_stated ? stands_for(old_type.family, new_type)
                                          : stands_for(new_type.family, old_type);
  if (!same) return TypeChange::changed;
  if (is_known(old_type)) return TypeChange::none;
  return old_type.word == new_type.word ? TypeChange::none : TypeChange::changed;
}

/// Where both documents say what the type means.
TypeChange compare_stated(const FieldType& before, const FieldType& after) {
  const bool both_stored = before.physical && after.physical;
  const SizedType old_type = meaning(before);
  const SizedType new_type = meaning(after);
  const bool related = is_known(old_type) == is_known(new_type) && !is_silent(old_type);
  if (!related && both_stored) return compare_sized(*before.physical, *after.physical, 0);
  const TypeChange logical = compare_sized(old_type, new_type, 0);
  if (!both_stored || logical == TypeChange::changed) return logical;
  // A name dcr does not know may be a domain over anything: the logical type vouches for it.
  if (!is_known(*before.physical) || !is_known(*after.physical)) return logical;
  return both(logical, compare_sized(*before.physical, *after.physical, 0));
}

}  // namespace

TypeChange compare(const FieldType& before, const FieldType& after) {
  if (before.logical_stated && after.logical_stated) return compare_stated(before, after);
  if (before.physical && after.physical) {
    return compare_sized(*before.physical, *after.physical, 0);
  }
  if (before.logical_stated != after.logical_stated) return compare_across(before, after);
  return compare_sized(meaning(before), meaning(after), 0);
}

TypeChange compare_between_formats(const FieldType& before, const FieldType& after) {
  const TypeChange plain = compare(before, after);
  if (plain != TypeChange::changed) return plain;
  const SizedType old_type = most_exact(before);
  const SizedType new_type = most_exact(after);
  if (old_type.family == new_type.family) return compare_sized(old_type, new_type, 0);
  const bool related =
      stands_for(old_type.family, new_type) || stands_for(new_type.family, old_type);
  return related ? TypeChange::none : TypeChange::changed;
}

}  // namespace dcr
