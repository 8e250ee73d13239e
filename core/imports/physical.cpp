// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/imports/build.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace dcr::imports {
namespace {

/// What a native type does not say of a spelling: sizes other than the largest one, time zones.
bool says_more(const SizedType& type) {
  constexpr int microseconds = 6;
  constexpr int largest = 64;
  switch (type.family) {
    case TypeFamily::integer:
    case TypeFamily::number: return type.bits.value_or(largest) != largest || !type.word.empty();
    case TypeFamily::timestamp:
      return type.word == "unzoned" || type.precision.value_or(microseconds) != microseconds;
    case TypeFamily::time:
      return !type.word.empty() || type.precision.value_or(microseconds) != microseconds;
    default: return false;
  }
}

/// Cuts at the commas outside brackets.
std::vector<std::string> parts_of(const std::string& inside) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= inside.size(); ++at) {
    const char c = at < inside.size() ? inside[at] : ',';
    if (c == '(' || c == '<' || c == '[') ++depth;
    if (c == ')' || c == '>' || c == ']') --depth;
    if (c != ',' || (depth > 0 && at < inside.size())) continue;
    if (at > begin) parts.push_back(inside.substr(begin, at - begin));
    begin = at + 1;
  }
  return parts;
}

class PhysicalType {
 public:
  PhysicalType(bool keep_physical, LossList& losses)
      : keep_physical_(keep_physical), losses_(losses) {}

  void set(Field& field, const std::string& spelled, const std::string& path, int depth) {
    const SizedType physical = parse_physical_type(spelled);
    take(field, physical, spelled, path, depth);
    if (keep_physical_ && depth == 0) {
      field.type.value.physical = physical;
      field.type.value.spelled = fmt::format("{} ({})", field.type.value.spelled, spelled);
    }
  }

 private:
  void take(Field& field, const SizedType& physical, const std::string& spelled,
            const std::string& path, int depth) {
    FieldType& type = field.type.value;
    type = type_of(physical.family);
    switch (physical.family) {
      case TypeFamily::unknown:
      case TypeFamily::interval:
        type = type_of(TypeFamily::string);
        lose(fmt::format("the type {} (string stands for it)", printable(spelled)), path, depth);
        return;
      case TypeFamily::vector:
        type = type_of(TypeFamily::array);
        field.items = std::make_unique<Field>();
        field.items->type.value = type_of(TypeFamily::number);
        lose(fmt::format("the type {} (an array of numbers stands for it)", printable(spelled)),
             path, depth);
        return;
      case TypeFamily::string:
      case TypeFamily::bytes:
        if (physical.length) {
          field.constraints["max_length"] = {std::to_string(*physical.length), {}};
        }
        return;
      case TypeFamily::decimal:
        if (physical.precision && physical.scale && *physical.precision >= *physical.scale &&
            *physical.precision >= 1 && *physical.scale >= 0) {
          type = decimal_type(*physical.precision, *physical.scale);
        } else if (physical.precision) {
          lose(fmt::format("the precision of {}", printable(spelled)), path, depth);
        }
        return;
      case TypeFamily::array: take_items(field, physical.word, path, depth); return;
      case TypeFamily::map: {
        const std::vector<std::string> parts = parts_of(physical.word);
        take_items(field, parts.size() == 2 ? parts[1] : "", path, depth);
        return;
      }
      case TypeFamily::object: take_members(field, physical.word, path, depth); return;
      default: break;
    }
    if (says_more(physical)) {
      lose_shared(fmt::format("the type {}", printable(spelled)), path, depth);
    }
  }

  void take_items(Field& field, const std::string& element, const std::string& path, int depth) {
    if (element.empty() || depth >= deepest_field) return;
    field.items = std::make_unique<Field>();
    field.items->required.value = false;  // Nothing keeps NULL out of an array.
    set(*field.items, element, path + "[]", depth + 1);
  }

  void take_members(Field& field, const std::string& inside, const std::string& path, int depth) {
    if (depth >= deepest_field) return;
    FieldIndex known(field.children);
    for (const std::string& part : parts_of(inside)) {
      const std::size_t end = part.find_first_of(": ");
      if (end == std::string::npos || end == 0) continue;
      Field member = named_field(part.substr(0, end), field.at);
      if (known.find(member.name.value) != nullptr) continue;
      member.required.value = false;
      set(member, part.substr(end + 1), join_path(path, path_component(member.name.value)),
          depth + 1);
      field.children.fields.push_back(std::move(member));
    }
  }

  /// ODCS keeps the spelling of a field, and with it what its logical type does not say.
  [[nodiscard]] bool is_kept(int depth) const { return keep_physical_ && depth == 0; }
  void lose(std::string what, const std::string& path, int depth) {
    if (!is_kept(depth)) losses_.add(path, std::move(what));
  }
  void lose_shared(const std::string& what, const std::string& path, int depth) {
    if (!is_kept(depth)) losses_.add_shared(what, path);
  }

  bool keep_physical_;
  LossList& losses_;
};

}  // namespace

void set_physical_type(Field& field, const std::string& spelled, const std::string& path,
                       bool keep_physical, LossList& losses) {
  PhysicalType(keep_physical, losses).set(field, spelled, path, 0);
}

}  // namespace dcr::imports
