// SPDX-License-Identifier: Apache-2.0
//
// A push must not switch off the gate that judges it. So nothing that it brings along is policy,
// and the base is a commit that the receiving side had before it:
//
//   old main ──── break + "breaking: major" in dcr.yaml     judged against old main, by its
//                                                           dcr.yaml and its acceptances
//
// All commits are named by their ids: names of branches and tags are the pusher's to choose.
#include "core/check/push.hpp"

#include "core/base/text.hpp"
#include "core/git/merge_base.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::check {
namespace {

constexpr std::string_view heads = "refs/heads/";

Error not_a_line(std::string_view line) {
  return {ErrorKind::usage,
          fmt::format("'{}' is no line that git writes to this hook", printable(line)),
          {},
          "git runs it and says what is pushed; see dcr help hook"};
}

/// Takes the last word off `line`.
std::string_view last_word(std::string_view& line) {
  const std::size_t blank = line.rfind(' ');
  if (blank == std::string_view::npos) return std::exchange(line, {});
  const std::string_view word = line.substr(blank + 1);
  line = line.substr(0, blank);
  return word;
}

/// Reads every line with `read`, which is empty for what is none.
template <typename Read>
Result<std::vector<RefUpdate>> parse_lines(std::string_view text, const Read& read) {
  std::vector<RefUpdate> updates;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::optional<RefUpdate> update = read(line);
    if (!update) return not_a_line(line);
    updates.push_back(std::move(*update));
  }
  return updates;
}

std::optional<RefUpdate> make_update(std::string_view ref, std::string_view before,
                                     std::string_view after) {
  const auto old_id = ObjectId::parse(before);
  const auto new_id = ObjectId::parse(after);
  if (!old_id || !new_id || !ref.starts_with("refs/")) return std::nullopt;
  return RefUpdate{std::string(ref), *old_id, *new_id};
}

git::Baseline base_at(const ObjectId& commit, const git::Branch& branch, std::string reason) {
  git::Baseline base;
  base.commit = commit;
  base.revision = branch.name;
  base.reason = std::move(reason);
  base.mainline_tip = branch.tip;
  base.mainline_name = branch.name;
  return base;
}

/// Both sides of one update.
Result<Pushed> sides_of(const git::Repository& repository, const RefUpdate& update,
                        const PushRules& rules, const PushVerdict& verdict) {
  Pushed pushed{.head = update.after, .base = {}};
  const std::string& name = verdict.branch;
  if (verdict.is_protected && !update.before.is_zero()) {
    const git::Branch itself{.ref = update.ref, .name = name, .tip = update.before};
    pushed.base = base_at(update.before, itself, name + " before the push");
    return pushed;
  }
  const auto parted = git::nearest_merge_base(repository, rules.mainline, {update.after});
  if (!parted) return parted.error();
  if (*parted) {
    const git::Branch& branch = (*parted)->branch;
    pushed.base = base_at((*parted)->commit, branch, "merge base with " + branch.name);
    // Where a protected branch begins is the pusher's choice; which policy holds is not.
    if (verdict.is_protected) pushed.policy = branch.tip;
  } else if (verdict.is_protected && !rules.mainline.empty()) {
    const git::Branch& branch = rules.mainline.front();
    pushed.base = base_at(branch.tip, branch,
                          fmt::format("{}, with which it has no commit in common", branch.name));
  } else {
    pushed.base.reason = rules.mainline.empty() ? "no protected branch yet"
                                                : "no commit in common with a protected branch";
  }
  return pushed;
}

Result<Answer> judge_result(const git::Repository& repository, const RefUpdate& update,
                            const PushRules& rules, const PushVerdict& verdict) {
  auto sides = sides_of(repository, update, rules, verdict);
  if (!sides) return sides.error();
  if (rules.policy) sides->server_policy = &*rules.policy;
  Request request;
  request.side = NewSide::commit;
  request.pushed = std::move(*sides);
  request.today = rules.today;
  return run(repository, request);
}

/// Of a branch whose history is replaced: the report compares results, and may find nothing.
std::string note_of_rewriting(const git::Repository& repository, const RefUpdate& update,
                              const PushVerdict& verdict) {
  if (!verdict.is_protected || update.before.is_zero() || verdict.failure) return "";
  const auto advances = repository.is_ancestor(update.before, update.after);
  if (!advances || *advances) return "";
  return fmt::format(
      "the push replaces the history of {}, and versions are what history says they are; "
      "on the server git config receive.denyNonFastForwards true refuses that",
      printable(verdict.branch));
}

}  // namespace

Result<std::vector<RefUpdate>> parse_pre_receive(std::string_view text) {
  return parse_lines(text, [](std::string_view line) {
    const std::string_view ref = last_word(line);
    const std::string_view after = last_word(line);
    return make_update(ref, line, after);
  });
}

Result<std::vector<RefUpdate>> parse_pre_push(std::string_view text) {
  return parse_lines(text, [](std::string_view line) {
    const std::string_view before = last_word(line);
    const std::string_view ref = last_word(line);
    const std::string_view after = last_word(line);
    return line.empty() ? std::nullopt : make_update(ref, before, after);
  });
}

bool PushRules::protects(std::string_view branch) const {
  return std::ranges::any_of(protected_branches, [&](const Glob& glob) {
    return glob.text() == branch || glob.matches(branch);
  });
}

bool PushVerdict::is_refused() const {
  return is_protected && (is_deleted || failure || (answer && !answer->report.compatible()));
}

std::optional<PushVerdict> judge_update(const git::Repository& repository, const RefUpdate& update,
                                        const PushRules& rules) {
  if (!update.ref.starts_with(heads)) return std::nullopt;
  PushVerdict verdict{.branch = update.ref.substr(heads.size())};
  verdict.is_protected = rules.protects(verdict.branch);
  verdict.is_deleted = update.after.is_zero();
  if (verdict.is_deleted) return verdict;
  auto answer = judge_result(repository, update, rules, verdict);
  if (answer) {
    verdict.answer = std::move(*answer);
  } else {
    verdict.failure = answer.error();
  }
  verdict.note = note_of_rewriting(repository, update, verdict);
  return verdict;
}

}  // namespace dcr::check
