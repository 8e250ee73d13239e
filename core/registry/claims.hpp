// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// The names a text may claim for its contracts, found without parsing it.
///
/// The names of all contracts are needed to see that a changed one takes a name that another file
/// holds, and parsing thousands of unchanged files for that would cost seconds. So the text is
/// scanned for the keys that name a contract, and only files that may claim a wanted name are
/// parsed. The scan may find too many names, never too few: what it cannot read it calls opaque.
struct Claims {
  std::vector<std::string> names;  ///< and a reference_claim for each file the text refers to
  bool opaque = false;             ///< the text must be parsed to know

  [[nodiscard]] bool may_claim(const std::set<std::string, std::less<>>& wanted) const;
};

[[nodiscard]] Claims scan_claims(std::string_view text);

/// What a text claims that refers to a file, wherever that lies: no contract has such a name.
[[nodiscard]] std::string reference_claim(std::string_view path);

/// Whether the path alone may name one: the model of a bare JSON Schema is called as its file is.
[[nodiscard]] bool path_claims(std::string_view path,
                               const std::set<std::string, std::less<>>& wanted);

/// A file with what it may claim.
struct ClaimingFile {
  FileRef file;
  Claims claims;

  [[nodiscard]] bool may_claim(const std::set<std::string, std::less<>>& wanted) const;
};

/// What each of the files may claim, in their order; a link claims nothing. `cache_folder` as
/// below.
///
/// Errors: those of Snapshot::read.
Result<std::vector<ClaimingFile>> claims_of(const Snapshot& snapshot,
                                            const std::vector<FileRef>& files,
                                            const std::string& cache_folder);

/// The files that may hold a contract of one of the `wanted` names (without namespace).
/// `cache_folder` keeps the claims of blobs between runs; empty = no cache. A cache that is absent,
/// damaged or not writable changes the time this takes, never the answer.
///
/// Errors: those of Snapshot::read.
Result<std::vector<FileRef>> files_claiming(const Snapshot& snapshot,
                                            const std::vector<FileRef>& files,
                                            const std::set<std::string, std::less<>>& wanted,
                                            const std::string& cache_folder);

}  // namespace dcr
