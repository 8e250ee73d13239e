// SPDX-License-Identifier: Apache-2.0
#include "core/formats/pretty_json.hpp"

#include "core/formats/canonical.hpp"

#include <algorithm>

namespace dcr::formats {
namespace {

constexpr std::size_t longest_line = 90;

class Writer {
 public:
  explicit Writer(const Layout& layout) : layout_(layout), indentation_(layout.indentation) {}

  void write(const yaml::Node& node) {
    if (node.is_mapping() && !node.entries.empty()) {
      write_mapping(node);
    } else if (node.is_sequence() && !node.items.empty() && !write_short(node)) {
      write_sequence(node);
    } else if (node.is_scalar() || (node.items.empty() && node.entries.empty())) {
      out_ += scalar(node);
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  [[nodiscard]] static std::string scalar(const yaml::Node& node) {
    // The spelling of a number is its author's: 1.0 is not written as 1.
    const bool number = node.kind == yaml::Kind::integer || node.kind == yaml::Kind::number;
    const bool of_json = number &&
                         node.text.find_first_not_of("+-.0123456789eE") == std::string::npos &&
                         node.text.front() != '+' && node.text.front() != '.';
    return of_json ? node.text : json_text(node);
  }

  [[nodiscard]] static std::string key(const std::string& text) {
    yaml::Node node;
    node.kind = yaml::Kind::string;
    node.text = text;
    return json_text(node);
  }

  void begin_line() {
    out_ += layout_.line_end;
    out_ += indentation_;
  }

  void open(char bracket) {
    out_ += bracket;
    indentation_ += layout_.unit;
  }

  void close(char bracket) {
    indentation_.resize(indentation_.size() - layout_.unit.size());
    begin_line();
    out_ += bracket;
  }

  void write_mapping(const yaml::Node& node) {
    open('{');
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      if (i > 0) out_ += ',';
      begin_line();
      out_ += key(node.entries[i].key) + ": ";
      write(*node.entries[i].value);
    }
    close('}');
  }

  bool write_short(const yaml::Node& node) {
    std::string line = "[";
    for (const auto& item : node.items) {
      if (!item->is_scalar()) return false;
      if (line.size() > 1) line += ", ";
      line += scalar(*item);
    }
    line += "]";
    if (indentation_.size() + line.size() > longest_line) return false;
    out_ += line;
    return true;
  }

  void write_sequence(const yaml::Node& node) {
    open('[');
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (i > 0) out_ += ',';
      begin_line();
      write(*node.items[i]);
    }
    close(']');
  }

  const Layout& layout_;
  std::string indentation_;
  std::string out_;
};

}  // namespace

std::string pretty_json(const yaml::Node& node, const Layout& layout) {
  Writer writer(layout);
  writer.write(node);
  return writer.take();
}

}  // namespace dcr::formats
