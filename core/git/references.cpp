// SPDX-License-Identifier: Apache-2.0
#include "core/git/references.hpp"

#include "core/base/text.hpp"
#include "core/git/content_open.hpp"
#include "core/git/history.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>

namespace dcr::git {
namespace {

/// The code of `look`. libgit2 takes packed references that it cannot look at for none, so nothing
/// counts as absent before they were seen.
template <class Look>
Result<int> for_certain(const Handle& handle, Look look) {
  const int code = look();
  if (code != GIT_ENOTFOUND) return code;
  struct stat status {};
  const std::string packed = handle.common_folder + "/packed-refs";
  if (::stat(packed.c_str(), &status) == 0) return look();
  if (errno == ENOENT) return code;
  return Error{
      ErrorKind::io, fmt::format("cannot read '{}': {}", packed, std::strerror(errno)), {}, {}};
}

/// The names below `folder` of the references that are files of their own.
Result<std::vector<std::string>> loose_names(const Handle& handle, const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  const std::string top = handle.common_folder + '/';
  std::error_code failure;
  fs::recursive_directory_iterator files(top + folder, failure);
  for (; !failure && files != fs::recursive_directory_iterator(); files.increment(failure)) {
    std::string name = files->path().string().substr(top.size());
    if (files->is_directory(failure) || name.ends_with(".lock")) continue;
    names.push_back(std::move(name));
  }
  if (!failure || failure == std::errc::no_such_file_or_directory) return names;
  return Error{
      ErrorKind::io, fmt::format("cannot list '{}': {}", top + folder, failure.message()), {}, {}};
}

/// The reference as it is; empty when there is none (or the name cannot be one).
Result<Owned<git_reference>> look_up(const Handle& handle, const std::string& name) {
  git_reference* raw = nullptr;
  const auto code = for_certain(
      handle, [&] { return git_reference_lookup(&raw, handle.repository.get(), name.c_str()); });
  if (!code) return code.error();
  Owned<git_reference> reference(raw);
  if (*code < 0 && *code != GIT_ENOTFOUND && *code != GIT_EINVALIDSPEC) {
    return libgit2_error("cannot read '" + name + "'");
  }
  return reference;
}

/// The id a reference has, through symbolic ones; empty when it leads nowhere.
std::optional<ObjectId> id_of(const Handle& handle, const std::string& name) {
  git_oid oid{};
  if (git_reference_name_to_id(&oid, handle.repository.get(), name.c_str()) < 0) return {};
  return from_oid(oid);
}

/// Calls `visit` with every reference that begins as `pattern` does before its first wildcard.
Result<void> each_reference(const Handle& handle, std::string_view pattern,
                            const std::function<void(const git_reference*)>& visit) {
  const std::string glob = std::string(pattern.substr(0, pattern.find_first_of("*?[\\"))) + "*";
  Result<Owned<git_reference_iterator>> iterator =
      take<git_reference_iterator>("cannot list the references", [&](auto** out) {
        return git_reference_iterator_glob_new(out, handle.repository.get(), glob.c_str());
      });
  if (!iterator) return iterator.error();
  std::set<std::string, std::less<>> seen;
  while (true) {
    git_reference* raw = nullptr;
    const int code = git_reference_next(&raw, iterator->get());
    const Owned<git_reference> reference(raw);
    if (code == GIT_ITEROVER) break;
    if (code < 0) return libgit2_error("cannot list the references");
    seen.emplace(git_reference_name(reference.get()));
    visit(reference.get());
  }
  // libgit2 passes over those it cannot read: a mainline or a release must not vanish like that.
  const auto names = loose_names(handle, glob.substr(0, glob.rfind('/') + 1));
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if (seen.contains(name) ||
        !name.starts_with(std::string_view(glob).substr(0, glob.size() - 1))) {
      continue;
    }
    const Result<Owned<git_reference>> reference = look_up(handle, name);
    if (!reference) return reference.error();
    if (*reference != nullptr) visit(reference->get());
  }
  return {};
}

/// Where to begin to peel: packed references know what their tag leads to.
std::optional<ObjectId> target_of(const Handle& handle, const git_reference* reference) {
  if (const git_oid* peeled = git_reference_target_peel(reference)) return from_oid(*peeled);
  if (const git_oid* target = git_reference_target(reference)) return from_oid(*target);
  return id_of(handle, git_reference_name(reference));
}

}  // namespace

