// SPDX-License-Identifier: Apache-2.0
#include "core/git/mirror_copy.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/progress.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace dcr::git {
namespace {

/// Keeps a detached HEAD's commit, which may be on no branch.
constexpr std::string_view detached_reference = "refs/dcr/head";
/// Its modification time is that of the last contact.
constexpr std::string_view time_file = "dcr-fetched";

/// What a hook or a wrapper says of the repository around us is not about the copy. (The list of
/// `git rev-parse --local-env-vars`, less the configuration: it may name the user's proxies and
/// credentials.)
EnvironmentChanges changes_for_copies() {
  EnvironmentChanges changes = {{"GIT_ALLOW_PROTOCOL", "https:ssh:file"}};
  for (const char* name :
       {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_NAMESPACE", "GIT_PREFIX",
        "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_IMPLICIT_WORK_TREE",
        "GIT_INTERNAL_SUPER_PREFIX", "GIT_CONFIG"}) {
    changes.emplace_back(name, std::nullopt);
  }
  return changes;
}

std::string line(std::string_view id, std::string_view reference, bool is_head) {
  return fmt::format("{} {} {}", id, reference, is_head ? '*' : ' ');
}

template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_mirrored(std::string_view reference) {
  return !reference.ends_with("^{}") &&
         (reference.starts_with("refs/heads/") || reference.starts_with("refs/tags/"));
}

constexpr std::string_view symbolic = "ref: ";
using Ids = std::map<std::string, std::string, std::less<>>;  // by reference

/// The branch that HEAD names if there is one, else main or master: where a clone would be read.
std::string branch_of_head(const std::string& head, const Ids& ids) {
  if (ids.contains(head)) return head;
  const bool only_master = !ids.contains("refs/heads/main") && ids.contains("refs/heads/master");
  return only_master ? "refs/heads/master" : "refs/heads/main";
}

}  // namespace

RemoteReferences read_remote_references(std::string_view listing) {
  Ids ids;
  std::string head_id;
  RemoteReferences remote;
  for_each_line(listing, [&](std::string_view said) {
    const std::size_t tab = std::min(said.find('\t'), said.size());
    const std::string_view what = said.substr(0, tab);
    const std::string_view reference = said.substr(std::min(tab + 1, said.size()));
    if (is_mirrored(reference)) ids.emplace(reference, what);
    if (reference != "HEAD") return;
    (what.starts_with(symbolic) ? remote.head : head_id) = what;
  });
  if (remote.head.starts_with(symbolic)) remote.head.erase(0, symbolic.size());
  if (remote.head.empty()) remote.detached_head = head_id;
  if (remote.detached_head.empty()) remote.head = branch_of_head(remote.head, ids);
  for (const auto& [reference, id] : ids) {
    remote.references.insert(line(id, reference, reference == remote.head));
  }
  if (!remote.detached_head.empty()) {
    remote.references.insert(line(remote.detached_head, detached_reference, false));
  }
  return remote;
}

bool MirrorCopy::exists() const {
  std::error_code ignored;
  const std::filesystem::path folder(folder_);
  return std::filesystem::is_regular_file(folder / time_file, ignored) &&
         std::filesystem::is_directory(folder / "objects", ignored);
}

/// The first line that says what went wrong, and nothing of the user info that git may repeat.
std::string MirrorCopy::words(const process::Outcome& outcome) const {
  process::Outcome told = outcome;
  told.errors.clear();
  for_each_line(outcome.errors, [&](std::string_view said) {
    const bool aside = said.empty() || said.starts_with("warning:") ||
                       said.starts_with("Warning:") || said.starts_with("hint:");
    if (!aside) told.errors += std::string(said) + '\n';
  });
  std::string words = words_of_git(told);
  const std::size_t colon = address_.user_info.find(':');
  for (const std::string& secret :
       {address_.user_info + "@",
        colon == std::string::npos ? "" : address_.user_info.substr(colon + 1)}) {
    if (secret.size() < 2) continue;
    for (std::size_t at = words.find(secret); at != std::string::npos; at = words.find(secret)) {
      words.erase(at, secret.size());
    }
  }
  return words;
}

