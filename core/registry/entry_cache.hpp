// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/formats/mod_entry.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// The entries of one mod in the registries of history, kept in a file under the git directory: a
/// registry of megabytes is not even read a second time. Keyed by content, so nothing is ever
/// stale; replaced whole by a rename.
class EntryCache {
 public:
  /// Reads the cache of `name` in `folder`; what is missing or damaged is an empty cache. An empty
  /// folder keeps none.
  static EntryCache open(const std::string& folder, const std::string& name);

  /// What the blob has of the mod, as formats::cut_mod says it; empty when the blob is not known.
  [[nodiscard]] std::optional<formats::ModEntry> find(const ObjectId& blob) const;

  void add(const ObjectId& blob, const formats::ModEntry& entry);

  /// Writes what was added. A failure is no error: the next run reads again.
  void save() const;

 private:
  bool read(std::string_view text);

  std::string file_;
  std::string name_;
  std::vector<formats::ModEntry> entries_;
  std::map<ObjectId, std::size_t> blobs_;  // to the index of an entry
  bool changed_ = false;
};

}  // namespace dcr
