// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/source_span.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::yaml {

enum class Kind { null, boolean, integer, number, string, sequence, mapping };

/// What a user calls this kind: "a string", "a list", "a mapping", "nothing".
[[nodiscard]] std::string_view describe(Kind kind);

struct Entry;

/// A value of a YAML or JSON document, with its place. Plain scalars are typed by the YAML 1.2 core
/// schema: `no` and `on` are strings, `1.0` is a number.
struct Node {
  Kind kind = Kind::null;
  Span at;           ///< the value; for a missing value (`key:`) the key
  std::string text;  ///< a scalar's content, unquoted; a number as it is spelled
  bool quoted = false;

  /// Values are shared where an alias names them, so a small document stays small in memory.
  std::vector<std::shared_ptr<const Node>> items;  ///< of a sequence
  std::vector<Entry> entries;                      ///< of a mapping, in the order of the file

  [[nodiscard]] bool is_scalar() const { return kind != Kind::sequence && kind != Kind::mapping; }
  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_string() const { return kind == Kind::string; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }

  /// The value of `key` in a mapping; nullptr when this is no mapping or has no such key.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;

  [[nodiscard]] std::optional<bool> as_boolean() const;       ///< only of Kind::boolean
  [[nodiscard]] std::optional<long long> as_integer() const;  ///< empty when it does not fit
  [[nodiscard]] std::optional<double> as_number() const;      ///< integers too
};

struct Entry {
  std::string key;  ///< a scalar key's content; other keys are problems and not kept
  Span key_at;
  std::shared_ptr<const Node> value;  ///< never null
};

/// A comment, without its `#` and the blanks around it.
struct Comment {
  Span at;  ///< from the `#`
  std::string text;
  int applies_to_line =
      0;  ///< its own line when it follows content, else the next line with content
};

struct Document {
  std::shared_ptr<const Node> root;  ///< never null
  std::vector<Comment> comments;     ///< in the order of the file
};

/// What a text holds. Bad input is data here, because a broken contract is a finding.
struct Stream {
  std::vector<Document> documents;  ///< those that were read whole
  std::vector<Problem> problems;    ///< in the order of the file; empty when all is well

  [[nodiscard]] bool ok() const { return problems.empty(); }
};

/// Limits that keep hostile input cheap. Beyond them a document is a problem, not a crash.
struct Limits {
  std::size_t bytes = 8U << 20U;     ///< of the text
  int depth = 100;                   ///< of nested collections
  std::size_t expanded = 1'000'000;  ///< nodes, counting an alias as the nodes it stands for
};

}  // namespace dcr::yaml
