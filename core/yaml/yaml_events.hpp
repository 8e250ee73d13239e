// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/comments.hpp"
#include "core/yaml/node.hpp"
#include "core/yaml/scalar.hpp"
#include "core/yaml/source.hpp"
#include "core/yaml/tree_builder.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::yaml {

/// A collection whose end has not been read yet.
struct OpenCollection {
  Kind kind = Kind::mapping;
  bool flow = false;          ///< written with brackets, or inside of some
  std::size_t begin = 0;      ///< its bracket, first key or first dash
  bool bracket = false;       ///< `begin` is its own bracket, not that of its first key
  std::size_t column = 0;     ///< of its keys or dashes, in bytes from 0
  std::size_t first_end = 0;  ///< where its first key ends, or its first item; 0 before that
  std::size_t key_end = 0;    ///< where its last key ends
};

/// Turns yaml-cpp's events into a tree with places, and refuses what yaml-cpp accepts by mistake:
/// unclosed quotes, keys without ':', text after the end, empty items, tabs as indentation.
///
/// yaml-cpp says where a node starts, its tag and anchor included, but never where it ends, and
/// gives a missing value the place of whatever comes next. So each event looks at the text.
class YamlEvents : public YAML::EventHandler {
 public:
  YamlEvents(const Source& source, const Limits& limits, Extents* extents = nullptr)
      : source_(source), builder_(limits, extents) {}

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  /// What was read; asked once, after the last event.
  [[nodiscard]] Stream finish();

  [[nodiscard]] const std::vector<OpenCollection>& open_collections() const { return open_; }
  /// Where the last scalar, alias or bracket that was read ends.
  [[nodiscard]] std::size_t last_end() const { return last_end_; }
  [[nodiscard]] const std::optional<Token>& last_token() const { return last_token_; }
  [[nodiscard]] TreeBuilder& builder() { return builder_; }

 private:
  [[nodiscard]] std::string anchor_name(YAML::anchor_t anchor);
  [[nodiscard]] bool in_flow() const { return !open_.empty() && open_.back().flow; }
  [[nodiscard]] std::size_t column(std::size_t offset) const {
    return offset - source_.line_begin(offset);
  }
  [[nodiscard]] bool is_missing(std::size_t begin) const;
  [[nodiscard]] Span missing_at(std::size_t mark, std::size_t begin);
  [[nodiscard]] Extent missing_extent(std::size_t mark) const;

  void drop_last();
  void arrive(std::size_t mark, std::size_t begin);
  void arrive_key(std::size_t mark);
  void leave(std::size_t end);
  void check_indentation(std::size_t begin, bool is_value) const;
  void check_deeper(std::size_t begin) const;
  void check_key(std::size_t end) const;
  void check_quotes(const Token& token) const;
  void add_missing(std::size_t mark, std::size_t begin, const std::string& tag,
                   const std::string& anchor);
  void add_scalar(Node node, const Token& token, const std::string& anchor);
  [[nodiscard]] Span tag_at(std::size_t mark) const;
  void apply_tag(Node& node, const std::string& tag, std::size_t mark);
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind,
            bool flow);
  void close();

  const Source& source_;
  TreeBuilder builder_;
  Stream stream_;
  std::vector<OpenCollection> open_;
  std::vector<std::string> anchors_;  // names by yaml-cpp's ids, which count from 1
  std::string next_anchor_;
  std::vector<Range> scalars_;                // where '#' starts no comment
  std::vector<std::size_t> document_begins_;  // of each document in stream_
  std::optional<std::size_t> begin_;          // of the document being read
  std::size_t last_end_ = 0;
  std::optional<Token> last_token_;  // empty after an alias or a bracket
  bool explicit_key_ = false;        // the last key was written with '?'
  bool missing_root_ = false;
  bool last_kept_ = false;  // the last document that ended is in stream_
  bool root_was_list_ = false;
};

}  // namespace dcr::yaml
