// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"
#include "core/yaml/scalar.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace dcr::yaml {

/// A string to write; in double quotes when `quoted`, else only where it needs quotes.
[[nodiscard]] Node string_value(std::string_view text, bool quoted = false);

/// Adds an entry to a mapping that is to be written.
void add_entry(Node& mapping, std::string_view key, Node value);
/// Adds an item to a list that is to be written.
void add_item(Node& list, Node item);

/// How a value is written.
struct Manner {
  bool flow = false;  ///< inside of brackets
  bool json = false;  ///< every string in double quotes
};

/// A scalar in `style` where that reads back as the same value in every YAML reader, those of YAML
/// 1.1 included, else in double quotes. A block becomes double quotes.
[[nodiscard]] std::string scalar_text(const Node& value, Style style, Manner manner);

[[nodiscard]] std::string key_text(std::string_view key, Manner manner);

/// A value on one line: `{team: a, contact: "#a"}`.
[[nodiscard]] std::string flow_text(const Node& value, Manner manner);

/// A list or mapping that is not empty, in block style from `column` on: its first line without its
/// indentation, and no line end after the last. `flow_items`: each item of a list on one line.
[[nodiscard]] std::string block_text(const Node& value, std::size_t column,
                                     bool flow_items = false);

/// Whether the value is a list or mapping with something in it.
[[nodiscard]] bool is_block(const Node& value);

}  // namespace dcr::yaml
