// SPDX-License-Identifier: Apache-2.0
// Links references to what they mean, and finds those that lead nowhere but to themselves.
#include "core/base/text.hpp"
#include "core/schema/compiler.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dcr::schema {

namespace {

/// Whoever walks a compiled schema must not change it; the compiler owns its parts and may.
template <class T>
T* owned(const T* part) {
  return const_cast<T*>(part);  // NOLINT: every part lives in the compiler's storage, not const
}

/// The member of a mapping or the element of a list; nullptr when there is none.
const yaml::Node* step_into(Members& members, const yaml::Node& node, const std::string& token) {
  if (!node.is_sequence()) {
    const yaml::Entry* member = members.find(node, token);
    return member == nullptr ? nullptr : member->value.get();
  }
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const bool has_zeros = token.size() > 1 && token.front() == '0';
  const auto [stop, error] = std::from_chars(token.data(), end, index);
  if (has_zeros || error != std::errc{} || stop != end || index >= node.items.size()) {
    return nullptr;
  }
  return node.items[index].get();
}

/// The schemas that are held against the same value as `schema`.
std::vector<const Subschema*> in_place(const Subschema& schema) {
  std::vector<const Subschema*> found;
  for (const Reference& reference : schema.references) found.push_back(reference.target);
  if (schema.logic != nullptr) {
    const LogicKeywords& logic = *schema.logic;
    for (const auto* list : {&logic.all_of, &logic.any_of, &logic.one_of}) {
      found.insert(found.end(), list->begin(), list->end());
    }
    for (const Subschema* one :
         {logic.negated, logic.condition, logic.consequence, logic.alternative}) {
      if (one != nullptr) found.push_back(one);
    }
  }
  if (schema.object != nullptr) {
    for (const Property& one : schema.object->dependent_schemas) found.push_back(one.schema);
  }
  return found;
}

/// One schema on the way of the search for loops, which keeps its own stack: chains may be long.
struct Visit {
  const Subschema* schema;
  std::vector<const Subschema*> next;
};

}  // namespace

void Compiler::link() {
  while (!pending_.empty()) {
    const PendingReference pending = pending_.front();
    pending_.pop_front();
    link(pending);
  }
  const bool any_draft4 =
      std::any_of(storage_.resources.begin(), storage_.resources.end(),
                  [](const Resource& resource) { return resource.draft == Draft::draft4; });
  for (Resource& resource : storage_.resources) {
    resource.is_dynamic = is_dynamic_;
    resource.any_draft4 = any_draft4;
  }
}

void Compiler::link(const PendingReference& pending) {
  Subschema& from = *pending.from;
  const std::string uri = resolve_uri(from.resource->uri, pending.written->value->text);
  const auto [address, fragment] = split_fragment(uri);
  Resource* resource = resource_at(std::string(address), pending);
  if (resource == nullptr) return;
  const std::string place = percent_decoded(fragment);
  const Subschema* target = target_of(pending, place, *resource);
  if (target == nullptr) return;
  Reference& reference = from.references[pending.index];
  reference.target = target;
  const Resource& owner = *target->resource;
  if (reference.kind == ReferenceKind::recursive) {
    if (!owner.recursive_anchor || owner.root != target) reference.kind = ReferenceKind::fixed;
  } else if (reference.kind == ReferenceKind::dynamic) {
    const auto anchor = owner.dynamic_anchors.find(place);
    if (anchor == owner.dynamic_anchors.end() || anchor->second != target) {
      reference.kind = ReferenceKind::fixed;
    } else {
      reference.anchor = place;
    }
  }
  if (reference.kind != ReferenceKind::fixed) is_dynamic_ = true;
}

Resource* Compiler::resource_at(const std::string& uri, const PendingReference& pending) {
  // A reference by a bare fragment stays where it is, whatever others call themselves.
  if (uri == pending.from->resource->uri && pending.written->value->text.starts_with('#')) {
    return owned(pending.from->resource);
  }
  const auto known = resources_.find(uri);
  if (known != resources_.end()) return known->second;
  std::shared_ptr<const yaml::Node> root = options_.load ? options_.load(uri) : nullptr;
  if (root == nullptr) {
    problem(
        *pending.from, pending.written->key, pending.written->value->at,
        fmt::format("'{}' leads to '{}', which is not here", pending.written->key, printable(uri)),
        "dcr fetches nothing from the network: put the schema below '$defs' and refer to it "
        "there");
    return nullptr;
  }
  load(std::move(root), uri, pending.from->draft());
  const auto loaded = resources_.find(uri);
  return loaded == resources_.end() ? nullptr : loaded->second;
}

const Subschema* Compiler::target_of(const PendingReference& pending, std::string_view fragment,
                                     Resource& resource) {
  Subschema* target = nullptr;
  if (fragment.empty() || fragment.starts_with('/')) {
    target = by_pointer(resource, std::string(fragment));
  } else if (const auto found = resource.anchors.find(std::string(fragment));
             found != resource.anchors.end()) {
    target = owned(found->second);
  }
  if (target == nullptr) {
    problem(*pending.from, pending.written->key, pending.written->value->at,
            fmt::format("'{}' leads nowhere: nothing is at '{}'", pending.written->key,
                        printable(pending.written->value->text)));
    return nullptr;
  }
  target->is_shared = true;
  return target;
}

/// The schema at `pointer` within a resource; it is read now when no keyword led there.
Subschema* Compiler::by_pointer(Resource& resource, const std::string& pointer) {
  if (resource.root == nullptr) return nullptr;
  Resource* context = &resource;
  const yaml::Node* node = resource.root->source;
  std::string path = resource.root->pointer;
  Subschema* here = owned(resource.root);
  for (const std::string& token : pointer_tokens(pointer)) {
    node = step_into(members_, *node, token);
    if (node == nullptr) return nullptr;
    path += pointer_part(token);
    const auto known = seen_.find({node, context});
    here = known == seen_.end() ? nullptr : known->second;
    if (here != nullptr) {
      context = owned(here->resource);
    }
  }
  return here != nullptr ? here : subschema(*node, path, *context, 0);
}

void Compiler::report_loops() {
  std::unordered_set<const Subschema*> done;
  std::unordered_set<const Subschema*> open;
  std::vector<Visit> path;
  const auto enter = [&](const Subschema& schema) {
    open.insert(&schema);
    path.push_back({&schema, in_place(schema)});
  };
  for (const Subschema& start : storage_.subschemas) {
    if (!done.contains(&start)) enter(start);
    while (!path.empty()) {
      if (path.back().next.empty()) {
        open.erase(path.back().schema);
        done.insert(path.back().schema);
        path.pop_back();
        continue;
      }
      const Subschema* next = path.back().next.back();
      path.back().next.pop_back();
      if (open.contains(next)) {
        const Subschema& from = *path.back().schema;
        problem(from, "$ref", from.source->at,
                fmt::format("it leads back to '#{}' without going into a value, so it never ends",
                            printable(next->pointer)));
      } else if (!done.contains(next)) {
        enter(*next);
      }
    }
  }
}

}  // namespace dcr::schema
