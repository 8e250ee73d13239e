// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/gate.hpp"
#include "core/check/policy.hpp"
#include "core/git/baseline.hpp"
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

/// Both sides of a push, known from the start: the new side is `head`, and nothing it brings along
/// is policy.
struct Pushed {
  ObjectId head;
  git::Baseline base;
  std::optional<ObjectId> policy{};             ///< whose dcr.yaml judges; empty = the base's
  const LoadedConfig* server_policy = nullptr;  ///< instead of every dcr.yaml; null = none
};

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
  std::optional<Pushed> pushed;  ///< of NewSide::commit, in place of `head_revision`
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
