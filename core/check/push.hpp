// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/run.hpp"
#include "core/git/baseline_mainline.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::check {

/// What a push does to one reference. A zero id stands for a reference that is not there.
struct RefUpdate {
  std::string ref;  ///< on the receiving side: "refs/heads/main"
  ObjectId before;
  ObjectId after;
};

/// Reads what git writes to a pre-receive hook: `OLD NEW REF` lines.
///
/// Errors: usage for anything else.
/// Source:  the manual page githooks, as for the next.
Result<std::vector<RefUpdate>> parse_pre_receive(std::string_view text);

/// The same of a pre-push hook: `LOCAL-REF NEW REMOTE-REF OLD`. A local one may hold blanks: it is
/// whatever the user typed.
Result<std::vector<RefUpdate>> parse_pre_push(std::string_view text);

/// What a push is judged by.
struct PushRules {
  std::vector<Glob> protected_branches{};  ///< of their names, without refs/heads/
  std::vector<git::Branch> mainline{};     ///< the protected branches as they are before the push
  std::optional<LoadedConfig> policy{};    ///< instead of every dcr.yaml of the repository
  Date today{};

  [[nodiscard]] bool protects(std::string_view branch) const;
};

/// The verdict on one branch of a push.
struct PushVerdict {
  std::string branch;
  bool is_protected = false;
  bool is_deleted = false;
  std::optional<Answer> answer{};  ///< empty where it is deleted, or could not be looked at
  std::optional<Error> failure{};  ///< why it could not
  std::string note{};              ///< what the report does not say; may be empty

  /// A protected branch takes neither what breaks, nor what nobody could look at, nor its end.
  [[nodiscard]] bool is_refused() const;
};

/// Judges the branch by its result: a protected one against what it is before the push, another
/// one, or a new one, against its merge base with the mainline. Empty for what is no branch.
std::optional<PushVerdict> judge_update(const git::Repository& repository, const RefUpdate& update,
                                        const PushRules& rules);

}  // namespace dcr::check
