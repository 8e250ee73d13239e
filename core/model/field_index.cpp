// SPDX-License-Identifier: Apache-2.0
#include "core/model/field_index.hpp"

#include "core/base/steps.hpp"

namespace dcr {

const Field* FieldIndex::find(std::string_view name) {
  const auto& fields = list_->fields;
  for (; indexed_ < fields.size(); ++indexed_) {
    count_steps();
    places_.emplace(fields[indexed_].name.value, indexed_);
  }
  count_steps();
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &fields[found->second];
}

}  // namespace dcr
