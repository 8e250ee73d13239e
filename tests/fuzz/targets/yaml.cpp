// SPDX-License-Identifier: Apache-2.0
// A text read as YAML and as JSON: every value and problem has its place in it, and a value that is
// written reads back as the same.
#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/yaml/edit_text.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/render.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

namespace dcr::fuzz {
namespace {

/// Small ones: an alias may stand for many nodes, and each is written several times.
constexpr yaml::Limits limits{.bytes = 1U << 20U, .depth = 100, .expanded = 4000};

void expect_sound_node(const yaml::Node& node, int lines) {
  const auto inside = [&](const Span& at) {
    return at.begin.line >= 1 && at.begin.line <= lines && at.begin.column >= 1 && at.length >= 1;
  };
  expect(inside(node.at), "a value's place is not in the text", node.text);
  expect(is_utf8(node.text), "a value is no UTF-8", node.text);
  for (const auto& item : node.items) expect_sound_node(*item, lines);
  for (const yaml::Entry& entry : node.entries) {
    expect(inside(entry.key_at), "a key's place is not in the text", entry.key);
    expect(node.find(entry.key) != nullptr, "a key is not found", entry.key);
    expect_sound_node(*entry.value, lines);
  }
}

void expect_reads_back(const yaml::Node& root, const std::string& text, std::string_view file) {
  const yaml::Stream again = yaml::parse(text, file);
  expect(again.ok() && again.documents.size() == 1, "what was written does not read back", text);
  const yaml::Node& read = *again.documents.front().root;
  expect(yaml::is_as_asked(read, root), "what was written reads back as something else", text);
}

bool holds_nothing(const yaml::Node& node) {
  return node.is_null() ||
         std::ranges::any_of(node.items, [](const auto& item) { return holds_nothing(*item); }) ||
         std::ranges::any_of(node.entries,
                             [](const auto& entry) { return holds_nothing(*entry.value); });
}

/// YAML takes no key of more than 1,024 characters that is not marked as one, escapes counted.
bool holds_long_key(const yaml::Node& node) {
  constexpr std::size_t longest_key = 1000;
  return std::ranges::any_of(node.items, [](const auto& item) { return holds_long_key(*item); }) ||
         std::ranges::any_of(node.entries, [](const yaml::Entry& entry) {
           const yaml::Node key = yaml::string_value(entry.key);
           return yaml::flow_text(key, {.flow = true, .json = true}).size() > longest_key ||
                  holds_long_key(*entry.value);
         });
}

void write(const yaml::Node& root) {
  const std::string json = formats::json_text(root);
  const yaml::Stream canonical = yaml::parse(json, "x.yaml");
  if (canonical.ok()) {
    expect(formats::json_text(*canonical.documents.front().root) == json,
           "the canonical text of the canonical text is another", json);
  }
  std::map<std::string, std::string> flat;
  formats::flatten(root, "x", flat);
  // A null may be spelled `~` or not at all, and is written in one way.
  if (holds_nothing(root) || holds_long_key(root)) return;
  expect_reads_back(root, yaml::flow_text(root, {.flow = true, .json = false}) + "\n", "x.yaml");
  if (yaml::is_block(root)) {
    expect_reads_back(root, yaml::block_text(root, 0) + "\n", "x.yaml");
    expect_reads_back(root, yaml::block_text(root, 0, true) + "\n", "x.yaml");
  }
}

void read(std::string_view text, std::string_view file) {
  const yaml::Stream stream = yaml::parse(text, file, limits);
  expect_sound(stream.problems, text);
  const auto lines = static_cast<int>(std::ranges::count(text, '\n')) + 1;
  for (const yaml::Document& document : stream.documents) {
    expect_sound_node(*document.root, lines);
    for (const yaml::Comment& comment : document.comments) {
      expect(is_utf8(comment.text), "a comment is no UTF-8", comment.text);
    }
    if (stream.ok()) write(*document.root);
  }
}

}  // namespace

void fuzz_yaml(std::string_view input) {
  read(input, "x.yaml");
  read(input, "x.json");
}

}  // namespace dcr::fuzz