Result<std::optional<ObjectId>> head_commit(const Handle& handle) {
  git_oid oid{};
  const auto code = for_certain(
      handle, [&] { return git_reference_name_to_id(&oid, handle.repository.get(), "HEAD"); });
  if (!code) return code.error();
  if (*code == 0) return std::optional(from_oid(oid));
  if (*code == GIT_ENOTFOUND) return std::optional<ObjectId>();
  return libgit2_error("cannot read 'HEAD'");
}

Result<std::string> head_reference(const Handle& handle) { return symbolic_target(handle, "HEAD"); }

Result<std::vector<ObjectId>> merge_heads(const Handle& handle) {
  std::vector<ObjectId> ids;
  const auto lines = lines_of_file(handle.git_folder + "/MERGE_HEAD");
  if (!lines) return lines.error();
  for (const std::string& line : *lines) {
    const std::optional<ObjectId> id = parse_id(line);
    if (!id) return Error{ErrorKind::git, "'MERGE_HEAD' does not hold commits", {}, {}};
    ids.push_back(*id);
  }
  return ids;
}

Result<std::vector<std::pair<std::string, ObjectId>>> references(const Handle& handle,
                                                                 std::string_view pattern) {
  std::vector<std::pair<std::string, ObjectId>> found;
  const std::string glob(pattern);
  const bool at_any_depth = pattern.ends_with("/**");
  std::optional<Error> failure;
  const auto add = [&](const git_reference* reference) {
    const char* name = git_reference_name(reference);
    if (!at_any_depth && fnmatch(glob.c_str(), name, FNM_PATHNAME) != 0) return;
    const std::optional<ObjectId> target = target_of(handle, reference);
    if (!target) return;
    const Result<std::optional<ObjectId>> commit = peeled_to_commit(handle, *target);
    if (!commit && !failure) {
      failure = commit.error();
      failure->message = fmt::format("cannot read '{}': {}", printable(name), failure->message);
    }
    if (commit && *commit) found.emplace_back(name, **commit);
  };
  if (pattern.find_first_of("*?[\\") == std::string_view::npos) {
    const Result<Owned<git_reference>> one = look_up(handle, glob);
    if (!one) return one.error();
    if (*one != nullptr) add(one->get());
  } else if (Result<void> listed = each_reference(handle, pattern, add); !listed) {
    return listed.error();
  }
  if (failure) return *failure;
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::string> symbolic_target(const Handle& handle, std::string_view name) {
  Result<Owned<git_reference>> reference = look_up(handle, std::string(name));
  if (!reference) return reference.error();
  if (*reference == nullptr) return std::string();
  const char* target = git_reference_symbolic_target(reference->get());
  return std::string(target == nullptr ? "" : target);
}

std::optional<std::string> full_name(const Handle& handle, std::string_view short_name) {
  const std::string name(short_name == "@" ? "HEAD" : short_name);
  constexpr std::array<std::string_view, 6> rules = {
      "", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/", "refs/remotes/"};
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::string candidate = std::string(rules.at(i)) + name;
    if (i + 1 == rules.size()) candidate += "/HEAD";
    const Result<Owned<git_reference>> reference = look_up(handle, candidate);
    if (reference && *reference != nullptr && id_of(handle, candidate)) return candidate;
  }
  return std::nullopt;
}

std::vector<std::string> short_names(const Handle& handle) {
  std::vector<std::string> names;
  const Result<void> listed = each_reference(handle, "refs/", [&](const git_reference* reference) {
    std::string_view name = git_reference_name(reference);
    for (const std::string_view start : {"refs/heads/", "refs/tags/", "refs/remotes/"}) {
      if (name.starts_with(start)) names.emplace_back(name.substr(start.size()));
    }
  });
  if (!listed) names.clear();  // only good for a hint, so no names are no loss
  return names;
}

}  // namespace dcr::git
