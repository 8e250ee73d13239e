// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/git_program.hpp"
#include "core/git/mirror_address.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// The branches, tags and HEAD of a repository: "ID refs/heads/main *", the star at HEAD's branch.
using References = std::set<std::string>;

/// What a remote says it has.
struct RemoteReferences {
  References references;
  std::string head;           ///< the branch of HEAD: "refs/heads/main"; empty when detached
  std::string detached_head;  ///< the commit of a detached HEAD; else empty
};

/// Reads the answer of `git ls-remote --symref`. A HEAD that names no branch counts as main, or
/// master, as a clone of it would be read.
[[nodiscard]] RemoteReferences read_remote_references(std::string_view listing);

/// A bare repository that follows a remote.
class MirrorCopy {
 public:
  /// `folder` may not exist yet.
  MirrorCopy(std::string folder, const MirrorAddress& address, const Environment& environment)
      : folder_(std::move(folder)), address_(address), environment_(environment) {}

  [[nodiscard]] bool exists() const;

  /// Makes the repository, without anything of the user's or the system's templates.
  Result<void> create() const;

  /// Brings references and objects in line with the remote, and notes the time.
  ///
  /// Errors: unavailable in git's words, without user info.
  Result<void> update() const;

  /// When `update` last succeeded.
  ///
  /// Units: seconds since 1970 UTC; 0 for never.
  [[nodiscard]] std::int64_t fetched_at() const;

 private:
  Result<std::string> git(std::vector<std::string> arguments) const;
  Result<References> present() const;
  Result<void> fetch(const RemoteReferences& remote) const;
  Result<void> set_head(const RemoteReferences& remote) const;
  Result<void> note_time() const;
  [[nodiscard]] std::string words(const process::Outcome& outcome) const;

  std::string folder_;
  const MirrorAddress& address_;
  const Environment& environment_;
};

}  // namespace dcr::git
