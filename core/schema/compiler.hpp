// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/members.hpp"
#include "core/schema/schema.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dcr::schema {

/// What a Schema owns. Deques: what points into them stays right while they grow.
struct Schema::Storage {
  std::deque<Subschema> subschemas;
  std::deque<Resource> resources;
  std::vector<std::shared_ptr<const yaml::Node>> documents;
};

/// Turns documents into subschemas; only schema.cpp and the files of this class know it.
///
/// A document is walked from its root through every place that a keyword of its draft calls a
/// schema; identifiers and anchors are gathered on the way and references are put on a list. Then
/// the list is worked off: a reference may load a further document, or lead to a place that no
/// keyword calls a schema, and both are walked in turn. At the end the references are followed once
/// more to find those that lead back to themselves without going into a value.
class Compiler {
 public:
  Compiler(Schema::Storage& storage, const CompileOptions& options)
      : storage_(storage), options_(options) {}

  /// Null when the root is no schema at all.
  const Subschema* compile(std::shared_ptr<const yaml::Node> root);
  std::vector<SchemaProblem> take_problems();

 private:
  /// A schema that is being read.
  struct Place {
    Subschema& schema;
    Resource& resource;
    int depth;
    [[nodiscard]] Draft draft() const { return resource.draft; }
  };
  using Reader = void (Compiler::*)(const Place&, const yaml::Entry&);
  struct PendingReference {
    Subschema* from;
    std::size_t index;  // in from->references
    const yaml::Entry* written;
  };
  struct SeenHash {
    std::size_t operator()(const std::pair<const void*, const void*>& key) const {
      return std::hash<const void*>()(key.first) * 31 + std::hash<const void*>()(key.second);
    }
  };

  // compiler.cpp
  const Subschema* load(std::shared_ptr<const yaml::Node> root, const std::string& uri,
                        Draft draft);
  Subschema* subschema(const yaml::Node& node, const std::string& pointer, Resource& context,
                       int depth);
  bool may_nest(const yaml::Node& node, const std::string& pointer, const Resource& context,
                int depth);
  Resource& own_resource(const yaml::Node& node, Resource& context, Subschema& schema);
  Draft stated_draft(const yaml::Node& node, Draft fallback, const Subschema& schema);
  void read_identifiers(const Place& place, const yaml::Node& node);
  void add_anchor(const Place& place, const yaml::Entry& entry, const std::string& name);
  void read_keywords(const Place& place, const yaml::Node& node);
  void report_unknown(const Place& place, const yaml::Entry& entry);
  void problem(const Subschema& schema, std::string_view keyword, Span at, std::string message,
               std::string help = {});
  void problem(const Place& place, const yaml::Entry& entry, std::string message,
               std::string help = {});
  void warn(const Place& place, const yaml::Entry& entry, Severity severity, std::string message);

  // references.cpp
  void link();
  void link(const PendingReference& pending);
  const Subschema* target_of(const PendingReference& pending, std::string_view fragment,
                             Resource& resource);
  Resource* resource_at(const std::string& uri, const PendingReference& pending);
  Subschema* by_pointer(Resource& resource, const std::string& pointer);
  void report_loops();

  // keyword_readers.cpp: what each keyword asks for. The first ones are told of a value that is
  // not what the keyword takes.
  const Subschema* child(const Place& place, const yaml::Entry& entry);
  const Subschema* child(const Place& place, const yaml::Entry& entry, const yaml::Node& node,
                         const std::string& below);
  std::vector<const Subschema*> children(const Place& place, const yaml::Entry& entry);
  std::vector<Property> named_children(const Place& place, const yaml::Entry& entry);
  std::optional<std::size_t> count(const Place& place, const yaml::Entry& entry);
  std::optional<Decimal> number(const Place& place, const yaml::Entry& entry);
  std::optional<std::vector<std::string>> names(const Place& place, const yaml::Entry& entry,
                                                const yaml::Node& list);
  std::shared_ptr<const Pattern> pattern(const Place& place, const yaml::Entry& entry,
                                         std::string_view source, Span at);
  std::unique_ptr<Values> values(const Place& place, const yaml::Entry& entry,
                                 std::vector<std::shared_ptr<const yaml::Node>> nodes);
  bool takes(const Place& place, const yaml::Entry& entry, yaml::Kind kind, std::string_view what);
  static Reader reader_of(std::string_view keyword);
  void read_type(const Place& place, const yaml::Entry& entry);
  void read_enum(const Place& place, const yaml::Entry& entry);
  void read_const(const Place& place, const yaml::Entry& entry);
  void read_bound(const Place& place, const yaml::Entry& entry);
  void read_exclusive_bound(const Place& place, const yaml::Entry& entry);
  void read_multiple_of(const Place& place, const yaml::Entry& entry);
  void read_count(const Place& place, const yaml::Entry& entry);
  void read_pattern(const Place& place, const yaml::Entry& entry);
  void read_format(const Place& place, const yaml::Entry& entry);
  void read_unique(const Place& place, const yaml::Entry& entry);
  void read_items(const Place& place, const yaml::Entry& entry);
  void read_prefix_items(const Place& place, const yaml::Entry& entry);
  void read_additional_items(const Place& place, const yaml::Entry& entry);
  void read_required(const Place& place, const yaml::Entry& entry);
  void read_properties(const Place& place, const yaml::Entry& entry);
  void read_pattern_properties(const Place& place, const yaml::Entry& entry);
  void read_dependencies(const Place& place, const yaml::Entry& entry);
  void read_dependent_required(const Place& place, const yaml::Entry& entry);
  void read_dependent_schemas(const Place& place, const yaml::Entry& entry);
  void read_child(const Place& place, const yaml::Entry& entry);
  void read_branches(const Place& place, const yaml::Entry& entry);
  void read_definitions(const Place& place, const yaml::Entry& entry);
  void read_reference(const Place& place, const yaml::Entry& entry);
  void read_nothing(const Place& place, const yaml::Entry& entry);

  Schema::Storage& storage_;
  const CompileOptions& options_;
  std::vector<SchemaProblem> problems_;
  std::unordered_map<std::string, Resource*> resources_;  // by uri, without a fragment
  // A shared node (a YAML alias) is another schema where another resource uses it.
  std::unordered_map<std::pair<const void*, const void*>, Subschema*, SeenHash> seen_;
  std::deque<PendingReference> pending_;
  Members members_;
  bool is_dynamic_ = false;
  bool full_ = false;  // the limit of subschemas is reached
};

}  // namespace dcr::schema
