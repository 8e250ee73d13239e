// SPDX-License-Identifier: Apache-2.0
#include "core/git/tag.hpp"

#include "core/base/text.hpp"
#include "core/git/git_program.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace dcr::git {
namespace {

constexpr std::string_view tags_folder = "refs/tags/";

std::string short_name(const TagRequest& request) {
  return request.reference.substr(tags_folder.size());
}

/// "refs/tags/a" of "refs/tags/a/b": a reference of such a name is a file where a folder must be.
std::vector<std::string> folders_above(const std::string& reference) {
  std::vector<std::string> folders;
  for (auto at = reference.find('/', tags_folder.size()); at != std::string::npos;
       at = reference.find('/', at + 1)) {
    folders.push_back(reference.substr(0, at));
  }
  return folders;
}

Result<std::vector<std::string>> references_near(const TagRequest& request) {
  std::vector<std::string> arguments = {"for-each-ref", "--format=%(refname)", request.reference};
  for (std::string& folder : folders_above(request.reference)) {
    arguments.push_back(std::move(folder));
  }
  const auto listed = run_git_as_user(request.folder, request.environment, std::move(arguments));
  if (!listed) return listed.error();
  if (!listed->succeeded()) {
    return Error{ErrorKind::git, "cannot list tags: " + words_of_git(*listed), {}, {}};
  }
  std::vector<std::string> names;
  std::string_view rest = listed->output;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return names;
}

}  // namespace

Result<void> require_free_tag(const TagRequest& request) {
  const std::string name = short_name(request);
  const auto valid =
      run_git_as_user(request.folder, request.environment, {"check-ref-format", request.reference});
  if (!valid) return valid.error();
  // git tag takes no name with a leading '-', although a reference may have one.
  if (!valid->succeeded() || name.starts_with('-')) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is no name for a tag", printable(name)),
                 {},
                 "correct `tags:` of dcr.yaml, or register without --tag"};
  }
  const auto names = references_near(request);
  if (!names) return names.error();
  for (const std::string& other : *names) {
    if (other == request.reference) {
      return Error{ErrorKind::absent,
                   fmt::format("the tag '{}' already exists", printable(name)),
                   {},
                   "register without --tag, or delete it: git tag -d NAME"};
    }
    const bool in_the_way =
        other.starts_with(request.reference + "/") || request.reference.starts_with(other + "/");
    if (in_the_way) {
      return Error{ErrorKind::absent,
                   fmt::format("the tag '{}' leaves no room for '{}'",
                               printable(other.substr(tags_folder.size())), printable(name)),
                   {},
                   "delete it, or correct `tags:` of dcr.yaml"};
    }
  }
  return {};
}

Result<void> make_tag(const TagRequest& request, const ObjectId& commit) {
  const auto made = run_git_as_user(
      request.folder, request.environment,
      {"tag", "--annotate", "--file=-", "--", short_name(request), commit.hex()}, request.message);
  if (!made) return made.error();
  if (made->succeeded()) return {};
  return Error{ErrorKind::git,
               fmt::format("cannot make the tag '{}': {}", printable(short_name(request)),
                           all_words_of_git(*made)),
               {},
               fmt::format("git tag -a {} {}", short_name(request), commit.short_hex())};
}

}  // namespace dcr::git
