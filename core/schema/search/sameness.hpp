// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/subschema.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dcr::schema::search {

/// Follows references of a schema tree; those that depend on the way it is walked are followed only
/// where every way leads to the same schema.
class Targets {
 public:
  Targets(const Subschema& writer, const Subschema& reader);

  /// nullptr when it is not certain.
  [[nodiscard]] const Subschema* of(const Reference& reference) const;
  /// The schema that says the same with nothing around it: behind a bare `$ref`, or an `allOf` of
  /// one.
  [[nodiscard]] const Subschema& plain(const Subschema& schema) const;

 private:
  void gather(const Subschema& root);
  std::map<std::string, int> anchors_;  // how many resources have a dynamic one of this name
  int recursive_ = 0;
};

/// Whether two schemas say the same, word for word but for annotations, order and where their
/// definitions stand.
///
/// Pairs that are being compared count as the same: cycles are the same where no difference is met.
/// What was found with such an assumption is kept when it was not needed, or when all turns out to
/// be the same.
class Sameness {
 public:
  explicit Sameness(const Targets& targets) : targets_(targets) {}

  bool same(const Subschema& a, const Subschema& b);

 private:
  using Pair = std::pair<const Subschema*, const Subschema*>;
  struct Verdict {
    bool same;
    std::size_t leans_on;  // the outermost open pair it needs
  };
  struct PairHash {
    std::size_t operator()(const Pair& pair) const {
      return std::hash<const void*>()(pair.first) * 31 + std::hash<const void*>()(pair.second);
    }
  };

  Verdict compare(const Subschema& a, const Subschema& b);
  Verdict compare_parts(const Subschema& a, const Subschema& b);
  bool add_children(const Subschema& a, const Subschema& b, std::vector<Pair>& children) const;
  std::uint64_t digest(const Subschema& schema, std::size_t depth);

  const Targets& targets_;
  std::unordered_map<Pair, bool, PairHash> known_;
  std::unordered_map<Pair, std::size_t, PairHash> open_;
  std::unordered_set<Pair, PairHash> assumed_;
  std::array<std::unordered_map<const Subschema*, std::uint64_t>, 3> digests_;
  std::size_t work_ = 0;
};

/// The schemas right below or beside one, each once, with references as `targets` follows them.
[[nodiscard]] std::vector<const Subschema*> neighbours(const Subschema& schema);

}  // namespace dcr::schema::search
