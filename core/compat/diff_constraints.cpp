// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff_parts.hpp"

#include <cmath>
#include <optional>
#include <set>

namespace dcr::diff_parts {
namespace {

/// How two values of one limit compare.
enum class Limit {
  upper,     ///< larger lets more pass: max_length, maximum
  lower,     ///< smaller lets more pass: min_items, minimum
  multiple,  ///< a divisor lets more pass: multiple_of
  text,      ///< no order: pattern, format
};

Limit limit_of(std::string_view name) {
  if (name.find("max") != std::string_view::npos) {
    return Limit::upper;
  }
  if (name.find("min") != std::string_view::npos) {
    return Limit::lower;
  }
  return name == "multiple_of" ? Limit::multiple : Limit::text;
}

bool divides(double divisor, double value) {
  if (divisor == 0) {
    return false;
  }
  const double quotient = value / divisor;
  return std::abs(quotient - std::round(quotient)) < 1e-9;
}

struct Move {
  bool tightened = false;
  bool loosened = false;
};

/// What replacing one value of a limit by another does. What has no order does both.
Move compare_limits(Limit limit, const std::string& before, const std::string& after) {
  const auto was = as_number(before);
  const auto is = as_number(after);
  if (!was || !is || limit == Limit::text) {
    return {.tightened = true, .loosened = true};
  }
  switch (limit) {
    case Limit::upper: return {.tightened = *is<*was, .loosened = *is> * was};
    case Limit::lower: return {.tightened = *is > *was, .loosened = *is < *was};
    case Limit::multiple: {
      const bool tightened = divides(*was, *is);
      const bool loosened = divides(*is, *was);
      return {.tightened = tightened || !loosened, .loosened = loosened || !tightened};
    }
    case Limit::text: break;
  }
  return {.tightened = true, .loosened = true};
}

/// What limits the values of a field; empty where nothing does.
std::optional<Constraint> limit(const Field& field, const std::string& name) {
  const auto found = field.constraints.find(name);
  return found == field.constraints.end() ? std::nullopt : std::optional(found->second);
}

/// The length of VARCHAR(36): what one format says by a type another says by a limit.
std::optional<Constraint> length_of_type(const Field& field) {
  const FieldType& type = field.type.value;
  const SizedType& sized = type.physical ? *type.physical : type.logical;
  if (sized.family != TypeFamily::string || !sized.length) {
    return std::nullopt;
  }
  return Constraint{std::to_string(*sized.length), field.type.at};
}

}  // namespace

void diff_constraints(const Field& before, const Field& after, const std::string& path, Sides sides,
                      std::vector<Change>& changes) {
  std::set<std::string> names;
  for (const auto& [name, constraint] : before.constraints) {
    names.insert(name);
  }
  for (const auto& [name, constraint] : after.constraints) {
    names.insert(name);
  }
  for (const std::string& name : names) {
    std::optional<Constraint> was = limit(before, name);
    std::optional<Constraint> is = limit(after, name);
    if (name == "max_length" && sides == Sides::two_formats) {
      std::optional<Constraint>& unsaid = was ? is : was;
      if (!unsaid) {
        unsaid = length_of_type(was ? after : before);
      }
    }
    if (was && is && was->value == is->value) {
      continue;
    }
    const Move move = was && is ? compare_limits(limit_of(name), was->value, is->value)
                                : Move{.tightened = is.has_value(), .loosened = was.has_value()};
    const auto add = [&](ChangeKind kind) {
      Change change = changed(kind, path, was ? was->value : "nothing", is ? is->value : "nothing",
                              was ? was->at : before.name.at, is ? is->at : after.name.at);
      change.detail = name;
      changes.push_back(std::move(change));
    };
    if (move.tightened) {
      add(ChangeKind::constraint_tightened);
    }
    if (move.loosened) {
      add(ChangeKind::constraint_loosened);
    }
  }
}

}  // namespace dcr::diff_parts
