// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"

#include <git2.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace dcr::git {

inline void release(git_annotated_commit* p) noexcept { git_annotated_commit_free(p); }
inline void release(git_blob* p) noexcept { git_blob_free(p); }
inline void release(git_commit* p) noexcept { git_commit_free(p); }
inline void release(git_config* p) noexcept { git_config_free(p); }
inline void release(git_config_entry* p) noexcept { git_config_entry_free(p); }
inline void release(git_config_iterator* p) noexcept { git_config_iterator_free(p); }
inline void release(git_filter_list* p) noexcept { git_filter_list_free(p); }
inline void release(git_index* p) noexcept { git_index_free(p); }
inline void release(git_object* p) noexcept { git_object_free(p); }
inline void release(git_odb* p) noexcept { git_odb_free(p); }
inline void release(git_odb_object* p) noexcept { git_odb_object_free(p); }
inline void release(git_reference* p) noexcept { git_reference_free(p); }
inline void release(git_reference_iterator* p) noexcept { git_reference_iterator_free(p); }
inline void release(git_repository* p) noexcept { git_repository_free(p); }
inline void release(git_tree* p) noexcept { git_tree_free(p); }

struct Release {
  template <class T>
  void operator()(T* object) const noexcept {
    release(object);
  }
};

/// A libgit2 object that is freed with its owner.
template <class T>
using Owned = std::unique_ptr<T, Release>;

/// The error libgit2 just reported, as "WHAT: its words".
Error libgit2_error(std::string_view what);

/// Runs a libgit2 constructor and owns what it made.
///
/// Units: `what` names the attempt: "cannot read the index".
template <class T, class Make>
Result<Owned<T>> take(std::string_view what, Make make) {
  T* made = nullptr;
  if (make(&made) < 0) return libgit2_error(what);
  return Owned<T>(made);
}

inline git_oid to_oid(const ObjectId& id) {
  git_oid oid{};
  std::memcpy(oid.id, id.bytes.data(), id.bytes.size());
  return oid;
}

inline ObjectId from_oid(const git_oid& oid) {
  ObjectId id;
  std::memcpy(id.bytes.data(), oid.id, id.bytes.size());
  return id;
}

}  // namespace dcr::git
