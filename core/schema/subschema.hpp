// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/decimal.hpp"
#include "core/schema/draft.hpp"
#include "core/schema/pattern.hpp"
#include "core/yaml/node.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

/// The compiled form of a JSON Schema: every keyword that can decide is a member here, so that
/// whoever walks it (validation, containment) sees by the compiler what there is. The names are
/// those of 2020-12; older spellings are brought into this form when a schema is compiled.
///
/// Pointers to Subschema are never dangling: a Schema owns them all. They may form cycles.
namespace dcr::schema {

struct Subschema;

enum class Type { null, boolean, integer, number, string, array, object };

/// "a string", "an integer", "a list": what a user of YAML calls it.
[[nodiscard]] std::string_view describe(Type type);

class TypeSet {
 public:
  void add(Type type) { bits_ |= bit(type); }
  [[nodiscard]] bool has(Type type) const { return (bits_ & bit(type)) != 0; }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  friend bool operator==(const TypeSet&, const TypeSet&) = default;

 private:
  static unsigned bit(Type type) { return 1U << static_cast<unsigned>(type); }
  unsigned bits_ = 0;
};

/// `enum`, or `const` as an enum of one value.
struct Values {
  std::vector<std::shared_ptr<const yaml::Node>> nodes;  ///< as they are written
  std::unordered_set<std::string> identities;            ///< of `nodes`: identity() in identity.hpp
};

/// draft-04's boolean `exclusiveMinimum` turns its `minimum` into an exclusive one.
struct NumberKeywords {
  std::optional<Decimal> minimum;
  std::optional<Decimal> exclusive_minimum;
  std::optional<Decimal> maximum;
  std::optional<Decimal> exclusive_maximum;
  std::optional<Decimal> multiple_of;  ///< greater than zero
};

/// Units: code points.
struct StringKeywords {
  std::optional<std::size_t> min_length;
  std::optional<std::size_t> max_length;
  std::shared_ptr<const Pattern> pattern;  ///< null when there is none
  std::optional<std::string> format;       ///< decides only where `asserts_format`
  bool asserts_format = false;
};

struct ArrayKeywords {
  std::vector<const Subschema*> prefix;  ///< `prefixItems`, or `items` as a list
  const Subschema* items = nullptr;      ///< of the others: `items`, or `additionalItems`
  bool items_is_additional = false;      ///< `items` above is spelled `additionalItems`
  bool prefix_is_items = false;          ///< `prefix` is spelled `items`
  const Subschema* contains = nullptr;
  std::optional<std::size_t> min_contains;  ///< 1 when absent; kept only beside `contains`
  std::optional<std::size_t> max_contains;
  std::optional<std::size_t> min_items;
  std::optional<std::size_t> max_items;
  bool unique = false;
  const Subschema* unevaluated = nullptr;
};

struct Property {
  std::string name;
  const Subschema* schema;  ///< never null
};

struct PatternProperty {
  std::shared_ptr<const Pattern> pattern;  ///< never null
  const Subschema* schema;                 ///< never null
};

struct DependentRequired {
  std::string name;
  std::vector<std::string> required;
};

/// `dependencies` is split into its two kinds.
struct ObjectKeywords {
  std::vector<Property> properties;                                ///< in the order of the file
  std::unordered_map<std::string_view, const Subschema*> by_name;  ///< of `properties`
  std::vector<PatternProperty> pattern_properties;
  const Subschema* additional = nullptr;
  const Subschema* property_names = nullptr;
  std::vector<std::string> required;
  std::optional<std::size_t> min_properties;
  std::optional<std::size_t> max_properties;
  std::vector<DependentRequired> dependent_required;
  std::vector<Property> dependent_schemas;
  bool is_dependencies = false;  ///< the last two are spelled `dependencies`
  const Subschema* unevaluated = nullptr;
};

/// `then` and `else` are kept only beside `if`.
struct LogicKeywords {
  std::vector<const Subschema*> all_of;
  std::vector<const Subschema*> any_of;
  std::vector<const Subschema*> one_of;
  const Subschema* negated = nullptr;  ///< `not`
  const Subschema* condition = nullptr;
  const Subschema* consequence = nullptr;
  const Subschema* alternative = nullptr;
};

enum class ReferenceKind { fixed, dynamic, recursive };

/// `$ref`, `$dynamicRef` or `$recursiveRef`.
struct Reference {
  ReferenceKind kind = ReferenceKind::fixed;
  const Subschema* target = nullptr;  ///< never null; where a dynamic one starts from
  std::string anchor;  ///< of a dynamic one: the outermost resource with this one decides
};

/// What has an identifier of its own: a document, or a part of one with an `$id`.
struct Resource {
  std::string uri;  ///< absolute or as given, without a fragment; may be empty
  Draft draft = Draft::draft2020_12;
  std::string document;             ///< the uri its document was found by; empty for the root's
  const Subschema* root = nullptr;  ///< null while it is compiled
  std::unordered_map<std::string, const Subschema*> anchors;  ///< dynamic ones too
  std::unordered_map<std::string, const Subschema*> dynamic_anchors;
  bool recursive_anchor = false;
  bool is_dynamic = false;  ///< some reference of the schema depends on how it is reached
  bool any_draft4 = false;  ///< some resource of the schema is of draft-04
};

/// One schema. A value is valid when every member that is there agrees; an absent one agrees.
struct Subschema {
  const Resource* resource = nullptr;
  std::string pointer;                 ///< JSON pointer within its document: "/properties/a"
  const yaml::Node* source = nullptr;  ///< find_entry(keyword) has a keyword's place
  bool is_shared = false;              ///< some reference targets it

  std::optional<bool> always;  ///< of `true` and `false`: then nothing else is there
  std::optional<TypeSet> types;
  std::unique_ptr<Values> enumeration;
  std::unique_ptr<Values> constant;
  std::unique_ptr<NumberKeywords> number;
  std::unique_ptr<StringKeywords> string;
  std::unique_ptr<ArrayKeywords> array;
  std::unique_ptr<ObjectKeywords> object;
  std::unique_ptr<LogicKeywords> logic;
  std::vector<Reference> references;

  [[nodiscard]] Draft draft() const { return resource->draft; }
};

}  // namespace dcr::schema
