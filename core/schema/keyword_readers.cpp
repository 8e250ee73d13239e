// SPDX-License-Identifier: Apache-2.0
// What each keyword that compares values asks for; keywords with schemas in them are in
// schema_readers.cpp.
#include "core/base/text.hpp"
#include "core/schema/compiler.hpp"
#include "core/schema/format.hpp"
#include "core/schema/identity.hpp"
#include "core/schema/readers.hpp"

#include <fmt/format.h>

#include <array>

namespace dcr::schema {

namespace {

constexpr auto types = std::to_array<std::pair<std::string_view, Type>>({
    {"null", Type::null},
    {"boolean", Type::boolean},
    {"integer", Type::integer},
    {"number", Type::number},
    {"string", Type::string},
    {"array", Type::array},
    {"object", Type::object},
});

std::optional<Type> type_of(std::string_view name) {
  for (const auto& [known, type] : types) {
    if (known == name) return type;
  }
  return std::nullopt;
}

std::string nearest_type(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& [known, type] : types) names.push_back(known);
  const std::string near = did_you_mean(name, names);
  return near.empty() ? "; JSON Schema has null, boolean, integer, number, string, array and object"
                      : near;
}

}  // namespace

std::string spelled(const yaml::Node& node) {
  constexpr std::size_t most = 40;
  if (!node.is_scalar()) return std::string(yaml::describe(node.kind));
  if (node.is_null()) return "nothing";
  const std::string text = printable(node.text);
  const bool is_long = code_points(node.text) > most;
  if (node.is_string()) {
    return is_long ? fmt::format("a string of {} characters", code_points(node.text))
                   : fmt::format("'{}'", text);
  }
  return is_long ? std::string(yaml::describe(node.kind)) : text;
}

bool Compiler::takes(const Place& place, const yaml::Entry& entry, yaml::Kind kind,
                     std::string_view what) {
  if (entry.value->kind == kind) return true;
  problem(place, entry,
          fmt::format("'{}' must be {}, not {}", entry.key, what, spelled(*entry.value)));
  return false;
}

std::optional<Decimal> Compiler::number(const Place& place, const yaml::Entry& entry) {
  const yaml::Node& value = *entry.value;
  const bool is_number = value.kind == yaml::Kind::integer || value.kind == yaml::Kind::number;
  std::optional<Decimal> read = is_number ? Decimal::read(value.text) : std::nullopt;
  if (!read) {
    problem(place, entry, fmt::format("'{}' must be a number, not {}", entry.key, spelled(value)));
  }
  return read;
}

std::optional<std::size_t> Compiler::count(const Place& place, const yaml::Entry& entry) {
  const yaml::Node& value = *entry.value;
  const bool is_number = value.kind == yaml::Kind::integer || value.kind == yaml::Kind::number;
  const std::optional<Decimal> read = is_number ? Decimal::read(value.text) : std::nullopt;
  std::optional<std::size_t> size = read ? read->as_size() : std::nullopt;
  if (!size) {
    problem(
        place, entry,
        fmt::format("'{}' must be a whole number from 0 up, not {}", entry.key, spelled(value)));
  }
  return size;
}

std::optional<std::vector<std::string>> Compiler::names(const Place& place,
                                                        const yaml::Entry& entry,
                                                        const yaml::Node& list) {
  std::vector<std::string> found;
  for (const auto& item : list.items) {
    if (!item->is_string()) {
      problem(place.schema, entry.key, item->at,
              fmt::format("'{}' must list names of properties, not {}", entry.key, spelled(*item)));
      return std::nullopt;
    }
    found.push_back(item->text);
  }
  return found;
}

std::shared_ptr<const Pattern> Compiler::pattern(const Place& place, const yaml::Entry& entry,
                                                 std::string_view source, Span at) {
  Pattern::Compiled compiled = Pattern::compile(source);
  if (compiled.pattern == nullptr) {
    problem(place.schema, entry.key, at,
            fmt::format("'{}' has a pattern that cannot be used, '{}': {}", entry.key,
                        printable(source), printable(compiled.problem)));
  }
  return std::move(compiled.pattern);
}

void Compiler::read_type(const Place& place, const yaml::Entry& entry) {
  const yaml::Node& value = *entry.value;
  const bool is_list = value.is_sequence() && !value.items.empty();
  if (!value.is_string() && !is_list) {
    problem(place, entry,
            fmt::format("'type' must be the name of a type or a list of some, not {}",
                        value.is_sequence() ? "an empty list" : spelled(value)));
    return;
  }
  TypeSet set;
  const auto add = [&](const yaml::Node& name) {
    const std::optional<Type> type = name.is_string() ? type_of(name.text) : std::nullopt;
    if (type) return set.add(*type);
    problem(place.schema, "type", name.at,
            fmt::format("no type {}{}", spelled(name), nearest_type(name.text)));
  };
  if (value.is_string()) add(value);
  for (const auto& item : value.items) add(*item);
  place.schema.types = set;
}

