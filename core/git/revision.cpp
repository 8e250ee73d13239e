// SPDX-License-Identifier: Apache-2.0
//
// Plain names and ids are looked up here; libgit2 follows `~` and `^`. Everything else that git
// calls a revision goes to `git rev-parse`: libgit2 1.5 reads the wrong reflog for `HEAD@{1}`,
// takes
// `^@` for a parent and does not know `@{push}` or `^{/!-text}`. The few milliseconds of a git
// process buy git's own answer.
#include "core/git/revision.hpp"

#include "core/base/text.hpp"
#include "core/git/git_program.hpp"
#include "core/git/history.hpp"
#include "core/git/references.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

namespace dcr::git {
namespace {

/// A revision and the folder behind its colon, as written.
struct Parts {
  std::string_view revision;
  std::optional<std::string_view> folder;
};

/// Splits at the first colon outside of braces: `HEAD@{12:30}` and `^{/a: b}` have none.
Parts split(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    if (text[i] == ':' && depth <= 0) return {text.substr(0, i), text.substr(i + 1)};
  }
  return {text, std::nullopt};
}

/// The folder from the root of the tree. `./x` and `../x` start at the folder dcr runs in.
Result<std::string> normalised_folder(const Handle& handle, std::string_view folder) {
  std::string path(folder);
  const bool relative =
      path == "." || path == ".." || path.starts_with("./") || path.starts_with("../");
  if (relative && !handle.prefix.empty()) path = handle.prefix + "/" + path;
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    std::string part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(std::move(part));
    } else if (parts.empty()) {
      return Error{ErrorKind::usage,
                   "the folder '" + std::string(folder) + "' is outside of the repository",
                   {},
                   {}};
    } else {
      parts.pop_back();
    }
  }
  std::string result;
  for (const std::string& part : parts) result += (result.empty() ? "" : "/") + part;
  return result;
}

/// Whether only names, `~` and `^` with a number or nothing behind are used: libgit2 is right then.
bool is_plain(std::string_view revision) {
  if (revision.find_first_of("{}:*?[\\ ") != std::string_view::npos) return false;
  for (std::size_t at = revision.find_first_of("^~"); at != std::string_view::npos;
       at = revision.find_first_of("^~", at + 1)) {
    const std::string_view next = revision.substr(at + 1);
    if (!next.empty() && std::string_view("0123456789^~").find(next[0]) == next.npos) return false;
  }
  return true;
}

/// The name a revision starts from: "main" of `main~2` and of `main@{1}`.
std::string_view base_of(std::string_view revision) {
  return revision.substr(0, std::min(revision.find_first_of("^~"), revision.find("@{")));
}

bool has_steps(std::string_view revision) { return base_of(revision) != revision; }

/// The revision with an abbreviated id at its start written out; empty where several objects begin
/// with it. Names of files and indexes tell that. libgit2 would read each such object itself, and
/// 1.5 never comes back from a loose one whose end is missing.
std::optional<std::string> with_whole_id(const Handle& handle, std::string_view revision) {
  const std::string_view base = base_of(revision);
  const bool may_be_id = base.size() >= GIT_OID_MINPREFIXLEN && base.size() < GIT_OID_HEXSZ &&
                         std::ranges::all_of(base, [](char c) {
                           return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                         });
  if (!may_be_id || full_name(handle, base)) return std::string(revision);
  git_oid prefix{};
  git_oid whole{};
  if (git_oid_fromstrn(&prefix, base.data(), base.size()) < 0) return std::string(revision);
  const int code = git_odb_exists_prefix(&whole, handle.objects.get(), &prefix, base.size());
  if (code == GIT_EAMBIGUOUS) return std::nullopt;
  if (code < 0) return std::string(revision);
  return from_oid(whole).hex() + std::string(revision.substr(base.size()));
}

/// The id libgit2 gives a plain revision, not peeled.
std::optional<ObjectId> by_libgit2(const Handle& handle, std::string_view revision) {
  const std::optional<std::string> asked = with_whole_id(handle, revision);
  if (!asked) return std::nullopt;
  git_object* raw = nullptr;
  const int code = git_revparse_single(&raw, handle.repository.get(), asked->c_str());
  const Owned<git_object> object(raw);
  if (code < 0) return std::nullopt;
  return from_oid(*git_object_id(object.get()));
}

Result<std::optional<ObjectId>> by_git(const Handle& handle, std::string_view revision) {
  Result<process::Outcome> outcome = ask_git(
      handle, {"rev-parse", "--verify", "--quiet", "--end-of-options", std::string(revision)});
  if (!outcome) return outcome.error();
  if (!outcome->succeeded()) return std::optional<ObjectId>();
  return parse_id(line_of_git(*outcome));
}

