// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/compat/diff_parts.hpp"
#include "core/compat/schema_side.hpp"
#include "core/compat/schema_text.hpp"
#include "core/schema/members.hpp"
#include "core/yaml/node.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

// Two JSON Schemas are walked side by side, keyword by keyword. Each keyword that both sides can
// be compared in is judged alone, which is sound: a schema is the conjunction of its keywords, so
// where none got tighter every value that was valid still is. `minimum: 1 -> 5` is tighter, `enum:
// [a] -> [a, b]` looser. A keyword whose two values cannot be compared (two patterns, two `anyOf`)
// is called undecidable, never compatible.

namespace dcr::diff_parts {
namespace {

using yaml::Node;

/// How a number bounds: whether a larger one lets less pass.
enum class Bound { lower, upper };

constexpr std::array<std::pair<std::string_view, Bound>, 10> bounds{{
    {"minimum", Bound::lower},
    {"exclusiveMinimum", Bound::lower},
    {"minLength", Bound::lower},
    {"minItems", Bound::lower},
    {"minProperties", Bound::lower},
    {"maximum", Bound::upper},
    {"exclusiveMaximum", Bound::upper},
    {"maxLength", Bound::upper},
    {"maxItems", Bound::upper},
    {"maxProperties", Bound::upper},
}};

/// Keywords that forbid the more the more they say: without them more passes, with them less.
constexpr std::array<std::string_view, 11> only_forbid{"pattern",         "format",
                                                       "allOf",           "anyOf",
                                                       "oneOf",           "not",
                                                       "contains",        "propertyNames",
                                                       "contentEncoding", "dependentRequired",
                                                       "dependentSchemas"};

/// Keywords compared on their own, or that another one is compared with.
constexpr std::array<std::string_view, 11> handled{
    "type",  "enum",       "const",       "properties", "required",   "additionalProperties",
    "items", "multipleOf", "uniqueItems", "$defs",      "definitions"};

class Comparison {
 public:
  Comparison(const Node& before, const Node& after, const Block& block,
             std::vector<Change>& changes)
      : before_root_(before), after_root_(after), block_(block), changes_(changes) {
    const auto definitions = [](const Node& root) {
      std::string text;
      for (const std::string_view key : {"$defs", "definitions"}) {
        if (const Node* node = root.find(key)) text += schema_text(*node);
      }
      return text;
    };
    same_definitions_ = definitions(before) == definitions(after);
  }

  void run(Span before_at, Span after_at) {
    if (value_text(before_root_) == value_text(after_root_)) return;
    compare({&before_root_, &before_root_, before_at}, {&after_root_, &after_root_, after_at}, "",
            0);
  }

 private:
  void add(ChangeKind kind, const std::string& path, std::string_view keyword,
           const SchemaSide& before, const SchemaSide& after) {
    const Node* was = value(before, keyword);
    const Node* is = value(after, keyword);
    add(kind, path, keyword, was == nullptr ? "" : shown_text(*was),
        is == nullptr ? "" : shown_text(*is), place(before, keyword), place(after, keyword));
  }
  void add(ChangeKind kind, const std::string& path, std::string_view detail, std::string before,
           std::string after, Span before_at, Span after_at) {
    Change change = changed(kind, path, std::move(before), std::move(after), before_at, after_at);
    change.detail = detail;
    changes_.push_back(std::move(change));
  }

  void compare(SchemaSide before, SchemaSide after, const std::string& path, int depth) {
    compare_annotations(before, after, path);
    const bool resolved = resolve(before) && resolve(after);
    if (!resolved || depth > deepest_schema) {
      add(ChangeKind::param_undecidable, path, "$ref", before, after);
      return;
    }
    // A recursive schema comes back to a pair that is being compared.
    if (!seen_.insert({before.schema, after.schema}).second) return;
    if (compare_booleans(before, after, path)) return;
    compare_types(before, after, path);
    compare_values(before, after, path);
    for (const auto& [keyword, bound] : bounds) compare_bound(keyword, bound, before, after, path);
    compare_multiple(before, after, path);
    compare_unique(before, after, path);
    compare_properties(before, after, path, depth);
    compare_below("additionalProperties", "*", before, after, path, depth);
    compare_below("items", "[]", before, after, path, depth);
    compare_others(before, after, path);
  }

  void compare_annotations(const SchemaSide& before, const SchemaSide& after,
                           const std::string& path) {
    if (value(before, "default") != nullptr || value(after, "default") != nullptr) {
      const Node* was = value(before, "default");
      const Node* is = value(after, "default");
      const bool same = was != nullptr && is != nullptr && value_text(*was) == value_text(*is);
      if (!same) add(ChangeKind::param_default_changed, path, "default", before, after);
    }
    for (const std::string_view word :
         {"title", "description", "secret", "writeOnly", "deprecated"}) {
      const Node* was = value(before, word);
      const Node* is = value(after, word);
      if (was == nullptr && is == nullptr) continue;
      if (was == nullptr || is == nullptr || value_text(*was) != value_text(*is)) {
        add(ChangeKind::other_changed, path, word, before, after);
      }
    }
  }

