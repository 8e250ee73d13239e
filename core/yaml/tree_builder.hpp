// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/extents.hpp"
#include "core/yaml/node.hpp"
#include "core/yaml/source.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::yaml {

/// Grows the tree of a document from the events of a parser, YAML or JSON, and guards its limits.
///
/// A scalar or collection becomes a key, a value of a mapping, an item of a list or the root, by
/// where it stands. Aliases share their anchor's node, and are charged for all it expands to.
///
/// Errors: throws Broken beyond a limit and for an alias inside its own anchor. What a reader can
/// pass over (a duplicate key) is added to the problems, and reading goes on.
class TreeBuilder {
 public:
  /// `extents`, where there is one, receives where every value stands.
  explicit TreeBuilder(const Limits& limits, Extents* extents = nullptr)
      : limits_(limits), extents_(extents) {}

  void scalar(Node node, const Extent& extent, const std::string& anchor = {});
  void open(Kind kind, Span at, const std::string& anchor = {});
  /// `at` replaces the span given at the opening, now that more is known.
  void close(Span at, const Extent& extent);
  void alias(const std::string& anchor, Span at);

  /// Adds a problem that spoils the document, and reads on.
  void reject(Problem problem);

  /// Ends the document; null when it was rejected.
  std::shared_ptr<const Node> finish();

  [[nodiscard]] std::size_t depth() const { return frames_.size(); }
  /// Whether the next node is a key of a mapping.
  [[nodiscard]] bool expects_key() const;
  /// The key whose value comes next, or the last one that was read.
  [[nodiscard]] Span last_key() const { return frames_.back().key_at; }
  [[nodiscard]] std::vector<Problem>& problems() { return problems_; }

 private:
  /// A node with what it costs where an alias repeats it.
  struct Grown {
    std::shared_ptr<const Node> node;
    std::size_t size = 1;  // nodes, aliases expanded
    int height = 0;        // nested collections, itself included
  };
  struct Frame {
    std::shared_ptr<Node> node;
    std::string anchor;
    std::size_t size = 1;
    int height = 1;
    bool wants_value = false;  // a key was read
    std::string key;
    Span key_at;
    bool key_kept = false;
    bool key_merges = false;
    std::map<std::string, Span, std::less<>> keys;  // not hashed: collisions cannot be crafted
    std::vector<std::shared_ptr<const Node>> merged;
  };
  struct Anchor {
    std::optional<Grown> value;  // empty while its value is still being read
  };

  void add(const Grown& grown, Span at);
  void add_key(const Node& node, Span at);
  void add_value(Frame& frame, const Grown& grown);
  void add_merge(Frame& frame, const Grown& grown);
  void charge(std::size_t nodes, Span at);
  void keep(const Node* node, const Extent& extent, const std::string& anchor);

  const Limits limits_;
  Extents* extents_;
  std::size_t spent_ = 0;  // of limits_.expanded, over the whole stream
  bool rejected_ = false;
  std::vector<Frame> frames_;
  std::map<std::string, Anchor, std::less<>> anchors_;
  std::shared_ptr<const Node> root_;
  std::vector<Problem> problems_;
};

}  // namespace dcr::yaml