/// Runs git on the copy: no hooks, no logs of reference updates (they would repeat the URL).
Result<std::string> MirrorCopy::git(std::vector<std::string> arguments) const {
  const std::vector<std::string> always = {"--git-dir=.", "-c", "core.hooksPath=/dev/null", "-c",
                                           "core.logAllRefUpdates=false"};
  arguments.insert(arguments.begin(), always.begin(), always.end());
  Result<process::Outcome> outcome =
      run_git(folder_, environment_, std::move(arguments), {}, changes_for_copies());
  if (!outcome) return outcome.error();
  if (outcome->succeeded()) return std::move(outcome->output);
  return Error{ErrorKind::unavailable, words(*outcome), {}, {}};
}

Result<void> MirrorCopy::create() const {
  std::error_code failure;
  std::filesystem::create_directories(folder_, failure);
  if (failure) {
    return Error{
        ErrorKind::io, fmt::format("cannot make '{}': {}", folder_, failure.message()), {}, {}};
  }
  // Without a template: no hook and no setting gets in that is not git's own.
  Result<process::Outcome> made = run_git(
      folder_, environment_, {"init", "--quiet", "--bare", "--template=", "--initial-branch=main"},
      {}, changes_for_copies());
  if (!made) return made.error();
  if (made->succeeded()) return {};
  return Error{
      ErrorKind::git, fmt::format("cannot make '{}': {}", folder_, words_of_git(*made)), {}, {}};
}

Result<void> MirrorCopy::fetch(const RemoteReferences& remote) const {
  std::vector<std::string> arguments = {"fetch",
                                        "--quiet",
                                        "--prune",
                                        "--no-tags",
                                        "--no-write-fetch-head",
                                        "--recurse-submodules=no",
                                        "--",
                                        address_.location,
                                        "+refs/heads/*:refs/heads/*",
                                        "+refs/tags/*:refs/tags/*"};
  if (!remote.detached_head.empty()) {
    arguments.push_back("+HEAD:" + std::string(detached_reference));
  }
  const Phase phase("fetching the registry");
  Result<std::string> fetched = git(std::move(arguments));
  if (!fetched) return fetched.error();
  return set_head(remote);
}

Result<void> MirrorCopy::set_head(const RemoteReferences& remote) const {
  Result<std::string> done;
  if (!remote.detached_head.empty()) {
    done = git({"update-ref", "--no-deref", "HEAD", std::string(detached_reference)});
  } else {
    // The remote is not trusted with the name of a file of ours.
    done = git({"check-ref-format", remote.head});
    if (done) done = git({"symbolic-ref", "HEAD", remote.head});
    if (done) done = git({"update-ref", "-d", std::string(detached_reference)});
  }
  if (!done) return done.error();
  return {};
}

Result<void> MirrorCopy::note_time() const {
  return write_atomically(folder_ + "/" + std::string(time_file),
                          "The time of this file is when dcr last reached the registry.\n",
                          Durability::cache);
}

Result<References> MirrorCopy::present() const {
  const Result<std::string> listing =
      git({"for-each-ref", "--format=%(objectname) %(refname) %(HEAD)", "refs/heads", "refs/tags",
           "refs/dcr"});
  if (!listing) return listing.error();
  References references;
  for_each_line(*listing, [&](std::string_view said) { references.emplace(said); });
  return references;
}

Result<void> MirrorCopy::update() const {
  // Somebody may push between the look and the fetch, so a difference is looked at again.
  constexpr int most_looks = 3;
  for (int look = 0; look < most_looks; ++look) {
    const Result<std::string> listing =
        git({"ls-remote", "--quiet", "--symref", "--", address_.location});
    if (!listing) return listing.error();
    const RemoteReferences remote = read_remote_references(*listing);
    Result<References> ours = present();
    if (ours && *ours != remote.references) {
      if (Result<void> fetched = fetch(remote); !fetched) return fetched;
      ours = present();
    }
    if (!ours) return ours.error();
    if (*ours == remote.references) return note_time();
  }
  return Error{ErrorKind::unavailable,
               "git does not hand over all of its branches and tags, as from a shallow clone",
               {},
               {}};
}

std::int64_t MirrorCopy::fetched_at() const {
  struct stat status {};
  const std::string path = folder_ + "/" + std::string(time_file);
  return ::stat(path.c_str(), &status) == 0 ? status.st_mtim.tv_sec : 0;
}

}  // namespace dcr::git
