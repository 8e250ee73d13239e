// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/registry/summary_record.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dcr {

/// Summaries of files, kept in one file under the git directory. Keyed by the file's blob and path,
/// which some formats name a contract after; replaced whole by a rename.
class SummaryCache {
 public:
  /// Reads the cache of `folder`; what is missing or damaged is an empty cache. Empty = keep none.
  static SummaryCache open(const std::string& folder);

  /// Views of text().
  [[nodiscard]] std::optional<FileSummary> find(const FileRef& file);
  [[nodiscard]] const std::shared_ptr<const std::string>& text() const { return bytes_; }

  /// Writes `added` (see append_entry), and of the rest what was found or is not too much: it is
  /// appended. A failure is no error: the next run reads again.
  void save(std::string& added) const;

  static void append_entry(std::string& out, const FileRef& file, std::string_view record);
  /// Every document of what append_entry wrote into `entries`, as views of it.
  static void list(std::string_view entries, Listing& listing);

 private:
  struct Record {
    std::string_view bytes;  // in bytes_, as the key is
    bool used = false;
  };
  bool index_records();

  std::string file_;
  std::shared_ptr<const std::string> bytes_;              // the file as it was read, checked
  std::unordered_map<std::string_view, Record> records_;  // by the bytes of blob and path
  std::size_t used_ = 0;
};

/// Adds the documents of a file.
void append(FileSummary summary, std::string_view path, Listing& listing);

}  // namespace dcr
