// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dcr {

/// Finds the fields of a list by name, each in the same time however many there are. The list,
/// which must stay where it is, may grow at its end in between.
class FieldIndex {
 public:
  explicit FieldIndex(const FieldList& list) : list_(&list) {}

  /// nullptr when there is none. Of several that are called the same the first.
  [[nodiscard]] const Field* find(std::string_view name);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  const FieldList* list_;
  std::size_t indexed_ = 0;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
};

}  // namespace dcr