  /// `true` and `false` are schemas too. Says whether that decided it.
  bool compare_booleans(SchemaSide& before, SchemaSide& after, const std::string& path) {
    const auto flag = [](const SchemaSide& side) {
      return side.schema == nullptr ? std::nullopt : side.schema->as_boolean();
    };
    const auto was = flag(before);
    const auto is = flag(after);
    if (was == true) before.schema = nullptr;
    if (is == true) after.schema = nullptr;
    if (was != false && is != false) return false;
    if (was != is) {
      add(was == false ? ChangeKind::param_loosened : ChangeKind::param_tightened, path, "schema",
          was == false ? "nothing allowed" : "values allowed",
          is == false ? "nothing allowed" : "values allowed", before.at, after.at);
    }
    return true;
  }

  void compare_types(const SchemaSide& before, const SchemaSide& after, const std::string& path) {
    const std::set<std::string> was = types(before);
    const std::set<std::string> is = types(after);
    if (was == is) return;
    const auto text = [](const SchemaSide& side) {
      const Node* type = value(side, "type");
      return type == nullptr ? std::string("any") : shown_text(*type);
    };
    const bool kept = std::ranges::includes(is, was);
    add(kept ? ChangeKind::param_loosened : ChangeKind::param_type_changed, path, "type",
        text(before), text(after), place(before, "type"), place(after, "type"));
  }

  void compare_values(const SchemaSide& before, const SchemaSide& after, const std::string& path) {
    const auto was = listed(before);
    const auto is = listed(after);
    if (was == is) return;
    const std::string_view word = value(after, "const") != nullptr ? "const" : "enum";
    const auto text = [](const std::optional<std::set<std::string>>& values) {
      return values ? fmt::format("[{}]", fmt::join(*values, ", ")) : std::string("any value");
    };
    const bool kept = !is || (was && std::ranges::includes(*is, *was));
    add(kept ? ChangeKind::param_loosened : ChangeKind::param_enum_shrunk, path, "enum", text(was),
        text(is), place(before, value(before, "const") != nullptr ? "const" : "enum"),
        place(after, word));
  }

  void compare_bound(std::string_view keyword, Bound bound, const SchemaSide& before,
                     const SchemaSide& after, const std::string& path) {
    const Node* was = value(before, keyword);
    const Node* is = value(after, keyword);
    if (was == nullptr && is == nullptr) return;
    const auto old_number = was == nullptr ? std::nullopt : was->as_number();
    const auto new_number = is == nullptr ? std::nullopt : is->as_number();
    if ((was != nullptr && !old_number) || (is != nullptr && !new_number)) {
      compare_opaque(keyword, before, after, path);
    } else if (!new_number) {
      add(ChangeKind::param_loosened, path, keyword, before, after);
    } else if (!old_number) {
      add(ChangeKind::param_tightened, path, keyword, before, after);
    } else if (*old_number != *new_number) {
      const bool tighter = (*new_number > *old_number) == (bound == Bound::lower);
      add(tighter ? ChangeKind::param_tightened : ChangeKind::param_loosened, path, keyword, before,
          after);
    }
  }

  void compare_multiple(const SchemaSide& before, const SchemaSide& after,
                        const std::string& path) {
    const Node* was = value(before, "multipleOf");
    const Node* is = value(after, "multipleOf");
    if (is == nullptr) {
      if (was != nullptr) add(ChangeKind::param_loosened, path, "multipleOf", before, after);
      return;
    }
    const double old_step = was == nullptr ? 0 : was->as_number().value_or(0);
    const double new_step = is->as_number().value_or(0);
    if (was != nullptr && value_text(*was) == value_text(*is)) return;
    const bool whole = old_step > 0 && new_step > 0 && std::fmod(old_step, new_step) == 0;
    add(whole ? ChangeKind::param_loosened : ChangeKind::param_tightened, path, "multipleOf",
        before, after);
  }

  void compare_unique(const SchemaSide& before, const SchemaSide& after, const std::string& path) {
    const auto flag = [](const SchemaSide& side) {
      const Node* node = value(side, "uniqueItems");
      return node != nullptr && node->as_boolean().value_or(false);
    };
    if (flag(before) == flag(after)) return;
    add(flag(after) ? ChangeKind::param_tightened : ChangeKind::param_loosened, path, "uniqueItems",
        before, after);
  }

