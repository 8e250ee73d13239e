// SPDX-License-Identifier: Apache-2.0
#include "core/imports/schema_view.hpp"

#include "core/schema/uri.hpp"

#include <algorithm>
#include <charconv>

namespace dcr::imports {
namespace {

constexpr std::size_t most_together = 1000;  // schemas that hold for one value
constexpr std::size_t most_indexed = 2'000'000;

const yaml::Node* step(const yaml::Node& node, const std::string& token) {
  if (node.is_mapping()) return node.find(token);
  if (!node.is_sequence()) return nullptr;
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const auto [stop, error] = std::from_chars(token.data(), end, index);
  const bool read = error == std::errc() && stop == end && index < node.items.size();
  return read ? node.items[index].get() : nullptr;
}

}  // namespace

const yaml::Node* SchemaView::find(std::string_view key) const {
  for (const yaml::Node* node : nodes) {
    if (const yaml::Node* found = node->find(key)) return found;
  }
  return nullptr;
}

SchemaReferences::SchemaReferences(const yaml::Node& document) : document_(document) {
  std::size_t budget = most_indexed;
  index(document, budget);
}

void SchemaReferences::index(const yaml::Node& node, std::size_t& budget) {
  if (budget == 0) return;
  --budget;
  for (const auto& item : node.items) index(*item, budget);
  for (const yaml::Entry& entry : node.entries) {
    const bool is_text = entry.value->is_string();
    if (is_text && (entry.key == "$anchor" || entry.key == "$dynamicAnchor")) {
      named_.emplace("#" + entry.value->text, &node);
    } else if (is_text && (entry.key == "$id" || entry.key == "id")) {
      named_.emplace(entry.value->text, &node);
    }
    index(*entry.value, budget);
  }
}

const yaml::Node* SchemaReferences::find(const std::string& reference) const {
  if (const auto named = named_.find(reference); named != named_.end()) return named->second;
  const auto [document, fragment] = schema::split_fragment(reference);
  const yaml::Node* found = &document_;
  if (!document.empty()) {
    const auto named = named_.find(std::string(document));
    if (named == named_.end()) return nullptr;
    found = named->second;
  }
  if (!fragment.empty() && fragment.front() != '/') return nullptr;
  for (const std::string& token : schema::pointer_tokens(schema::percent_decoded(fragment))) {
    found = step(*found, token);
    if (found == nullptr) return nullptr;
  }
  return found;
}

void SchemaReferences::gather(const yaml::Node& schema, const std::vector<const yaml::Node*>& above,
                              SchemaView& view) const {
  if (!schema.is_mapping()) {
    view.allows_nothing = view.allows_nothing || !schema.as_boolean().value_or(true);
    return;
  }
  if (std::ranges::find(view.following, &schema) != view.following.end()) {
    view.is_recursive = true;  // A reference that leads to itself.
    return;
  }
  const bool known = std::ranges::find(view.nodes, &schema) != view.nodes.end();
  if (known || view.nodes.size() >= most_together) return;
  view.nodes.push_back(&schema);
  view.following.push_back(&schema);
  for (const std::string_view key : {"$ref", "$dynamicRef", "$recursiveRef"}) {
    const yaml::Node* reference = schema.find(key);
    if (reference == nullptr || !reference->is_string()) continue;
    const yaml::Node* target = find(reference->text);
    if (target == nullptr) {
      view.unresolved.push_back(reference->text);
    } else if (std::ranges::find(above, target) != above.end()) {
      view.is_recursive = true;
    } else {
      view.refers_to.push_back(target);
      gather(*target, above, view);
    }
  }
  if (const yaml::Node* all = schema.find("allOf")) {
    for (const auto& each : all->items) gather(*each, above, view);
  }
  view.following.pop_back();
}

}  // namespace dcr::imports
