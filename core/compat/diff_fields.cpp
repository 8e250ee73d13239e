// SPDX-License-Identifier: Apache-2.0
#include "core/base/steps.hpp"
#include "core/base/text.hpp"
#include "core/compat/classification.hpp"
#include "core/compat/diff_parts.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

namespace dcr::diff_parts {
namespace {

std::string values_text(const std::vector<std::string>& values) {
  return fmt::format("[{}]", fmt::join(values, ", "));
}

std::vector<std::string> missing_from(const std::vector<std::string>& values,
                                      const std::vector<std::string>& others) {
  std::vector<std::string> missing;
  count_steps(values.size() + others.size());
  const std::unordered_set<std::string_view> known(others.begin(), others.end());
  for (const std::string& value : values) {
    if (!known.contains(value)) {
      missing.push_back(value);
    }
  }
  return missing;
}

Span or_name(Span at, const Field& field) { return at.known() ? at : field.name.at; }

void diff_type(const Field& before, const Field& after, const std::string& path, Sides sides,
               std::vector<Change>& changes) {
  const TypeChange type_change = sides == Sides::one_format
                                     ? compare(before.type.value, after.type.value)
                                     : compare_between_formats(before.type.value, after.type.value);
  if (type_change == TypeChange::none) {
    return;
  }
  const ChangeKind kind = type_change == TypeChange::widened    ? ChangeKind::type_widened
                          : type_change == TypeChange::narrowed ? ChangeKind::type_narrowed
                                                                : ChangeKind::type_changed;
  changes.push_back(changed(kind, path, before.type.value.spelled, after.type.value.spelled,
                            or_name(before.type.at, before), or_name(after.type.at, after)));
}

void diff_enum(const Field& before, const Field& after, const std::string& path,
               std::vector<Change>& changes) {
  const auto add = [&](ChangeKind kind, std::string was, std::string is) {
    changes.push_back(changed(kind, path, std::move(was), std::move(is),
                              before.enum_values ? before.enum_values->at : before.name.at,
                              after.enum_values ? after.enum_values->at : after.name.at));
  };
  if (!before.enum_values && !after.enum_values) {
    return;
  }
  if (!before.enum_values) {
    add(ChangeKind::enum_added, "", values_text(after.enum_values->value));
    return;
  }
  if (!after.enum_values) {
    add(ChangeKind::enum_removed, values_text(before.enum_values->value), "");
    return;
  }
  const auto lost = missing_from(before.enum_values->value, after.enum_values->value);
  const auto gained = missing_from(after.enum_values->value, before.enum_values->value);
  if (!lost.empty()) {
    add(ChangeKind::enum_shrunk, fmt::format("{}", fmt::join(lost, ", ")), "");
  }
  if (!gained.empty()) {
    add(ChangeKind::enum_grown, "", fmt::format("{}", fmt::join(gained, ", ")));
  }
}

void diff_flags(const Field& before, const Field& after, const std::string& path,
                std::vector<Change>& changes) {
  const auto flag = [&](const Located<bool>& was, const Located<bool>& is, ChangeKind raised,
                        ChangeKind dropped) {
    if (was.value != is.value) {
      changes.push_back(changed(is.value ? raised : dropped, path, was.value ? "true" : "false",
                                is.value ? "true" : "false", or_name(was.at, before),
                                or_name(is.at, after)));
    }
  };
  flag(before.required, after.required, ChangeKind::required_added, ChangeKind::required_removed);
  flag(before.unique, after.unique, ChangeKind::unique_added, ChangeKind::unique_removed);
  flag(before.deprecated, after.deprecated, ChangeKind::deprecated, ChangeKind::undeprecated);
}

void diff_meaning(const Field& before, const Field& after, const std::string& path,
                  std::vector<Change>& changes) {
  const auto text = [&](const Located<std::string>& was, const Located<std::string>& is,
                        ChangeKind kind) {
    if (was.value != is.value) {
      changes.push_back(changed(kind, path, was.value, is.value.empty() ? "nothing" : is.value,
                                or_name(was.at, before), or_name(is.at, after)));
      changes.back().detail = kind == ChangeKind::other_changed ? "unit" : "";
    }
  };
  // A unit that was never stated is documented, not changed.
  text(before.unit, after.unit,
       before.unit.value.empty() ? ChangeKind::other_changed : ChangeKind::unit_changed);
  text(before.description, after.description, ChangeKind::description_changed);
  if (before.classification.value != after.classification.value) {
    const auto said = [](const std::string& word) { return word.empty() ? "nothing" : word; };
    const bool raised = is_raised(before.classification.value, after.classification.value);
    changes.push_back(changed(
        raised ? ChangeKind::classification_raised : ChangeKind::classification_lowered, path,
        said(before.classification.value), said(after.classification.value),
        or_name(before.classification.at, before), or_name(after.classification.at, after)));
  }
}

/// A change of what an entry does not state stands at the entry, and underlines its name.
void point_at_entries(const Field& before, const Field& after, Change& change) {
  if (change.before_at == before.name.at) {
    change.before_at = before.at;
    change.before_mark = before.name.at;
  }
  if (change.after_at == after.name.at) {
    change.after_at = after.at;
    change.after_mark = after.name.at;
  }
}

void diff_field(const Field& before, const Field& after, const std::string& path, Sides sides,
                std::vector<Change>& changes);

void diff_items(const Field& before, const Field& after, const std::string& path, Sides sides,
                std::vector<Change>& changes) {
  const std::string items_path = path + "[]";
  if (before.items && after.items) {
    diff_field(*before.items, *after.items, items_path, sides, changes);
  } else if (after.items) {
    changes.push_back(changed(ChangeKind::type_narrowed, items_path, "anything",
                              after.items->type.value.spelled, before.name.at,
                              or_name(after.items->type.at, after)));
  } else if (before.items) {
    changes.push_back(changed(ChangeKind::type_widened, items_path,
                              before.items->type.value.spelled, "anything",
                              or_name(before.items->type.at, before), after.name.at));
  }
}

void diff_field(const Field& before, const Field& after, const std::string& path, Sides sides,
                std::vector<Change>& changes) {
  const std::size_t count = changes.size();
  diff_type(before, after, path, sides, changes);
  const bool same_type = changes.size() == count || changes.back().kind != ChangeKind::type_changed;
  diff_flags(before, after, path, changes);
  diff_enum(before, after, path, changes);
  diff_constraints(before, after, path, sides, changes);
  diff_meaning(before, after, path, changes);
  const Block block{after.name.at.known() ? after.name.at : after.at, after.at.begin.line,
                    after.last_line};
  diff_quality(before.quality, after.quality, path, block, sides, changes);
  diff_other(before.other, after.other, path, before.name.at, after.name.at, changes);
  for (std::size_t i = count; i < changes.size(); ++i) {
    point_at_entries(before, after, changes[i]);
    if (!changes[i].removed_thing) {
      changes[i].block_first_line = block.first_line;
      changes[i].block_last_line = block.last_line;
    }
  }
  // Parts of a value of another type have no counterpart: the type change says it all.
  if (same_type) {
    diff_fields(before.children, after.children, path, block, sides, changes);
    diff_items(before, after, path, sides, changes);
  }
}

/// Maps the old name of a renamed field to the new field that lists it as an alias.
std::map<std::string, const Field*> renames(const FieldList& list, FieldIndex& before,
                                            FieldIndex& after) {
  std::map<std::string, const Field*> found;
  for (const Field& field : list.fields) {
    if (before.find(field.name.value) != nullptr) {
      continue;  // It was there already: its aliases are history.
    }
    for (const std::string& alias : field.aliases) {
      if (before.find(alias) != nullptr && after.find(alias) == nullptr &&
          found.emplace(alias, &field).second) {
        break;
      }
    }
  }
  return found;
}

void add_removed(const Field& field, const std::string& path, const Block& block,
                 std::vector<Change>& changes) {
  Change change =
      removed(ChangeKind::field_removed, path, field.type.value.spelled, field.at, block);
  change.before_mark = field.name.at;
  if (!field.deprecated.value) {
    changes.push_back(change);
    change.kind = ChangeKind::field_removed_undeprecated;
  }
  changes.push_back(std::move(change));
}

}  // namespace

void diff_fields(const FieldList& before, const FieldList& after, const std::string& path,
                 const Block& block, Sides sides, std::vector<Change>& changes) {
  FieldIndex old_fields(before);
  FieldIndex new_fields(after);
  const auto renamed = renames(after, old_fields, new_fields);
  std::set<const Field*> has_old_name;
  for (const Field& old_field : before.fields) {
    const std::string old_path = join_path(path, path_component(old_field.name.value));
    if (const Field* same = new_fields.find(old_field.name.value)) {
      diff_field(old_field, *same, old_path, sides, changes);
    } else if (const auto to = renamed.find(old_field.name.value); to != renamed.end()) {
      const Field& new_field = *to->second;
      has_old_name.insert(&new_field);
      const std::string new_path = join_path(path, path_component(new_field.name.value));
      changes.push_back(changed(ChangeKind::field_renamed, new_path, old_path, new_path,
                                old_field.name.at, new_field.name.at));
      point_at_entries(old_field, new_field, changes.back());
      diff_field(old_field, new_field, new_path, sides, changes);
    } else {
      add_removed(old_field, old_path, block, changes);
    }
  }
  for (const Field& new_field : after.fields) {
    if (old_fields.find(new_field.name.value) == nullptr && !has_old_name.contains(&new_field)) {
      changes.push_back(changed(
          new_field.required.value ? ChangeKind::field_added_required : ChangeKind::field_added,
          join_path(path, path_component(new_field.name.value)), "", new_field.type.value.spelled,
          {}, new_field.at));
      changes.back().after_mark = new_field.name.at;
    }
  }
}

}  // namespace dcr::diff_parts