std::unique_ptr<Values> Compiler::values(const Place& place, const yaml::Entry& entry,
                                         std::vector<std::shared_ptr<const yaml::Node>> nodes) {
  auto values = std::make_unique<Values>();
  for (const auto& node : nodes) {
    std::optional<std::string> known = identity(*node);
    if (!known) {
      problem(place, entry, fmt::format("'{}' holds a value that is too large", entry.key));
      return nullptr;
    }
    values->identities.insert(std::move(*known));
  }
  values->nodes = std::move(nodes);
  return values;
}

void Compiler::read_enum(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::sequence, "a list of values")) return;
  if (entry.value->items.empty() && place.draft() <= Draft::draft6) {
    problem(place, entry, "'enum' must have a value at least");
    return;
  }
  place.schema.enumeration = values(place, entry, entry.value->items);
}

void Compiler::read_const(const Place& place, const yaml::Entry& entry) {
  place.schema.constant = values(place, entry, {entry.value});
}

void Compiler::read_bound(const Place& place, const yaml::Entry& entry) {
  const std::optional<Decimal> limit = number(place, entry);
  if (!limit) return;
  NumberKeywords& keywords = part(place.schema.number);
  const bool is_minimum = entry.key == "minimum";
  const yaml::Node* exclusive =
      place.schema.source->find(is_minimum ? "exclusiveMinimum" : "exclusiveMaximum");
  const bool excludes = place.draft() == Draft::draft4 && exclusive != nullptr &&
                        exclusive->as_boolean().value_or(false);
  if (is_minimum) {
    (excludes ? keywords.exclusive_minimum : keywords.minimum) = limit;
  } else {
    (excludes ? keywords.exclusive_maximum : keywords.maximum) = limit;
  }
}

void Compiler::read_exclusive_bound(const Place& place, const yaml::Entry& entry) {
  const bool is_minimum = entry.key == "exclusiveMinimum";
  const std::string_view bound = is_minimum ? "minimum" : "maximum";
  if (place.draft() == Draft::draft4) {
    if (takes(place, entry, yaml::Kind::boolean, "a boolean in draft-04") &&
        place.schema.source->find(bound) == nullptr) {
      problem(place, entry, fmt::format("'{}' needs '{}' beside it", entry.key, bound));
    }
    return;
  }
  if (entry.value->kind == yaml::Kind::boolean) {
    problem(place, entry,
            fmt::format("'{}' must be a number, not {}", entry.key, spelled(*entry.value)),
            fmt::format("since draft-06 the limit of '{}' is its own value", entry.key));
    return;
  }
  const std::optional<Decimal> limit = number(place, entry);
  if (!limit) return;
  NumberKeywords& keywords = part(place.schema.number);
  (is_minimum ? keywords.exclusive_minimum : keywords.exclusive_maximum) = limit;
}

void Compiler::read_multiple_of(const Place& place, const yaml::Entry& entry) {
  const std::optional<Decimal> divisor = number(place, entry);
  if (!divisor) return;
  if (divisor->is_zero() || divisor->is_negative()) {
    problem(place, entry,
            fmt::format("'multipleOf' must be greater than 0, not {}", spelled(*entry.value)));
    return;
  }
  part(place.schema.number).multiple_of = divisor;
}

void Compiler::read_count(const Place& place, const yaml::Entry& entry) {
  const std::optional<std::size_t> limit = count(place, entry);
  if (!limit) return;
  Subschema& schema = place.schema;
  if (entry.key == "minLength") part(schema.string).min_length = limit;
  if (entry.key == "maxLength") part(schema.string).max_length = limit;
  if (entry.key == "minItems") part(schema.array).min_items = limit;
  if (entry.key == "maxItems") part(schema.array).max_items = limit;
  if (entry.key == "minProperties") part(schema.object).min_properties = limit;
  if (entry.key == "maxProperties") part(schema.object).max_properties = limit;
  if (schema.source->find("contains") == nullptr) return;
  if (entry.key == "minContains") part(schema.array).min_contains = limit;
  if (entry.key == "maxContains") part(schema.array).max_contains = limit;
}

void Compiler::read_pattern(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::string, "a string")) return;
  part(place.schema.string).pattern = pattern(place, entry, entry.value->text, entry.value->at);
}

void Compiler::read_format(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::string, "a string")) return;
  StringKeywords& keywords = part(place.schema.string);
  keywords.format = entry.value->text;
  keywords.asserts_format =
      options_.formats == Formats::assert_common && knows_format(entry.value->text);
}

void Compiler::read_unique(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::boolean, "a boolean")) return;
  part(place.schema.array).unique = *entry.value->as_boolean();
}

void Compiler::read_required(const Place& place, const yaml::Entry& entry) {
  if (entry.value->kind == yaml::Kind::boolean) {
    problem(place, entry,
            fmt::format("'required' must be a list of names, not {}", spelled(*entry.value)),
            "since draft-04 the object lists which of its properties are required");
    return;
  }
  if (!takes(place, entry, yaml::Kind::sequence, "a list of names")) return;
  if (auto listed = names(place, entry, *entry.value)) {
    part(place.schema.object).required = std::move(*listed);
  }
}

}  // namespace dcr::schema
