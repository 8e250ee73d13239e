// SPDX-License-Identifier: Apache-2.0
#include "core/exports/yaml_layout.hpp"

#include "core/yaml/render.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace dcr::exports {
namespace {

constexpr std::size_t longest_line = 100;
constexpr auto keys_on_one_line = std::to_array<std::string_view>(
    {"owners", "consumers", "freshness_sla", "warn_after", "error_after"});

bool is_flat(const yaml::Node& node) {
  return std::all_of(node.items.begin(), node.items.end(),
                     [](const auto& item) { return item->is_scalar(); });
}

/// What stands after `key:` or the dash of an item, a blank or line end before it.
class Layout {
 public:
  void write_mapping(const yaml::Node& node, std::size_t column) {
    bool first = true;
    for (const yaml::Entry& entry : node.entries) {
      if (!first) begin_line(column);
      first = false;
      out_ += yaml::key_text(entry.key, {}) + ":";
      write_value(*entry.value, entry.key, column);
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void begin_line(std::size_t column) {
    out_ += '\n';
    out_.append(column, ' ');
  }

  void write_value(const yaml::Node& node, std::string_view key, std::size_t column) {
    const bool named =
        std::find(keys_on_one_line.begin(), keys_on_one_line.end(), key) != keys_on_one_line.end();
    const bool one_line = node.is_mapping() ? named : is_flat(node);
    if (one_line || !yaml::is_block(node)) {
      const std::string line = yaml::flow_text(node, {});
      const bool fits = column + key.size() + line.size() + 2 <= longest_line;
      if (fits || !yaml::is_block(node)) {
        out_ += " " + line;
        return;
      }
    }
    if (node.is_mapping()) {
      begin_line(column + 2);
      write_mapping(node, column + 2);
    } else {
      write_items(node, column + 2, named);
    }
  }

  void write_items(const yaml::Node& list, std::size_t column, bool named) {
    for (const auto& item : list.items) {
      begin_line(column);
      out_ += "- ";
      // The text of a value is made where it may stand: made at every level, a document costs as
      // often as it is deep.
      const bool in_parts = item->is_mapping() && yaml::is_block(*item);
      const std::string line = in_parts && !named ? std::string() : yaml::flow_text(*item, {});
      if (in_parts && (!named || column + line.size() + 2 > longest_line)) {
        write_mapping(*item, column + 2);
      } else {
        out_ += line;
      }
    }
  }

  std::string out_;
};

}  // namespace

std::string yaml_document(const yaml::Node& root) {
  Layout layout;
  layout.write_mapping(root, 0);
  return layout.take() + "\n";
}

}  // namespace dcr::exports
