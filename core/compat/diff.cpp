// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff.hpp"

#include "core/base/steps.hpp"
#include "core/base/text.hpp"
#include "core/compat/diff_parts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>
#include <unordered_map>

namespace dcr {
namespace diff_parts {

Change changed(ChangeKind kind, std::string path, std::string before, std::string after,
               Span before_at, Span after_at) {
  Change change{.kind = kind};
  change.field = std::move(path);
  change.before = std::move(before);
  change.after = std::move(after);
  change.before_at = before_at;
  change.after_at = after_at;
  return change;
}

Change removed(ChangeKind kind, std::string path, std::string before, Span before_at,
               const Block& block) {
  Change change = changed(kind, std::move(path), std::move(before), "", before_at, block.at);
  change.removed_thing = true;
  change.block_first_line = block.first_line;
  change.block_last_line = block.last_line;
  return change;
}

std::optional<double> as_number(const std::string& text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

void diff_other(const std::map<std::string, std::string>& before,
                const std::map<std::string, std::string>& after, const std::string& path,
                Span before_at, Span after_at, std::vector<Change>& changes) {
  std::set<std::string> keys;
  for (const auto& [key, value] : before) {
    keys.insert(key);
  }
  for (const auto& [key, value] : after) {
    keys.insert(key);
  }
  for (const std::string& key : keys) {
    const auto old_value = before.find(key);
    const auto new_value = after.find(key);
    std::string was = old_value == before.end() ? "" : old_value->second;
    std::string is = new_value == after.end() ? "" : new_value->second;
    if (was != is) {
      Change change = changed(ChangeKind::other_changed, path, std::move(was), std::move(is),
                              before_at, after_at);
      change.detail = key;
      changes.push_back(std::move(change));
    }
  }
}

}  // namespace diff_parts

namespace {

using diff_parts::Block;
using diff_parts::changed;

std::string key_text(const std::vector<std::string>& key) {
  return fmt::format("[{}]", fmt::join(key, ", "));
}

std::string owners_text(const std::vector<Owner>& owners) {
  std::vector<std::string> parts;
  for (const Owner& owner : owners) {
    parts.push_back(owner.contact.empty() ? owner.team
                                          : fmt::format("{} ({})", owner.team, owner.contact));
  }
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

Change described(const std::string& path, const Located<std::string>& before,
                 const Located<std::string>& after) {
  Change change =
      changed(ChangeKind::other_changed, path, before.value, after.value, before.at, after.at);
  change.detail = "description";
  return change;
}

Block block_of(const Contract& contract) {
  return {contract.name_at.known() ? contract.name_at : contract.at, contract.at.begin.line,
          contract.last_line};
}

Block block_of(const Object& object) {
  return {object.name.at.known() ? object.name.at : object.at, object.at.begin.line,
          object.last_line};
}

/// A part of a key is a name in a native contract and a path in others: `a.b` and `"a.b"`.
std::vector<std::string> key_in(const Object& object, Sides sides) {
  std::vector<std::string> key = object.primary_key.value;
  if (sides == Sides::one_format) return key;
  for (std::string& part : key) {
    const bool quoted =
        part.size() > 2 && part.find('"') == 0 && part.find('"', 1) + 1 == part.size();
    if (quoted) part = part.substr(1, part.size() - 2);
  }
  return key;
}

void diff_object(const Object& before, const Object& after, const std::string& path,
                 const Block& block, Sides sides, std::vector<Change>& changes) {
  if (key_in(before, sides) != key_in(after, sides)) {
    changes.push_back(changed(ChangeKind::key_changed, path, key_text(before.primary_key.value),
                              key_text(after.primary_key.value), before.primary_key.at,
                              after.primary_key.at.known() ? after.primary_key.at : block.at));
  }
  if (before.description.value != after.description.value) {
    changes.push_back(described(path, before.description, after.description));
  }
  diff_parts::diff_fields(before.fields, after.fields, path, block, sides, changes);
  diff_parts::diff_quality(before.quality, after.quality, path, block, sides, changes);
  diff_parts::diff_other(before.other, after.other, path, before.name.at, after.name.at, changes);
}

/// Of several of one name the first.
std::unordered_map<std::string_view, const Object*> by_name(const std::vector<Object>& objects) {
  std::unordered_map<std::string_view, const Object*> all;
  for (const Object& object : objects) all.emplace(object.name.value, &object);
  count_steps(objects.size());
  return all;
}

/// The counterpart of `object`: by name, or the only one where a format does not name it.
const Object* counterpart(const Object& object, const std::vector<Object>& own,
                          const std::vector<Object>& others,
                          const std::unordered_map<std::string_view, const Object*>& named) {
  if (const auto same = named.find(object.name.value); same != named.end()) {
    return same->second;
  }
  const bool only_pair = own.size() == 1 && others.size() == 1;
  const bool unnamed =
      only_pair && (own.front().name.value.empty() || others.front().name.value.empty());
  return unnamed ? &others.front() : nullptr;
}

void diff_objects(const Contract& before, const Contract& after, Sides sides,
                  std::vector<Change>& changes) {
  const bool several = before.objects.size() > 1 || after.objects.size() > 1;
  const auto old_objects = by_name(before.objects);
  const auto new_objects = by_name(after.objects);
  for (const Object& old_object : before.objects) {
    if (counterpart(old_object, before.objects, after.objects, new_objects) == nullptr) {
      changes.push_back(
          diff_parts::removed(ChangeKind::object_removed, path_component(old_object.name.value),
                              old_object.name.value, old_object.name.at, block_of(after)));
    }
  }
  for (const Object& new_object : after.objects) {
    const Object* old_object = counterpart(new_object, after.objects, before.objects, old_objects);
    if (old_object == nullptr) {
      changes.push_back(changed(ChangeKind::object_added, path_component(new_object.name.value), "",
                                new_object.name.value, {}, new_object.name.at));
      continue;
    }
    const std::string path = several ? path_component(new_object.name.value) : "";
    Block block = new_object.at.known() ? block_of(new_object) : block_of(after);
    if (new_object.name.value.empty()) {
      // A native contract is its own object: its removed fields may be accepted anywhere in it.
      block.first_line = after.at.begin.line;
      block.last_line = after.last_line;
    }
    diff_object(*old_object, new_object, path, block, sides, changes);
  }
}

void diff_metadata(const Contract& before, const Contract& after, std::vector<Change>& changes) {
  std::vector<Change> differences;
  diff_parts::diff_other(before.metadata, after.metadata, "", before.name_at, after.name_at,
                         differences);
  for (Change& change : differences) {
    change.kind = ChangeKind::metadata_changed;
    for (std::string* value : {&change.before, &change.after}) {
      if (value->empty()) {
        *value = "nothing";
      }
    }
    changes.push_back(std::move(change));
  }
}

/// A contract that got another name with another format is still the one it was, so its old name is
/// reported by no other rule, and a gate must not be silent about it.
void tell_new_names(std::vector<Change>& changes) {
  for (Change& change : changes) {
    const bool is_name = change.kind == ChangeKind::name_changed && change.detail == "name";
    if (is_name) change.kind = ChangeKind::metadata_changed;
  }
}

}  // namespace

bool is_content(ChangeKind kind) {
  static constexpr auto others = std::to_array<ChangeKind>({
      ChangeKind::owner_changed,
      ChangeKind::metadata_changed,
      ChangeKind::name_changed,
      ChangeKind::status_changed,
      ChangeKind::deprecation_changed,
      ChangeKind::consumer_added,
      ChangeKind::consumer_removed,
      ChangeKind::consumer_changed,
      ChangeKind::compatibility_changed,
      // It states once more what field_removed states.
      ChangeKind::field_removed_undeprecated,
  });
  return std::ranges::find(others, kind) == others.end();
}

std::vector<Change> diff(const Contract& before, const Contract& after, ModelPolicy policy) {
  std::vector<Change> changes;
  const Sides sides = sides_of(before, after);
  const bool same_words = sides == Sides::one_format
                              ? before.description.value == after.description.value
                              : described_purpose(before) == described_purpose(after);
  if (!same_words) {
    changes.push_back(described("", before.description, after.description));
  }
  diff_objects(before, after, sides, changes);
  if (before.component && after.component) {
    diff_parts::diff_component(*before.component, *after.component, block_of(after), changes);
  }
  if (before.model && after.model) {
    diff_parts::diff_model(*before.model, *after.model, policy, block_of(after), changes);
  }
  diff_parts::diff_service_levels(before, after, block_of(after), sides, changes);
  diff_parts::diff_other(before.other, after.other, "", before.at, after.at, changes);
  if (before.owners != after.owners && !after.owners.empty()) {
    changes.push_back(changed(
        ChangeKind::owner_changed, "", owners_text(before.owners), owners_text(after.owners),
        before.owners.empty() ? Span{} : before.owners.front().at, after.owners.front().at));
  }
  diff_metadata(before, after, changes);
  if (sides == Sides::two_formats) drop_silences(changes);
  diff_parts::diff_lifecycle(before, after, block_of(after), changes);
  if (sides == Sides::two_formats) tell_new_names(changes);
  return changes;
}

bool content_differs(const Contract& before, const Contract& after) {
  return std::ranges::any_of(diff(before, after),
                             [](const Change& change) { return is_content(change.kind); });
}

}  // namespace dcr
