// SPDX-License-Identifier: Apache-2.0
#include "tests/support/yaml_paths.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

namespace dcr::test {
namespace {

using yaml::Entry;
using yaml::Node;
using yaml::Path;
using yaml::Step;

Path below(const Path& path, Step step) {
  Path next = path;
  next.steps.push_back(std::move(step));
  return next;
}

void collect(const Node& node, const Path& here, std::vector<Path>& paths) {
  if (!here.steps.empty()) paths.push_back(here);
  for (std::size_t i = 0; i < node.items.size(); ++i)
    collect(*node.items[i], below(here, i), paths);
  for (const Entry& entry : node.entries) collect(*entry.value, below(here, entry.key), paths);
}

/// A tree in one line, with `*` in place of the value at `path`.
void describe_tree(const Node& node, const Path& path, const Path& here, std::string& out) {
  if (here.document == path.document && here.steps == path.steps) {
    out += "*;";
    return;
  }
  out.append(describe(node.kind)).append("=").append(node.text).append(";");
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    describe_tree(*node.items[i], path, below(here, i), out);
  }
  for (const Entry& entry : node.entries) {
    out.append(entry.key).append(":");
    describe_tree(*entry.value, path, below(here, entry.key), out);
  }
}

}  // namespace

std::vector<Path> paths_of(const yaml::Stream& stream) {
  std::vector<Path> paths;
  for (std::size_t i = 0; i < stream.documents.size(); ++i) {
    collect(*stream.documents[i].root, {i, {}}, paths);
  }
  return paths;
}

const Node* find(const yaml::Stream& stream, const Path& path) {
  if (path.document >= stream.documents.size()) return nullptr;
  const Node* node = stream.documents[path.document].root.get();
  for (const Step& step : path.steps) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      node = node->find(*key);
    } else {
      const std::size_t index = std::get<std::size_t>(step);
      node = index < node->items.size() ? node->items[index].get() : nullptr;
    }
    if (node == nullptr) return nullptr;
  }
  return node;
}

std::string all_but(const yaml::Stream& stream, const Path& path) {
  std::string out;
  for (std::size_t i = 0; i < stream.documents.size(); ++i) {
    describe_tree(*stream.documents[i].root, path, {i, {}}, out);
    for (const yaml::Comment& comment : stream.documents[i].comments) {
      out += "#" + comment.text + ";";
    }
  }
  return out;
}

}  // namespace dcr::test
