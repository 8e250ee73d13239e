// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::yaml {

void TreeBuilder::charge(std::size_t nodes, Span at) {
  // `nodes` and `spent_` stay below the limit, so their sum cannot wrap.
  spent_ += nodes;
  if (spent_ <= limits_.expanded) return;
  throw Broken{problem_at(at, fmt::format("more than {} values, counting each alias as what it "
                                          "stands for; split the file",
                                          limits_.expanded))};
}

bool TreeBuilder::expects_key() const {
  return !frames_.empty() && frames_.back().node->is_mapping() && !frames_.back().wants_value;
}

void TreeBuilder::keep(const Node* node, const Extent& extent, const std::string& anchor) {
  if (extents_ == nullptr) return;
  // Keys are nodes that do not live on, and the next one may lie where they lay.
  Extent& kept = (*extents_)[node];
  kept = extent;
  kept.anchor = anchor;
}

void TreeBuilder::scalar(Node node, const Extent& extent, const std::string& anchor) {
  const Span at = node.at;
  charge(1, at);
  const Grown grown{std::make_shared<const Node>(std::move(node))};
  keep(grown.node.get(), extent, anchor);
  if (!anchor.empty()) anchors_[anchor].value = grown;
  add(grown, at);
}

void TreeBuilder::open(Kind kind, Span at, const std::string& anchor) {
  charge(1, at);
  if (frames_.size() >= static_cast<std::size_t>(limits_.depth)) {
    throw Broken{problem_at(at, fmt::format("nested deeper than {} levels", limits_.depth))};
  }
  if (!anchor.empty()) anchors_[anchor].value.reset();
  Frame frame;
  frame.node = std::make_shared<Node>();
  frame.node->kind = kind;
  frame.node->at = at;
  frame.anchor = anchor;
  frames_.push_back(std::move(frame));
}

void TreeBuilder::close(Span at, const Extent& extent) {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  frame.node->at = at;
  keep(frame.node.get(), extent, frame.anchor);
  for (const auto& map : frame.merged) {
    for (const Entry& entry : map->entries) {
      if (frame.keys.emplace(entry.key, entry.key_at).second) frame.node->entries.push_back(entry);
    }
  }
  const Grown grown{std::move(frame.node), frame.size, frame.height};
  if (!frame.anchor.empty()) anchors_[frame.anchor].value = grown;
  add(grown, grown.node->at);
}

void TreeBuilder::alias(const std::string& anchor, Span at) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    throw Broken{
        problem_at(at, fmt::format("unknown alias '*{0}'; no '&{0}' stands before it", anchor))};
  }
  if (!found->second.value) {
    throw Broken{problem_at(at, fmt::format("alias '*{0}' stands inside the value of '&{0}', so it "
                                            "would never end",
                                            anchor))};
  }
  const Grown& grown = *found->second.value;
  if (frames_.size() + static_cast<std::size_t>(grown.height) >
      static_cast<std::size_t>(limits_.depth)) {
    throw Broken{problem_at(
        at, fmt::format("alias '*{}' nests deeper than {} levels", anchor, limits_.depth))};
  }
  spent_ += grown.size;
  if (spent_ > limits_.expanded) {
    throw Broken{problem_at(at, fmt::format("alias '*{}' expands the file to more than {} values",
                                            anchor, limits_.expanded))};
  }
  // A copy: adding may end a document and with it the anchors.
  add(Grown(grown), at);
}

void TreeBuilder::reject(Problem problem) {
  rejected_ = true;
  problems_.push_back(std::move(problem));
}

std::shared_ptr<const Node> TreeBuilder::finish() {
  frames_.clear();
  anchors_.clear();
  std::shared_ptr<const Node> root = std::exchange(root_, nullptr);
  return std::exchange(rejected_, false) ? nullptr : root;
}

void TreeBuilder::add(const Grown& grown, Span at) {
  if (frames_.empty()) {
    root_ = grown.node;
    return;
  }
  if (expects_key()) {
    add_key(*grown.node, at);
    return;
  }
  Frame& frame = frames_.back();
  // Each size is below the limit and counted once in spent_, so the sum stays below it too.
  frame.size += grown.size;
  frame.height = std::max(frame.height, grown.height + 1);
  if (frame.node->is_sequence()) {
    frame.node->items.push_back(grown.node);
  } else {
    add_value(frame, grown);
  }
}

void TreeBuilder::add_key(const Node& node, Span at) {
  Frame& frame = frames_.back();
  frame.wants_value = true;
  frame.key = node.text;
  frame.key_at = at;
  frame.key_kept = false;
  frame.size += 1;
  if (!node.is_scalar()) {
    reject(problem_at(at, fmt::format("{} cannot be a key; a key is one word or a quoted text",
                                      describe(node.kind))));
    return;
  }
  frame.key_merges = !node.quoted && node.is_string() && node.text == "<<";
  const auto [first, is_new] = frame.keys.emplace(node.text, at);
  frame.key_kept = is_new;
  if (is_new) return;
  // Not a rejection: the document can be judged, with the value that came first.
  problems_.push_back(problem_at(
      at, fmt::format("duplicate key {}; the first one is on line {}, column {}", quote(node.text),
                      first->second.begin.line, first->second.begin.column)));
}

void TreeBuilder::add_value(Frame& frame, const Grown& grown) {
  frame.wants_value = false;
  if (!frame.key_kept) return;
  if (frame.key_merges) {
    add_merge(frame, grown);
  } else {
    frame.node->entries.push_back({std::move(frame.key), frame.key_at, grown.node});
  }
}

void TreeBuilder::add_merge(Frame& frame, const Grown& grown) {
  if (grown.node->is_mapping()) {
    frame.merged.push_back(grown.node);
    return;
  }
  const auto& items = grown.node->items;
  const bool mappings =
      grown.node->is_sequence() &&
      std::all_of(items.begin(), items.end(), [](const auto& item) { return item->is_mapping(); });
  if (mappings) {
    frame.merged.insert(frame.merged.end(), items.begin(), items.end());
  } else {
    reject(problem_at(frame.key_at, "'<<' takes a mapping or a list of mappings"));
  }
}

}  // namespace dcr::yaml
