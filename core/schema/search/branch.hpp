// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/search/goal.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dcr::schema::search {

/// A keyword that a value must break (or, for `present` and `missing`, what an object must have).
enum class Breach {
  minimum,
  exclusive_minimum,
  maximum,
  exclusive_maximum,
  multiple_of,
  min_length,
  max_length,
  pattern,
  format,
  min_items,
  max_items,
  prefix_item,
  items,
  min_contains,
  max_contains,
  unique_items,
  min_properties,
  max_properties,
  property,
  pattern_property,
  additional,
  property_names,
  present,
  missing,
  value,   ///< `enum` or `const`
  opaque,  ///< a keyword that cannot be reasoned about
};

struct Atom {
  Breach breach;
  const Subschema* schema;  ///< that has the keyword
  Side side;
  std::size_t index = 0;             ///< of the prefix item or pattern property
  std::string_view name{};           ///< of the property
  const Subschema* inner = nullptr;  ///< the schema that a member or item must not fit
  const Values* values = nullptr;
  std::string_view keyword{};  ///< of opaque
};

/// What must hold at once for a disjunction to be met.
struct Alternative {
  std::vector<Literal> literals;
  std::vector<Atom> atoms;
};
struct Choice {
  std::vector<Alternative> ways;
  bool is_breach = false;  ///< of a schema that must not hold
};

struct Fact {
  const Subschema* schema;
  Side side;
};

/// `additionalProperties`, or `unevaluatedProperties` where what is evaluated does not depend on
/// the value.
struct Rest {
  std::vector<const ObjectKeywords*> looked_at;
  const Subschema* schema;
  Side side;
};

struct ItemRest {
  std::size_t from;
  const Subschema* schema;
  Side side;
};

/// What facts and atoms say of the members of an object.
struct Shape {
  std::unordered_set<std::string_view> required;
  std::unordered_set<std::string_view> missing;
  std::vector<std::string_view> names;  ///< all that are named, each once
  std::unordered_set<std::string_view> name_set;
  std::vector<const Pattern*> patterns;  ///< each source once
  std::size_t least = 0;
  std::optional<std::size_t> most;
  bool is_closed = false;       ///< the writer writes nothing but what it names
  bool has_typed_rest = false;  ///< the writer says of what type members are that it does not name
};

/// One case of a search: values of one kind, and what is asked of them. The literals that wait are
/// turned into facts, atoms and choices; when nothing waits, facts and atoms are all there is.
struct Branch {
  Kind kind;
  std::vector<Literal> waiting;
  std::vector<Literal> refused;  ///< literals that must not hold, and are not looked at yet
  std::vector<Choice> choices;
  std::set<Literal> seen{};
  const Values* finite = nullptr;  ///< the smallest `enum` that must hold
  Side finite_side = Side::writer;
  std::vector<const Values*> not_these{};
  std::vector<Fact> facts{};  ///< schemas that hold and have keywords for this kind
  std::vector<Rest> rests{};
  std::vector<ItemRest> item_rests{};
  std::vector<Atom> atoms{};
  bool is_crowded = false;  ///< there is more than one choice: those that are met anyway may go
  /// What facts and atoms come to for an object; made when it is asked for.
  mutable std::shared_ptr<const Shape> shape{};
};

}  // namespace dcr::schema::search