  void compare_properties(const SchemaSide& before, const SchemaSide& after,
                          const std::string& path, int depth) {
    static const Node none;
    const Node* old_list = value(before, "properties");
    const Node* new_list = value(after, "properties");
    const Node& was = old_list == nullptr ? none : *old_list;
    const Node& is = new_list == nullptr ? none : *new_list;
    const std::set<std::string> was_required = required(before);
    const std::set<std::string> is_required = required(after);
    for (const yaml::Entry& old_entry : was.entries) {
      if (members_.find(is, old_entry.key) != nullptr) continue;
      const Block block{new_list == nullptr ? after.at : place(after, "properties"),
                        block_.first_line, block_.last_line};
      changes_.push_back(removed(ChangeKind::param_removed, below(path, old_entry.key),
                                 old_entry.key, old_entry.key_at, block));
    }
    for (const yaml::Entry& entry : is.entries) {
      const std::string name = below(path, entry.key);
      const yaml::Entry* old_entry = members_.find(was, entry.key);
      const bool needed = is_required.contains(entry.key);
      if (old_entry == nullptr) {
        add(needed ? ChangeKind::param_required_added : ChangeKind::param_added, name, "", "",
            entry.key, {}, entry.key_at);
        continue;
      }
      if (needed != was_required.contains(entry.key)) {
        add(needed ? ChangeKind::param_required_added : ChangeKind::param_loosened, name,
            "required", needed ? "optional" : "required", needed ? "required" : "optional",
            old_entry->key_at, entry.key_at);
      }
      compare({before.root, old_entry->value.get(), old_entry->key_at},
              {after.root, entry.value.get(), entry.key_at}, name, depth + 1);
    }
    for (const std::string& name : is_required) {
      if (members_.find(is, name) == nullptr && !was_required.contains(name)) {
        add(ChangeKind::param_required_added, below(path, name), "required", "optional", "required",
            before.at, place(after, "required"));
      }
    }
  }

  /// The schema of everything that has no name: further properties, or the items of a list.
  void compare_below(std::string_view keyword, std::string_view word, const SchemaSide& before,
                     const SchemaSide& after, const std::string& path, int depth) {
    const Node* was = value(before, keyword);
    const Node* is = value(after, keyword);
    if (was == nullptr && is == nullptr) return;
    if ((was != nullptr && was->is_sequence()) || (is != nullptr && is->is_sequence())) {
      compare_opaque(keyword, before, after, path);
      return;
    }
    const std::string name = word == "[]" ? path + "[]" : join_path(path, word);
    const auto flag = [](const Node* node) {
      return node == nullptr ? std::optional(true) : node->as_boolean();
    };
    if (flag(was) == flag(is) && flag(was)) return;
    if (flag(was) == false || flag(is) == false || flag(is) == true) {
      const bool tighter = flag(is) == false;
      add(tighter ? ChangeKind::param_tightened : ChangeKind::param_loosened, path, keyword, before,
          after);
    } else if (flag(was) == true) {
      add(ChangeKind::param_tightened, path, keyword, before, after);
    } else {
      compare({before.root, was, place(before, keyword)}, {after.root, is, place(after, keyword)},
              name, depth + 1);
    }
  }

  /// Keywords without an order of their own: the same, or nothing can be told.
  void compare_opaque(std::string_view keyword, const SchemaSide& before, const SchemaSide& after,
                      const std::string& path) {
    const Node* was = value(before, keyword);
    const Node* is = value(after, keyword);
    const auto text = [&](const Node* node) {
      if (node == nullptr) return std::string();
      const Node holder{.kind = yaml::Kind::mapping,
                        .at = {},
                        .text = {},
                        .quoted = false,
                        .items = {},
                        .entries = {{std::string(keyword), {}, std::make_shared<Node>(*node)}}};
      return schema_text(holder);
    };
    const bool refers = (was != nullptr && says_ref(*was)) || (is != nullptr && says_ref(*is));
    if (text(was) == text(is) && (same_definitions_ || !refers)) return;
    const bool forbids = std::ranges::find(only_forbid, keyword) != only_forbid.end();
    const ChangeKind kind = forbids && was == nullptr  ? ChangeKind::param_tightened
                            : forbids && is == nullptr ? ChangeKind::param_loosened
                                                       : ChangeKind::param_undecidable;
    add(kind, path, keyword, before, after);
  }

  void compare_others(const SchemaSide& before, const SchemaSide& after, const std::string& path) {
    std::set<std::string> keywords;
    for (const SchemaSide* side : {&before, &after}) {
      if (side->schema == nullptr) continue;
      for (const yaml::Entry& entry : side->schema->entries) keywords.insert(entry.key);
    }
    for (const std::string& keyword : keywords) {
      const bool bound =
          std::ranges::any_of(bounds, [&](const auto& each) { return each.first == keyword; });
      const bool own = std::ranges::find(handled, keyword) != handled.end();
      if (!bound && !own && !is_annotation(keyword)) compare_opaque(keyword, before, after, path);
    }
  }

  static std::string below(const std::string& path, const std::string& name) {
    return join_path(path, path_component(name));
  }

  const Node& before_root_;
  const Node& after_root_;
  const Block& block_;
  std::vector<Change>& changes_;
  bool same_definitions_ = false;
  schema::Members members_;
  std::set<std::pair<const Node*, const Node*>> seen_;
};

}  // namespace

void diff_parameters(const Component& before, const Component& after, const Block& block,
                     std::vector<Change>& changes) {
  // Nearly all mods of a registry are as they were.
  if (same_spelling(*before.config_schema, *after.config_schema)) return;
  Comparison(*before.config_schema, *after.config_schema, block, changes)
      .run(before.config_schema_at, after.config_schema_at);
}

}  // namespace dcr::diff_parts
