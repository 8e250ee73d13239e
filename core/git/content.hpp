// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/content_open.hpp"
#include "core/git/handle.hpp"
#include "core/git/index_file.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// Cuts content that no reader takes whole: see `longest_read`.
[[nodiscard]] std::string cut_to_longest_read(std::string_view content);

/// Reads a blob and compares it with its id.
Result<std::string> read_blob(const Handle& handle, const ObjectId& id);

/// Turns working files into what git would store: line ends, `ident`, `filter` drivers and
/// `working-tree-encoding` as .gitattributes and the configuration say.
class WorkingContent {
 public:
  WorkingContent(std::shared_ptr<const Handle> handle, std::shared_ptr<const IndexFile> index)
      : handle_(std::move(handle)), index_(std::move(index)) {}

  /// The blob id a file would have.
  ///
  /// Errors: io when it cannot be read; git when a filter fails.
  Result<ObjectId> id(const OpenFile& file, std::string_view path) const;

  /// The content the blob would have, cut to `longest_read`. A file with a `filter` driver is
  /// written to the object database on the way, as `git add` would: only git runs drivers.
  ///
  /// Errors: as `id`.
  Result<std::string> stored(const OpenFile& file, std::string_view path) const;

  /// The id of a blob with exactly this content: that of a symbolic link is its target.
  static Result<ObjectId> id_of(std::string_view content);

 private:
  enum class Conversion { none, libgit2, git };

  /// A file's conversion, and libgit2's filters where they do it.
  struct Rules {
    Conversion conversion = Conversion::none;
    Owned<git_filter_list> filters;
  };

  Result<Rules> rules(const std::string& path) const;
  /// Whether files without attributes are stored as they are.
  [[nodiscard]] bool converts_nothing() const;
  void show_index_to_libgit2(const std::string& path) const;
  Result<std::string> convert(const Rules& rules, std::string_view content,
                              std::string_view path) const;
  /// Asks git, which alone runs drivers, for the id of what `arguments` name or of `content`.
  Result<ObjectId> hash_object(std::vector<std::string> arguments, std::string_view content,
                               std::string_view path) const;
  Result<std::string> stored_by_git(std::string_view content, std::string_view path) const;
  Result<ObjectId> id_of_giant(const Rules& rules, const OpenFile& file,
                               std::string_view path) const;

  std::shared_ptr<const Handle> handle_;
  std::shared_ptr<const IndexFile> index_;
  mutable std::once_flag shown_;
  mutable Owned<git_index> shown_index_;
  /// What `id` found to be stored as it is.
  mutable std::set<std::string, std::less<>> unconverted_;
};

}  // namespace dcr::git
