// SPDX-License-Identifier: Apache-2.0
// Violations of keywords with schemas in them.
#include "core/base/text.hpp"
#include "core/schema/explainer.hpp"
#include "core/schema/readers.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dcr::schema {

namespace {

/// How a message names a schema: by its title, else by its place.
std::string name_of(const Subschema& schema) {
  const Subschema* named = &schema;
  // A branch that only refers is called what it refers to.
  for (int i = 0; i < 8 && named->references.size() == 1; ++i) {
    if (named->source->find("title") != nullptr) break;
    named = named->references.front().target;
  }
  const yaml::Node* title = named->source->find("title");
  if (title != nullptr && title->is_string() && code_points(title->text) < 60) {
    return fmt::format("'{}'", printable(title->text));
  }
  return fmt::format("'#{}'", printable(named->pointer));
}

/// What tells branches apart: the lower, the nearer is the branch to what was meant.
auto distance(const std::vector<Violation>& objections, const std::string& at) {
  const auto is_here = [&](const Violation& objection, std::string_view keyword) {
    return objection.keyword == keyword && objection.instance_pointer == at;
  };
  const bool type = std::any_of(objections.begin(), objections.end(),
                                [&](const Violation& one) { return is_here(one, "type"); });
  // A member with the wrong constant names another branch: {"kind": "circle"}.
  const bool tag = std::any_of(objections.begin(), objections.end(), [](const Violation& one) {
    return one.keyword == "const" || one.keyword == "enum";
  });
  return std::tuple(type, tag, objections.size());
}

}  // namespace

std::vector<Violation> Explainer::explain(const Subschema& schema, const yaml::Node& value) {
  visit(schema, {value});
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Violation& a, const Violation& b) { return a.at.begin < b.at.begin; });
  return std::move(found_);
}

void Explainer::refuse_item(const Subschema& schema, std::string_view keyword, const Where& where,
                            std::size_t index, const Subschema& rest) {
  const Where item{*where.value.items[index], &where, {}, index, false, where.is_secret};
  if (!rest.always) return visit(rest, item);
  if (*rest.always) return;
  add(schema, keyword, item,
      fmt::format("{} is one item too many: {} are allowed", subject(item), index));
}

void Explainer::refuse_member(const Subschema& schema, std::string_view keyword, const Where& where,
                              const yaml::Entry& entry, const Subschema& rest) {
  const Where member{*entry.value, &where, entry.key, 0, false, where.is_secret};
  if (!rest.always) return visit(rest, member);
  if (*rest.always || is_full()) return;
  std::vector<std::string_view> known;
  for (const Property& property : schema.object->properties) known.push_back(property.name);
  add(schema, keyword, member,
      fmt::format("no '{}' is known here{}", printable(path(member)),
                  did_you_mean(entry.key, known)));
  found_.back().at = entry.key_at;
}

void Explainer::visit_object(const Subschema& schema, const Where& where) {
  const ObjectKeywords& keywords = *schema.object;
  const std::size_t size = where.value.entries.size();
  const auto of_size = [&](std::string_view keyword, std::string_view bound, std::size_t limit) {
    add(schema, keyword, where,
        fmt::format("{} must have {} {} {}, not {}", subject(where), bound, limit,
                    limit == 1 ? "property" : "properties", size));
  };
  if (keywords.min_properties && size < *keywords.min_properties) {
    of_size("minProperties", "at least", *keywords.min_properties);
  }
  if (keywords.max_properties && size > *keywords.max_properties) {
    of_size("maxProperties", "at most", *keywords.max_properties);
  }
  for (const std::string& name : keywords.required) {
    if (evaluator_.member(where.value, name) != nullptr) continue;
    const std::string missing = join_path(path(where), path_component(name));
    add(schema, "required", where, fmt::format("'{}' is required", printable(missing)));
  }
  visit_members(schema, where);
  visit_dependents(schema, where);
}

void Explainer::visit_members(const Subschema& schema, const Where& where) {
  const ObjectKeywords& keywords = *schema.object;
  for (const yaml::Entry& entry : where.value.entries) {
    if (is_full()) return;
    const Where member{*entry.value, &where, entry.key, 0, false, where.is_secret};
    bool is_known = false;
    const auto property = keywords.by_name.find(entry.key);
    if (property != keywords.by_name.end()) {
      is_known = true;
      visit(*property->second, member);
    }
    for (const PatternProperty& other : keywords.pattern_properties) {
      if (!evaluator_.fits_pattern(*other.pattern, entry.key)) continue;
      is_known = true;
      visit(*other.schema, member);
    }
    if (!is_known && keywords.additional != nullptr) {
      refuse_member(schema, "additionalProperties", where, entry, *keywords.additional);
    }
    if (keywords.property_names != nullptr) {
      visit(*keywords.property_names,
            {evaluator_.name_of(entry), &where, entry.key, 0, true, where.is_secret});
    }
  }
}

