// SPDX-License-Identifier: Apache-2.0
#include "core/schema/evaluator.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/schema/format.hpp"
#include "core/schema/identity.hpp"

#include <algorithm>
#include <functional>

namespace dcr::schema {

bool has_type(const yaml::Node& value, const TypeSet& types, Draft draft) {
  switch (value.kind) {
    case yaml::Kind::null: return types.has(Type::null);
    case yaml::Kind::boolean: return types.has(Type::boolean);
    case yaml::Kind::string: return types.has(Type::string);
    case yaml::Kind::sequence: return types.has(Type::array);
    case yaml::Kind::mapping: return types.has(Type::object);
    case yaml::Kind::integer: return types.has(Type::integer) || types.has(Type::number);
    case yaml::Kind::number: break;
  }
  if (types.has(Type::number)) return true;
  if (!types.has(Type::integer) || draft == Draft::draft4) return false;
  const std::optional<Decimal> number = Decimal::read(value.text);
  return number && number->is_integer();
}

std::size_t Evaluator::KeyHash::operator()(const Key& key) const {
  const std::hash<const void*> hash;
  return (hash(key.schema) * 1'000'003 + hash(key.value)) * 31 +
         static_cast<std::size_t>(key.scope + 1);
}

bool Evaluator::spend(std::size_t steps) {
  steps_ += steps;
  if (steps_ > limits_.steps) give_up("it is too expensive");
  return !is_undecided();
}

void Evaluator::give_up(std::string_view why) {
  if (why_undecided_.empty()) why_undecided_ = why;
}

bool Evaluator::is_valid(const Subschema& schema, const yaml::Node& value) {
  if (!spend(1)) return false;
  if (schema.always) return *schema.always;
  const Within within(*this, schema);
  if (is_undecided()) return false;
  if (!schema.is_shared) return check(schema, value);
  const Key key{&schema, &value, scope_};
  const auto [known, is_new] = verdicts_.try_emplace(key, Verdict::open);
  if (!is_new) {
    if (known->second == Verdict::open) give_up("a reference leads back to itself");
    return known->second == Verdict::yes;
  }
  const bool verdict = check(schema, value);
  verdicts_[key] = verdict ? Verdict::yes : Verdict::no;
  return verdict;
}

bool Evaluator::check(const Subschema& schema, const yaml::Node& value) {
  if (schema.types && !has_type(value, *schema.types, schema.draft())) return false;
  if (schema.constant && !holds(*schema.constant, value)) return false;
  if (schema.enumeration && !holds(*schema.enumeration, value)) return false;
  if (!check_kind(schema, value)) return false;
  for (const Reference& reference : schema.references) {
    if (!is_valid(target(reference), value)) return false;
  }
  if (schema.logic && !check_logic(*schema.logic, value)) return false;
  return check_unevaluated(schema, value);
}

bool Evaluator::check_kind(const Subschema& schema, const yaml::Node& value) {
  switch (value.kind) {
    case yaml::Kind::null:
    case yaml::Kind::boolean: return true;
    case yaml::Kind::integer:
    case yaml::Kind::number: return !schema.number || check_number(*schema.number, value);
    case yaml::Kind::string: return !schema.string || check_string(*schema.string, value);
    case yaml::Kind::sequence: return !schema.array || check_array(*schema.array, value);
    case yaml::Kind::mapping: return !schema.object || check_object(*schema.object, value);
  }
  unreachable();
}

bool Evaluator::holds(const Values& values, const yaml::Node& value) {
  const std::optional<std::string> known = identity(value);
  if (!known) {
    give_up("a value is too large");
    return false;
  }
  return spend(known->size() / 32) && values.identities.contains(*known);
}

bool Evaluator::check_number(const NumberKeywords& keywords, const yaml::Node& value) {
  if (!spend(value.text.size() / 32)) return false;
  const std::optional<Decimal> number = Decimal::read(value.text);
  if (!number) {
    // `.inf` and `.nan` are within no bounds; numbers too long to read may be.
    const bool is_finite = value.text.find_first_of("nN") == std::string::npos;
    if (is_finite) give_up("a number is too long");
    return false;
  }
  if (keywords.minimum && *number < *keywords.minimum) return false;
  if (keywords.exclusive_minimum && *number <= *keywords.exclusive_minimum) return false;
  if (keywords.maximum && *number > *keywords.maximum) return false;
  if (keywords.exclusive_maximum && *number >= *keywords.exclusive_maximum) return false;
  if (!keywords.multiple_of) return true;
  const std::optional<bool> divides = number->is_multiple_of(*keywords.multiple_of);
  if (!divides) give_up("a number is too long");
  return divides.value_or(false);
}

bool Evaluator::fits_pattern(const Pattern& pattern, std::string_view text) {
  return spend(1 + text.size() / 16) && pattern.matches(text);
}

bool Evaluator::fits_format(const StringKeywords& keywords, const yaml::Node& value) {
  return !keywords.asserts_format ||
         (spend(1 + value.text.size() / 32) && has_format(value.text, *keywords.format));
}

bool Evaluator::check_string(const StringKeywords& keywords, const yaml::Node& value) {
  if (keywords.min_length || keywords.max_length) {
    const std::size_t length = code_points(value.text);
    if (!spend(value.text.size() / 128)) return false;
    if (keywords.min_length && length < *keywords.min_length) return false;
    if (keywords.max_length && length > *keywords.max_length) return false;
  }
  return (!keywords.pattern || fits_pattern(*keywords.pattern, value.text)) &&
         fits_format(keywords, value);
}

std::optional<std::pair<std::size_t, std::size_t>> Evaluator::repeated(const yaml::Node& list) {
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    std::optional<std::string> known = identity(*list.items[i]);
    if (!known || !spend(1 + known->size() / 32)) {
      give_up("a value is too large");
      return std::nullopt;
    }
    const auto [first, is_new] = seen.emplace(std::move(*known), i);
    if (!is_new) return std::pair(i, first->second);
  }
  return std::nullopt;
}

