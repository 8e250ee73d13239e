// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/registry/document.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr {

/// What the files of history say at the top of one contract, kept in a file under the git
/// directory: which version is where can be told without parsing a document a second time. Keyed by
/// content and path, which together decide what a document says; replaced whole by a rename.
class VersionFacts {
 public:
  using Documents = std::vector<std::shared_ptr<const LoadedDocument>>;

  /// Reads what is known of the contract `key`; nothing where the file is missing or damaged. An
  /// empty folder keeps nothing.
  static VersionFacts open(const std::string& cache_folder, const std::string& key);

  /// The usable documents of the contract in a file, without text, fields and all that does not
  /// tell one version from another: see is_whole. Null when the file is not known.
  [[nodiscard]] const Documents* find(const FileRef& file) const;

  void add(const FileRef& file, const Documents& documents);

  /// Writes what was added. A failure is no error: the next run reads again.
  void save() const;

 private:
  bool read(std::string_view text);

  std::string file_;
  std::string key_;
  std::map<std::pair<ObjectId, std::string>, Documents> files_;
  bool changed_ = false;
};

/// Whether the document is whole, and no word of VersionFacts about one.
[[nodiscard]] inline bool is_whole(const LoadedDocument& document) {
  return document.text != nullptr;
}

}  // namespace dcr