/// The reference that `main@{upstream}` and the like lead to; `main@{1}` leads to none, although
/// git would name `main`: it is a commit, not the branch.
Result<std::string> reference_by_git(const Handle& handle, std::string_view revision) {
  const bool names_one = revision.ends_with("@{u}") || revision.ends_with("@{upstream}") ||
                         revision.ends_with("@{push}") || revision.starts_with("@{-");
  if (!names_one || !revision.ends_with('}') || revision.find('@') != revision.rfind('@')) {
    return std::string();
  }
  Result<process::Outcome> outcome =
      ask_git(handle, {"rev-parse", "--verify", "--quiet", "--symbolic-full-name",
                       "--end-of-options", std::string(revision)});
  if (!outcome) return outcome.error();
  return outcome->succeeded() ? line_of_git(*outcome) : std::string();
}

/// "git fetch origin topic" for an unknown `origin/topic`: a clone of one branch lacks the others.
std::string fetch_help(const Handle& handle, std::string_view revision) {
  const Result<std::vector<std::string>> remotes =
      configured_remotes(handle.configuration.values.get());
  if (!remotes) return {};
  for (const std::string& remote : *remotes) {
    if (!revision.starts_with(remote + "/")) continue;
    const std::string branch(revision.substr(remote.size() + 1));
    return "git fetch " + remote + " " + branch + ":refs/remotes/" + remote + "/" + branch;
  }
  return {};
}

Error unknown(const Handle& handle, std::string_view text, std::string_view revision) {
  const std::string_view base = base_of(revision);
  const bool base_is_known =
      base.empty() || full_name(handle, base) || by_libgit2(handle, base).has_value();
  const bool may_be_beyond = has_steps(revision) ? base_is_known : parse_id(revision).has_value();
  const std::string quoted = "'" + printable(text) + "'";
  if (!handle.shallow.empty() && may_be_beyond) {
    return Error{ErrorKind::unavailable,
                 quoted + " is not in this clone, which is shallow",
                 {},
                 deepen_help};
  }
  std::string message = quoted + " is not a revision of this repository";
  if (base_is_known) return Error{ErrorKind::not_found, message, {}, {}};
  const std::vector<std::string> names = short_names(handle);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  message += did_you_mean(base, candidates);
  return Error{ErrorKind::not_found, message, {}, fetch_help(handle, revision)};
}

/// The object a revision names, and its reference if it is one.
Result<std::optional<ObjectId>> look_up(const Handle& handle, std::string_view revision,
                                        std::string& reference) {
  if (const std::optional<ObjectId> id = parse_id(revision)) {
    return has_object(handle, *id) ? id : by_libgit2(handle, revision);
  }
  // In a shallow clone git does not step over the boundary, but libgit2 may.
  const bool ours = is_plain(revision) && (handle.shallow.empty() || !has_steps(revision));
  if (ours && !has_steps(revision)) reference = full_name(handle, revision).value_or("");
  if (ours) {
    if (const std::optional<ObjectId> id = by_libgit2(handle, revision)) return std::optional(*id);
  } else {
    Result<std::string> named = reference_by_git(handle, revision);
    if (!named) return named.error();
    reference = *named;
  }
  return by_git(handle, revision);
}

Error no_commit(std::string_view text, std::string_view why) {
  return Error{ErrorKind::not_found, "'" + printable(text) + "' " + std::string(why), {}, {}};
}

}  // namespace

Result<Revision> resolve_revision(const Handle& handle, std::string_view text) {
  // A branch may be called `-x`: plumbing makes it, and programs would take it for an option.
  if (text.starts_with('-')) {
    return Error{
        ErrorKind::usage, "a revision cannot begin with '-': '" + printable(text) + "'", {}, {}};
  }
  if (text.empty() || text.find('\0') != std::string_view::npos) {
    return no_commit(text, "is not a revision of this repository");
  }
  Parts parts = split(text);
  if (text.starts_with(":/"))
    parts = {text, std::nullopt};  // the newest commit with such a message
  if (parts.revision.empty()) return no_commit(text, "names a file of the index, not a commit");

  Revision revision;
  revision.text = text;
  if (parts.folder) {
    Result<std::string> folder = normalised_folder(handle, *parts.folder);
    if (!folder) return folder.error();
    revision.folder = *folder;
  }
  Result<std::optional<ObjectId>> object = look_up(handle, parts.revision, revision.ref);
  if (!object) return object.error();
  if (!*object) return unknown(handle, text, parts.revision);
  Result<std::optional<ObjectId>> commit = peeled_to_commit(handle, **object);
  if (!commit && commit.error().kind == ErrorKind::unavailable && !handle.shallow.empty()) {
    return unknown(handle, text, parts.revision);
  }
  if (!commit) return commit.error();
  if (!*commit) return no_commit(text, "does not lead to a commit");
  revision.commit = **commit;
  return revision;
}

}  // namespace dcr::git