std::size_t Evaluator::contained(const Subschema& contains, const yaml::Node& list) {
  std::size_t count = 0;
  for (const auto& item : list.items) count += is_valid(contains, *item) ? 1U : 0U;
  return count;
}

bool Evaluator::check_array(const ArrayKeywords& keywords, const yaml::Node& value) {
  const std::size_t size = value.items.size();
  if (keywords.min_items && size < *keywords.min_items) return false;
  if (keywords.max_items && size > *keywords.max_items) return false;
  for (std::size_t i = 0; i < size; ++i) {
    const Subschema* item = i < keywords.prefix.size() ? keywords.prefix[i] : keywords.items;
    if (item == nullptr) break;
    if (!is_valid(*item, *value.items[i])) return false;
  }
  if (keywords.contains != nullptr) {
    const std::size_t count = contained(*keywords.contains, value);
    if (count < keywords.min_contains.value_or(1)) return false;
    if (keywords.max_contains && count > *keywords.max_contains) return false;
  }
  return !keywords.unique || !repeated(value);
}

const yaml::Node& Evaluator::name_of(const yaml::Entry& entry) {
  const auto [name, is_new] = names_.try_emplace(&entry);
  if (is_new) {
    name->second.kind = yaml::Kind::string;
    name->second.at = entry.key_at;
    name->second.text = entry.key;
  }
  return name->second;
}

bool Evaluator::check_object(const ObjectKeywords& keywords, const yaml::Node& value) {
  const std::size_t size = value.entries.size();
  if (keywords.min_properties && size < *keywords.min_properties) return false;
  if (keywords.max_properties && size > *keywords.max_properties) return false;
  if (!spend(keywords.required.size())) return false;
  for (const std::string& name : keywords.required) {
    if (member(value, name) == nullptr) return false;
  }
  return check_members(keywords, value) && check_dependents(keywords, value);
}

bool Evaluator::check_members(const ObjectKeywords& keywords, const yaml::Node& value) {
  for (const yaml::Entry& entry : value.entries) {
    bool is_known = false;
    const auto property = keywords.by_name.find(entry.key);
    if (property != keywords.by_name.end()) {
      is_known = true;
      if (!is_valid(*property->second, *entry.value)) return false;
    }
    for (const PatternProperty& other : keywords.pattern_properties) {
      if (!fits_pattern(*other.pattern, entry.key)) continue;
      is_known = true;
      if (!is_valid(*other.schema, *entry.value)) return false;
    }
    if (!is_known && keywords.additional != nullptr &&
        !is_valid(*keywords.additional, *entry.value)) {
      return false;
    }
    if (keywords.property_names != nullptr && !is_valid(*keywords.property_names, name_of(entry))) {
      return false;
    }
    if (!spend(1)) return false;
  }
  return true;
}

bool Evaluator::check_dependents(const ObjectKeywords& keywords, const yaml::Node& value) {
  for (const DependentRequired& dependent : keywords.dependent_required) {
    if (!spend(1)) return false;
    if (member(value, dependent.name) == nullptr) continue;
    for (const std::string& name : dependent.required) {
      if (!spend(1) || member(value, name) == nullptr) return false;
    }
  }
  return std::all_of(keywords.dependent_schemas.begin(), keywords.dependent_schemas.end(),
                     [&](const Property& dependent) {
                       return member(value, dependent.name) == nullptr ||
                              is_valid(*dependent.schema, value);
                     });
}

bool Evaluator::check_logic(const LogicKeywords& keywords, const yaml::Node& value) {
  const auto fits = [&](const Subschema* schema) { return is_valid(*schema, value); };
  if (!std::all_of(keywords.all_of.begin(), keywords.all_of.end(), fits)) return false;
  if (!keywords.any_of.empty() &&
      std::none_of(keywords.any_of.begin(), keywords.any_of.end(), fits)) {
    return false;
  }
  if (!keywords.one_of.empty() &&
      std::count_if(keywords.one_of.begin(), keywords.one_of.end(), fits) != 1) {
    return false;
  }
  if (keywords.negated != nullptr && fits(keywords.negated)) return false;
  if (keywords.condition == nullptr) return true;
  const Subschema* then = fits(keywords.condition) ? keywords.consequence : keywords.alternative;
  return then == nullptr || fits(then);
}

bool Evaluator::check_unevaluated(const Subschema& schema, const yaml::Node& value) {
  const Subschema* items =
      schema.array && value.is_sequence() ? schema.array->unevaluated : nullptr;
  const Subschema* members =
      schema.object && value.is_mapping() ? schema.object->unevaluated : nullptr;
  if (items == nullptr && members == nullptr) return true;
  const std::vector<bool> marks = evaluated(schema, value);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i]) continue;
    if (items != nullptr && !is_valid(*items, *value.items[i])) return false;
    if (members != nullptr && !is_valid(*members, *value.entries[i].value)) return false;
  }
  return true;
}

}  // namespace dcr::schema
