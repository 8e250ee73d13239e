// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/yaml/edit.hpp"
#include "core/yaml/extents.hpp"
#include "core/yaml/reading.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::yaml {

/// A stretch of a text and what stands in its place.
///
/// Units: bytes of the text with plain line ends.
struct Replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

/// The nodes from a root to a value.
using Trail = std::vector<const Node*>;

/// A text that is edited, with what was read from it.
class EditText {
 public:
  /// Errors: usage when the text has a problem.
  static Result<EditText> read(std::string_view text, std::string_view file_name);

  [[nodiscard]] const Source& source() const { return *source_; }
  [[nodiscard]] const std::vector<Document>& documents() const { return reading_.stream.documents; }
  [[nodiscard]] bool is_json() const { return reading_.is_json; }
  [[nodiscard]] const Extent& extent(const Node& node) const { return extents_.at(&node); }
  /// Whether the entry is written in `mapping` itself and not merged into it.
  [[nodiscard]] bool is_own(const Node& mapping, const Entry& entry) const;
  [[nodiscard]] std::size_t offset(const Entry& entry) const {
    return source_->offset(entry.key_at.begin);
  }
  /// The bytes before `offset` on its line.
  [[nodiscard]] std::size_t column(std::size_t offset) const {
    return offset - source_->line_begin(offset);
  }

  /// The nodes from the root to the value at `path`, both included.
  ///
  /// Errors: usage when there is none, or when it is shared through an anchor.
  [[nodiscard]] Result<Trail> trail(const Path& path) const;

  /// The error for a value that is used in more places than one.
  [[nodiscard]] std::optional<Error> shared(const Node& node) const;

  /// The text after the edit, in the bytes and line ends of the original.
  [[nodiscard]] std::string apply(const Replacement& edit) const;

  /// The error for an edit that cannot be made at `at`.
  [[nodiscard]] Error refused(const Span& at, std::string message) const;

 private:
  EditText() = default;
  [[nodiscard]] std::size_t byte_offset(std::size_t offset) const;
  [[nodiscard]] std::string anchor_of(const Node& node) const;
  void count_uses(const Node& node);

  std::string_view original_;
  std::string file_name_;
  std::unique_ptr<const std::string> plain_;
  std::unique_ptr<const Source> source_;
  Reading reading_;
  Extents extents_;
  std::map<const Node*, int> uses_;
};

/// Whether `read` is what `asked` asked for.
[[nodiscard]] bool is_as_asked(const Node& read, const Node& asked);

/// Whether two trees have the same values in the same order.
[[nodiscard]] bool is_same(const Node& a, const Node& b);

}  // namespace dcr::yaml
