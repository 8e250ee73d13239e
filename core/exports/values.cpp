// SPDX-License-Identifier: Apache-2.0
#include "core/exports/values.hpp"

#include "core/formats/canonical.hpp"
#include "core/yaml/core_schema.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <utility>

namespace dcr::exports {
namespace {

yaml::Node scalar(yaml::Kind kind, std::string_view text) {
  yaml::Node node;
  node.kind = kind;
  node.text = text;
  return node;
}

/// The dotted keys as the tree they were.
struct Tree {
  std::optional<std::string> value;
  std::map<std::string, std::unique_ptr<Tree>> below;
};

/// False when a value stands where the path goes on, or the other way round.
bool insert(Tree& root, const std::vector<std::string>& path, const std::string& value) {
  Tree* tree = &root;
  for (const std::string& part : path) {
    if (tree->value) return false;
    std::unique_ptr<Tree>& next = tree->below[part];
    if (!next) next = std::make_unique<Tree>();
    tree = next.get();
  }
  if (tree->value || !tree->below.empty()) return false;
  tree->value = value;
  return true;
}

yaml::Node node_of(const Tree& tree) {
  if (tree.value) return plain_value(*tree.value);
  yaml::Node node = empty_mapping();
  for (const auto& [key, below] : tree.below) yaml::add_entry(node, key, node_of(*below));
  return node;
}

}  // namespace

std::optional<yaml::Node> json_value(std::string_view text) {
  const yaml::Stream stream = yaml::parse(fmt::format("[{}]", text), "value.json");
  if (!stream.ok() || stream.documents.size() != 1) return std::nullopt;
  const yaml::Node& root = *stream.documents.front().root;
  if (!root.is_sequence() || root.items.size() != 1) return std::nullopt;
  return *root.items.front();
}

std::optional<yaml::Node> number_value(std::string_view text) {
  const yaml::Kind kind = yaml::kind_of_plain(text);
  if (kind != yaml::Kind::integer && kind != yaml::Kind::number) return std::nullopt;
  yaml::Node node = scalar(kind, text);
  const auto number = node.as_number();
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return node;
}

yaml::Node plain_value(std::string_view text) {
  if (auto number = number_value(text)) {
    if (formats::plain_text(*number) == text) return *std::move(number);
  } else if (text == "true" || text == "false") {
    return boolean_value(text == "true");
  } else if (text.starts_with('[') || text.starts_with('{')) {
    auto value = json_value(text);
    if (value && formats::plain_text(*value) == text) return *std::move(value);
  }
  return yaml::string_value(text);
}

yaml::Node boolean_value(bool value) {
  return scalar(yaml::Kind::boolean, value ? "true" : "false");
}

yaml::Node integer_value(long long value) {
  return scalar(yaml::Kind::integer, std::to_string(value));
}

yaml::Node string_list(const std::vector<std::string>& texts) {
  yaml::Node list = empty_list();
  for (const std::string& text : texts) yaml::add_item(list, yaml::string_value(text));
  return list;
}

yaml::Node empty_mapping() { return scalar(yaml::Kind::mapping, {}); }

yaml::Node empty_list() { return scalar(yaml::Kind::sequence, {}); }

std::vector<std::string> path_parts(std::string_view path) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at < path.size()) {
    std::string part;
    if (path[at] == '"') {
      for (++at; at < path.size() && path[at] != '"'; ++at) {
        if (path[at] == '\\' && at + 1 < path.size()) ++at;
        part += path[at];
      }
      ++at;
    } else {
      while (at < path.size() && path[at] != '.') part += path[at++];
    }
    parts.push_back(std::move(part));
    if (at < path.size() && path[at] == '.') ++at;
  }
  return parts;
}

yaml::Node unflattened(const std::map<std::string, std::string>& values) {
  Tree root;
  std::vector<std::pair<std::string, std::string>> others;
  for (const auto& [key, value] : values) {
    if (!insert(root, path_parts(key), value)) others.emplace_back(key, value);
  }
  yaml::Node mapping = node_of(root);
  for (const auto& [key, value] : others) yaml::add_entry(mapping, key, plain_value(value));
  return mapping;
}

}  // namespace dcr::exports
