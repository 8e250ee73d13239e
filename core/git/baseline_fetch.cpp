// SPDX-License-Identifier: Apache-2.0
#include "core/git/baseline_fetch.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dcr::git {

namespace {

/// A word for a shell: names come from CI variables, and people paste the command.
std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+:@";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string out = "'";
  for (const char c : printable(text)) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace

FetchHelp::FetchHelp(const Repository& repository, const std::optional<CiRun>& run)
    : is_shallow_(repository.is_shallow()), setting_(run ? run->full_history : "") {
  const Result<std::vector<std::string>> remotes = repository.remotes();
  if (!remotes || remotes->empty()) return;
  const bool has_origin = std::find(remotes->begin(), remotes->end(), "origin") != remotes->end();
  if (!has_origin) remote_ = remotes->front();
}

std::string FetchHelp::with_setting(const std::string& command) const {
  return setting_.empty() ? command : fmt::format("{}; or set {}", command, setting_);
}

std::string FetchHelp::with_parents(const ObjectId& commit) const {
  return with_setting(fmt::format("git fetch --depth=2 {} {}", shell_word(remote_), commit.hex()));
}

std::string FetchHelp::commit(const std::string& id) const {
  return with_setting(fmt::format("git fetch{} {} {}", is_shallow_ ? " --depth=1" : "",
                                  shell_word(remote_), shell_word(id)));
}

std::string FetchHelp::fetch_all_history(const std::string& refspec) const {
  return with_setting(fmt::format("git fetch{} {}{}{}", is_shallow_ ? " --unshallow" : "",
                                  shell_word(remote_), refspec.empty() ? "" : " ",
                                  refspec.empty() ? "" : shell_word(refspec)));
}

std::string FetchHelp::history(const std::string& branch) const {
  return fetch_all_history(
      branch.empty() ? "" : fmt::format("{0}:refs/remotes/{1}/{0}", branch, remote_));
}

std::string FetchHelp::all_branches() const {
  return fetch_all_history(fmt::format("+refs/heads/*:refs/remotes/{}/*", remote_));
}

}  // namespace dcr::git