void Explainer::visit_dependents(const Subschema& schema, const Where& where) {
  const ObjectKeywords& keywords = *schema.object;
  for (const DependentRequired& dependent : keywords.dependent_required) {
    if (evaluator_.member(where.value, dependent.name) == nullptr) continue;
    for (const std::string& name : dependent.required) {
      if (evaluator_.member(where.value, name) != nullptr) continue;
      add(schema, keywords.is_dependencies ? "dependencies" : "dependentRequired", where,
          fmt::format("'{}' is required where '{}' is",
                      printable(join_path(path(where), path_component(name))),
                      printable(dependent.name)));
    }
  }
  for (const Property& dependent : keywords.dependent_schemas) {
    if (evaluator_.member(where.value, dependent.name) != nullptr) visit(*dependent.schema, where);
  }
}

std::vector<Violation> Explainer::objections(const Subschema& branch, const Where& where) {
  Explainer within(evaluator_, limits_);
  within.depth_ = depth_ + 1;
  within.visit(branch, where);
  return std::move(within.found_);
}

/// "the nearest is 'Circle': 'shape.r' is required", or the types when nothing else differs.
std::string Explainer::nearest_branch(const std::vector<const Subschema*>& branches,
                                      const Where& where) {
  const std::string at = pointer(where);
  std::vector<Violation> nearest;
  const Subschema* nearest_branch = nullptr;
  TypeSet types;
  bool only_types = true;
  for (const Subschema* branch : branches) {
    std::vector<Violation> against = objections(*branch, where);
    only_types = only_types && branch->types && against.size() == 1 &&
                 against.front().keyword == "type" && against.front().instance_pointer == at;
    for (const Type type : {Type::null, Type::boolean, Type::integer, Type::number, Type::string,
                            Type::array, Type::object}) {
      if (branch->types && branch->types->has(type)) types.add(type);
    }
    if (nearest_branch == nullptr || distance(against, at) < distance(nearest, at)) {
      nearest_branch = branch;
      nearest = std::move(against);
    }
  }
  if (only_types) {
    return fmt::format("{} must be {}, not {}", subject(where), one_of(types),
                       where.value.is_null() ? "null" : yaml::describe(where.value.kind));
  }
  std::string out = fmt::format("{} fits none of {}; the nearest, {}, says: ", subject(where),
                                counted(branches.size(), "alternative"), name_of(*nearest_branch));
  constexpr std::size_t most = 3;
  for (std::size_t i = 0; i < std::min(nearest.size(), most); ++i) {
    out += (i == 0 ? "" : "; ") + nearest[i].message;
  }
  if (nearest.size() > most) out += fmt::format("; and {} more", nearest.size() - most);
  return out;
}

void Explainer::visit_branches(const Subschema& schema, const Where& where,
                               std::string_view keyword,
                               const std::vector<const Subschema*>& branches) {
  std::vector<const Subschema*> fitting;
  for (const Subschema* branch : branches) {
    if (evaluator_.is_valid(*branch, where.value)) fitting.push_back(branch);
  }
  const bool must_be_one = keyword == "oneOf";
  if (must_be_one ? fitting.size() == 1 : !fitting.empty()) return;
  if (fitting.size() > 1) {
    return add(schema, keyword, where,
               fmt::format("{} must fit one alternative only, but fits {} and {}", subject(where),
                           name_of(*fitting[0]), name_of(*fitting[1])));
  }
  // Alternatives within alternatives multiply; what the innermost say would not be read anyway.
  constexpr int most_nested = 3;
  if (depth_ >= most_nested || is_full()) {
    return add(
        schema, keyword, where,
        fmt::format("{} fits none of {}", subject(where), counted(branches.size(), "alternative")));
  }
  add(schema, keyword, where, nearest_branch(branches, where));
}

void Explainer::visit_logic(const Subschema& schema, const Where& where) {
  const LogicKeywords& keywords = *schema.logic;
  for (const Subschema* part : keywords.all_of) visit(*part, where);
  if (!keywords.any_of.empty()) visit_branches(schema, where, "anyOf", keywords.any_of);
  if (!keywords.one_of.empty()) visit_branches(schema, where, "oneOf", keywords.one_of);
  if (keywords.negated != nullptr && evaluator_.is_valid(*keywords.negated, where.value)) {
    add(schema, "not", where,
        fmt::format("{} must not fit {}", subject(where), name_of(*keywords.negated)));
  }
  if (keywords.condition == nullptr) return;
  const Subschema* then = evaluator_.is_valid(*keywords.condition, where.value)
                              ? keywords.consequence
                              : keywords.alternative;
  if (then != nullptr) visit(*then, where);
}

void Explainer::visit_unevaluated(const Subschema& schema, const Where& where) {
  const Subschema* items =
      schema.array && where.value.is_sequence() ? schema.array->unevaluated : nullptr;
  const Subschema* members =
      schema.object && where.value.is_mapping() ? schema.object->unevaluated : nullptr;
  if (items == nullptr && members == nullptr) return;
  const std::vector<bool> marks = evaluator_.evaluated(schema, where.value);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i]) continue;
    if (items != nullptr) refuse_item(schema, "unevaluatedItems", where, i, *items);
    if (members != nullptr) {
      refuse_member(schema, "unevaluatedProperties", where, where.value.entries[i], *members);
    }
  }
}

}  // namespace dcr::schema
