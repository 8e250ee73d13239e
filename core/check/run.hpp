// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/gate.hpp"
#include "core/git/repository.hpp"
#include "core/model/acceptance.hpp"
#include "core/model/mode.hpp"
#include "core/report/report.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcr::check {

/// Which state is judged.
enum class NewSide { worktree, index, commit };

/// What `dcr check` is asked.
struct Request {
  std::vector<std::string> paths;  ///< relative to the repository's root; none = everything
  NewSide side = NewSide::worktree;
  /// The files of a commit to be: the new side is HEAD with these as the working tree has them, and
  /// only what they hold is judged. None = the whole of `side`.
  std::vector<std::string> candidates;
  std::string head_revision;           ///< for NewSide::commit
  std::optional<std::string> against;  ///< `--against`
  bool tip = false;
  std::optional<std::pair<std::string, std::string>> range;  ///< `--range A..B`
  std::optional<Mode> mode;
  bool all = false;
  Date today;
  git::Environment environment;
};

struct Answer {
  report::Report report;
  std::vector<std::string> notes;  ///< for people, on stderr
};

/// Runs the gate.
///
/// Errors: usage for a path or glob that matches nothing on either side; bad_config; those of
/// finding the base, of git and of reading.
Result<Answer> run(const git::Repository& repository, const Request& request);

}  // namespace dcr::check
