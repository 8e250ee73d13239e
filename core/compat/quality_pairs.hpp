// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dcr::diff_parts {

/// What a quality rule lets pass: its terms without those that only describe it.
using QualityTerms = std::map<std::string, std::string>;
[[nodiscard]] QualityTerms substance(const QualityRule& rule);

/// The rules of the new side, for those of the old one to find their counterparts in.
class QualityPairs {
 public:
  /// `others` must outlive it.
  explicit QualityPairs(const std::vector<QualityRule>& others);

  /// Takes the counterpart of `rule` among those that are left, and answers its index: by id, then
  /// by name, then by equal substance, then by what is measured. What only one of two rules is
  /// called says nothing: they may be one.
  [[nodiscard]] std::optional<std::size_t> take(const QualityRule& rule);

  [[nodiscard]] bool is_taken(std::size_t index) const { return taken_[index]; }

 private:
  /// The rules that have something in common, in their order; those before `next` are taken.
  struct Line {
    std::vector<std::uint32_t> places;
    std::size_t next = 0;
  };
  using Accepts = std::function<bool(const QualityRule&)>;

  void add(std::uint32_t place, std::size_t common);
  /// The first that is left of those that have `common`, may be called so and are accepted.
  [[nodiscard]] std::optional<std::size_t> first(std::size_t common, std::string_view id,
                                                 std::string_view name, const Accepts& accepts);
  [[nodiscard]] std::optional<std::size_t> first_of(std::size_t line, const Accepts& accepts);

  const std::vector<QualityRule>& others_;
  std::vector<bool> taken_;
  std::unordered_map<std::size_t, Line> lines_;  // by the hash of what they have in common
};

}  // namespace dcr::diff_parts
