// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.hpp"
#include "core/registry/version_facts.hpp"
#include "core/registry/versions.hpp"

#include <optional>
#include <set>
#include <utility>

/// What a registry takes from history.
namespace dcr {

Result<std::vector<ContractVersion>> Registry::versions_of_history(
    const std::vector<std::string>& keys, Depth depth) const {
  std::vector<ContractVersion> versions;
  for (const std::string& key : keys) {
    auto found = versions_of_history(key, depth);
    if (!found || !found->empty()) return found;
  }
  return versions;
}

Result<std::vector<ContractVersion>> Registry::versions_of_history(const std::string& key,
                                                                   Depth depth) const {
  std::vector<ContractVersion> versions;
  HistoryShelves shelves(source_.cache_folder);
  const auto add = [&](const ObjectId& tip, const std::optional<ObjectId>& beyond) -> Result<void> {
    const WalkOptions options{
        .shelves = &shelves, .depth = depth, .beyond = beyond, .entries_alone = reads_mods_alone()};
    auto found = registered_versions(*source_.repository, tip, source_.filter, key, options);
    if (!found) return found.error();
    std::set<Version> known;
    for (const ContractVersion& version : versions) known.insert(version.version());
    for (RegisteredVersion& each : *found) {
      if (known.contains(each.document->contract.version.value)) continue;
      versions.push_back({.document = std::move(each.document),
                          .registered = tip == source_.mainline,
                          .first_commit = each.first_commit,
                          .last_commit = each.last_commit});
    }
    return {};
  };
  if (source_.mainline) {
    if (auto added = add(*source_.mainline, {}); !added) return added.error();
  }
  if (source_.head && source_.head != source_.mainline) {
    if (auto added = add(*source_.head, source_.mainline); !added) return added.error();
  }
  return versions;
}

Result<ContractVersion> Registry::select_whole(const std::vector<ContractVersion>& versions,
                                               const Selector& selector,
                                               const std::string& full_name) const {
  auto selected = select(versions, selector, full_name);
  if (!selected || reads_mods_alone() || is_whole(*selected->document)) return selected;
  if (!selected->last_commit) return selected;
  auto document = whole_document(*source_.repository, *selected->document, *selected->last_commit);
  if (!document) return document.error();
  if (*document != nullptr) {
    selected->document = std::move(*document);
    return selected;
  }
  // What was kept of the file is not true: nothing of it counts.
  const auto anew = this->versions(full_name, Depth::whole);
  if (!anew) return anew.error();
  return select(*anew, selector, full_name);
}

}  // namespace dcr
