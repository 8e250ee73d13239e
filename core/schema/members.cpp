// SPDX-License-Identifier: Apache-2.0
#include "core/schema/members.hpp"

namespace dcr::schema {

const yaml::Entry* Members::find(const yaml::Node& object, std::string_view name) {
  constexpr std::size_t few = 16;
  if (object.entries.size() <= few) return object.find_entry(name);
  const auto [index, is_new] = indexes_.try_emplace(&object);
  if (is_new) {
    for (const yaml::Entry& entry : object.entries) index->second.emplace(entry.key, &entry);
  }
  const auto found = index->second.find(name);
  return found == index->second.end() ? nullptr : found->second;
}

}  // namespace dcr::schema
