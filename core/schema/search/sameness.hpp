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

  /// False as well when it costs more than `most_work` pairs to find out.
  bool same(const Subschema& a, const Subschema& b, std::size_t most_work = 1'000'000);
  /// As same(), however deep and large they are; of a pair that differs nothing is learnt.
  bool same_throughout(const Subschema& a, const Subschema& b);
  /// Pairs that were compared since this was asked last.
  std::size_t take_work() { return std::exchange(work_, 0); }
  /// One schema for all that were seen to be the same, of one side: 0 or 1.
  const Subschema& representative(const Subschema& schema, std::size_t side);

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
  std::array<std::unordered_map<const Subschema*, std::uint64_t>, 2> digests_;
  struct Representatives {
    std::unordered_map<const Subschema*, const Subschema*> known;
    std::unordered_map<std::uint64_t, std::vector<const Subschema*>> by_digest;
  };
  std::array<Representatives, 2> representatives_;
  std::size_t work_ = 0;
  std::size_t work_left_ = 0;
  bool is_thorough_ = false;
};

/// The schemas right below or beside one, each once, with references as `targets` follows them.
[[nodiscard]] std::vector<const Subschema*> neighbours(const Subschema& schema);

}  // namespace dcr::schema::search
