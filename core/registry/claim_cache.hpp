// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/claims.hpp"

#include <map>
#include <string>

namespace dcr {

/// The claims of blobs, kept in one file under the git directory. Keyed by content, so an entry is
/// never stale; replaced whole by a rename, so concurrent runs never see half of it.
class ClaimCache {
 public:
  /// Reads the cache of `folder`; what is missing or damaged is an empty cache. Empty = keep none.
  static ClaimCache open(const std::string& folder);

  /// Whether the blob may claim one of `wanted`; empty when the cache does not know the blob.
  [[nodiscard]] std::optional<bool> may_claim(
      const ObjectId& blob, const std::set<std::string, std::less<>>& wanted) const;

  /// What the blob claims; empty when the cache does not know it.
  [[nodiscard]] std::optional<Claims> find(const ObjectId& blob) const;

  void add(const ObjectId& blob, const Claims& claims);

  /// Writes what was added. A failure is no error: the next run scans again.
  void save() const;

 private:
  [[nodiscard]] std::string_view find_record(const ObjectId& blob) const;

  std::string file_;
  std::string bytes_;      // the file as it was read, checked
  std::size_t count_ = 0;  // records in bytes_
  std::map<ObjectId, std::string> added_;
};

}  // namespace dcr
