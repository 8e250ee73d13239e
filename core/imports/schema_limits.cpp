// SPDX-License-Identifier: Apache-2.0
#include "core/imports/schema_limits.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/schema/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace dcr::imports {
namespace {

/// Keywords that are read elsewhere, or that say nothing of the values.
constexpr auto known_keywords = std::to_array<std::string_view>({"$anchor",
                                                                 "$comment",
                                                                 "$defs",
                                                                 "$dynamicAnchor",
                                                                 "$dynamicRef",
                                                                 "$id",
                                                                 "$recursiveAnchor",
                                                                 "$recursiveRef",
                                                                 "$ref",
                                                                 "$schema",
                                                                 "$vocabulary",
                                                                 "additionalProperties",
                                                                 "allOf",
                                                                 "anyOf",
                                                                 "const",
                                                                 "definitions",
                                                                 "deprecated",
                                                                 "description",
                                                                 "enum",
                                                                 "id",
                                                                 "items",
                                                                 "oneOf",
                                                                 "prefixItems",
                                                                 "properties",
                                                                 "required",
                                                                 "title",
                                                                 "type",
                                                                 "x-version"});

/// The keywords that each kind of value has.
struct Group {
  std::string_view keyword;
  std::string_view
      kinds;  ///< s string, n number, d decimal, a array, o object or map, t other texts
};

constexpr auto groups = std::to_array<Group>({{"pattern", "s"},
                                              {"format", "std"},
                                              {"minLength", "s"},
                                              {"maxLength", "s"},
                                              {"minimum", "nd"},
                                              {"maximum", "nd"},
                                              {"exclusiveMinimum", "nd"},
                                              {"exclusiveMaximum", "nd"},
                                              {"multipleOf", "nd"},
                                              {"minItems", "a"},
                                              {"maxItems", "a"},
                                              {"uniqueItems", "a"},
                                              {"minProperties", "o"},
                                              {"maxProperties", "o"},
                                              {"contentEncoding", "t"}});

char kind_of(TypeFamily family) {
  switch (family) {
    case TypeFamily::string: return 's';
    case TypeFamily::integer:
    case TypeFamily::number: return 'n';
    case TypeFamily::decimal: return 'd';
    case TypeFamily::array: return 'a';
    case TypeFamily::object:
    case TypeFamily::map: return 'o';
    case TypeFamily::timestamp:
    case TypeFamily::date:
    case TypeFamily::time:
    case TypeFamily::uuid:
    case TypeFamily::bytes: return 't';
    default: return ' ';
  }
}

bool same_number(const std::string& a, const std::string& b) {
  const auto left = schema::Decimal::read(a);
  const auto right = schema::Decimal::read(b);
  return left && right && *left == *right;
}

/// Generators derive a title from the name: "User Id" says no more than `user_id`.
bool says_the_name(std::string_view title, const Field& field) {
  const auto letters = [](std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '_' || c == '-' || c == ' ' || c == '.') continue;
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  };
  return letters(title) == letters(field.name.value);
}

/// Of decimal(10,2) the bounds of its digits, which a schema has to say and the type says already.
void forget_digits(Field& field) {
  const SizedType& type = field.type.value.logical;
  if (type.family != TypeFamily::decimal || !type.precision) return;
  const int whole = *type.precision - type.scale.value_or(0);
  const std::string limit = "1" + std::string(static_cast<std::size_t>(std::max(whole, 0)), '0');
  const auto forget = [&](const char* constraint, const std::string& value) {
    const auto found = field.constraints.find(constraint);
    if (found != field.constraints.end() && same_number(found->second.value, value)) {
      field.constraints.erase(found);
    }
  };
  forget("exclusive_minimum", "-" + limit);
  forget("exclusive_maximum", limit);
}

}  // namespace

void SchemaLimits::set(Field& field) {
  switch (kind_of(field.type.value.logical.family)) {
    case 's':
      set_text(field, "pattern", "pattern");
      set_text(field, "format", "format");
      set_number(field, "minLength", "min_length");
      set_number(field, "maxLength", "max_length");
      break;
    case 'n':
    case 'd':
      set_bound(field, "minimum", "exclusiveMinimum", "minimum");
      set_bound(field, "maximum", "exclusiveMaximum", "maximum");
      set_number(field, "multipleOf", "multiple_of");
      forget_digits(field);
      break;
    case 'a': {
      set_number(field, "minItems", "min_items");
      set_number(field, "maxItems", "max_items");
      const yaml::Node* unique = view_.find("uniqueItems");
      if (unique != nullptr && unique->as_boolean().value_or(false)) {
        field.constraints["unique_items"] = {"true", unique->at};
      }
      break;
    }
    case 'o':
      set_number(field, "minProperties", "min_properties");
      set_number(field, "maxProperties", "max_properties");
      break;
    default: break;
  }
  name_what_is_left(field);
}

void SchemaLimits::set_text(Field& field, std::string_view key, const std::string& constraint) {
  const yaml::Node* found = view_.find(key);
  if (found != nullptr && found->is_string())
    field.constraints[constraint] = {found->text, found->at};
}

void SchemaLimits::set_number(Field& field, std::string_view key, const std::string& constraint) {
  const yaml::Node* found = view_.find(key);
  if (found == nullptr || !found->as_number()) return;
  // A lower limit of 0 is what holds without it.
  if (constraint.starts_with("min_") && *found->as_number() <= 0) return;
  field.constraints[constraint] = {formats::number_text(*found), found->at};
}

/// Draft-04 says `minimum: 5, exclusiveMinimum: true` for what later drafts write as
/// `exclusiveMinimum: 5`.
void SchemaLimits::set_bound(Field& field, std::string_view key, std::string_view exclusive_key,
                             const std::string& constraint) {
  const yaml::Node* exclusive = view_.find(exclusive_key);
  const bool excluded = exclusive != nullptr && exclusive->as_boolean().value_or(false);
  set_number(field, key, excluded ? "exclusive_" + constraint : constraint);
  if (exclusive != nullptr && exclusive->kind != yaml::Kind::boolean) {
    set_number(field, exclusive_key, "exclusive_" + constraint);
  }
}

void SchemaLimits::name_what_is_left(const Field& field) {
  const char kind = kind_of(field.type.value.logical.family);
  std::set<std::string_view> said;
  for (const yaml::Node* node : view_.nodes) {
    for (const yaml::Entry& entry : node->entries) {
      if (std::ranges::binary_search(known_keywords, std::string_view(entry.key))) {
        if (entry.key == "title" && !path_.empty() && entry.value->is_string() &&
            !says_the_name(entry.value->text, field)) {
          losses_.add(path_, fmt::format("the title {}", quoted(*entry.value)));
        }
        continue;
      }
      const auto* group = std::ranges::find(groups, std::string_view(entry.key), &Group::keyword);
      if (group != groups.end() && group->kinds.find(kind) != std::string_view::npos) continue;
      // `default: null` of what may be absent adds nothing.
      if (entry.key == "default" && entry.value->is_null()) continue;
      if (!said.insert(entry.key).second) continue;
      const bool scalar = entry.value->is_scalar();
      losses_.add(path_, fmt::format("'{}'{}", printable(entry.key),
                                     scalar ? ": " + quoted(*entry.value) : ""));
    }
  }
}

}  // namespace dcr::imports
