// SPDX-License-Identifier: Apache-2.0
#include "core/compat/acceptance.hpp"

#include "core/base/steps.hpp"
#include "core/base/text.hpp"
#include "core/compat/acceptance_index.hpp"
#include "core/compat/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <tuple>
#include <unordered_map>

namespace dcr {
namespace {

const std::vector<InlineAcceptance> no_inline;

/// Whether `path` is `named`, or ends with it: `ltv` names `orders.ltv`.
bool names_field(std::string_view named, std::string_view path) {
  if (path == named) {
    return true;
  }
  return path.size() > named.size() && path.ends_with(named) &&
         path[path.size() - named.size() - 1] == '.';
}

bool names_issue(const InlineAcceptance& acceptance, const Issue& issue) {
  return names_field(acceptance.field, issue.field) ||
         names_field(acceptance.field, issue.before);  // A renamed field, by its old name.
}

/// Whether the comment stands where it counts for this issue.
bool covers(const InlineAcceptance& acceptance, const Issue& issue) {
  if (acceptance.rule != issue.rule) {
    return false;
  }
  const bool named = !acceptance.field.empty();
  if (named && !names_issue(acceptance, issue)) {
    return false;
  }
  const int line = acceptance.at.begin.line;
  const bool in_block = (line >= issue.block_first_line && line <= issue.block_last_line) ||
                        acceptance.applies_to_line == issue.block_first_line;
  if (issue.removed_thing) {
    // Nothing of it is left to stand on, so the comment has to name it.
    return in_block && (named || issue.field.empty());
  }
  const int at = issue.at ? issue.at->at.begin.line : 0;
  const bool on_line = at > 0 && (at == line || at == acceptance.applies_to_line);
  return on_line || (named && in_block);
}

/// Whether a comment of the old document lets the issue pass, wherever the new one has it. A push
/// may move comments, so this one has to name the whole path, or to stand where the old thing was.
bool covers_of_old(const InlineAcceptance& acceptance, const Issue& issue) {
  if (acceptance.rule != issue.rule) {
    return false;
  }
  const bool named = !acceptance.field.empty();
  if (named && (acceptance.field == issue.field || acceptance.field == issue.before)) {
    return true;
  }
  if (named && !names_issue(acceptance, issue)) {
    return false;
  }
  if (!named && issue.removed_thing && issue.field.empty()) {
    return true;
  }
  // A version older than the old document has lines of its own.
  const bool in_old = issue.previous && issue.previous->revision.empty();
  const int line = in_old ? issue.previous->at.begin.line : 0;
  return line > 0 && (line == acceptance.at.begin.line || line == acceptance.applies_to_line);
}

bool is_expired(const std::optional<Date>& until, const Date& today) {
  return until && *until < today;
}

/// Where and why an acceptance applies, whichever kind it is.
struct Match {
  std::string reason;
  std::optional<Date> until;
  bool in_document = false;
};

/// The acceptances that do not come with the new document.
class OtherAcceptances {
 public:
  explicit OtherAcceptances(const Acceptances& acceptances)
      : approved_(acceptances.approved != nullptr ? *acceptances.approved : no_inline),
        near_(approved_) {
    if (acceptances.configured == nullptr) return;
    count_steps(acceptances.configured->size());
    for (const ConfiguredAcceptance& one : *acceptances.configured) {
      configured_[one.fingerprint].push_back(&one);
    }
  }

  void add_matches(const Issue& issue, std::vector<Match>& matches) const {
    // A version older than the old document has lines of its own.
    const bool in_old = issue.previous && issue.previous->revision.empty();
    const int line = in_old ? issue.previous->at.begin.line : 0;
    for (const std::size_t place : near_.near(issue, line)) {
      const InlineAcceptance& approved = approved_[place];
      if (covers_of_old(approved, issue)) {
        matches.push_back({approved.reason, approved.until, true});
      }
    }
    const auto same = configured_.find(issue.fingerprint);
    if (same == configured_.end()) return;
    for (const ConfiguredAcceptance* configured : same->second) {
      matches.push_back({configured->reason, configured->until, false});
    }
  }

 private:
  const std::vector<InlineAcceptance>& approved_;
  AcceptanceIndex near_;
  std::unordered_map<std::string_view, std::vector<const ConfiguredAcceptance*>> configured_;
};

}  // namespace

std::string fingerprint(std::string_view rule, std::string_view contract, std::string_view field,
                        std::string_view before, std::string_view after) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::string_view part : {rule, contract, field, before, after}) {
    for (const char c : part) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    // The end of a part counts, so that "ab" + "c" is not "a" + "bc".
    hash = (hash ^ 0xffU) * 0x100000001b3U;
  }
  return fmt::format("{:016x}", hash);
}

void accept_issues(std::vector<Issue>& issues, const Source& after, const Policy& policy,
                   const Acceptances& acceptances, std::vector<bool>& used) {
  const auto& inlined = after.contract != nullptr ? after.contract->acceptances : no_inline;
  used.resize(inlined.size(), false);
  if (issues.empty()) return;
  const AcceptanceIndex near(inlined);
  const OtherAcceptances others(acceptances);
  std::vector<Issue> expired;
  for (Issue& issue : issues) {
    std::vector<Match> matches;
    bool brought_along = false;
    for (const std::size_t i : near.near(issue, issue.at ? issue.at->at.begin.line : 0)) {
      if (!covers(inlined[i], issue)) {
        continue;
      }
      used[i] = true;
      brought_along = acceptances.only_approved;
      if (!brought_along) {
        matches.push_back({inlined[i].reason, inlined[i].until, true});
      }
    }
    others.add_matches(issue, matches);
    if (matches.empty() && brought_along) {
      issue.help = brought_along_help;
    }
    const auto valid = std::ranges::find_if(
        matches, [&](const Match& match) { return !is_expired(match.until, acceptances.today); });
    if (valid != matches.end()) {
      issue.accepted = true;
      issue.accepted_because = valid->reason;
      issue.accepted_in_document = valid->in_document;
    } else if (!matches.empty()) {
      const std::string name = after.contract != nullptr ? after.contract->full_name() : "";
      auto warning = gate_issue({.rule = "acceptance_expired",
                                 .message = fmt::format("the acceptance of {} expired on {}",
                                                        issue.rule, matches.front().until->text()),
                                 .field = issue.field,
                                 .before = issue.rule,
                                 .after = matches.front().until->text()},
                                name, policy);
      if (warning) {
        warning->at = issue.at;
        expired.push_back(std::move(*warning));
      }
    }
  }
  std::ranges::move(expired, std::back_inserter(issues));
}

std::vector<Issue> judge_acceptances(const Contract* before, const Source& after,
                                     const std::vector<bool>& used, const Policy& policy) {
  using Terms =
      std::tuple<std::string_view, std::string_view, std::optional<Date>, std::string_view>;
  const auto terms_of = [](const InlineAcceptance& one) {
    return Terms(one.rule, one.field, one.until, one.reason);
  };
  std::set<Terms> known;
  for (const InlineAcceptance& one : before != nullptr ? before->acceptances : no_inline) {
    known.insert(terms_of(one));
  }
  const std::string name = after.contract->full_name();
  std::vector<Issue> issues;
  const auto add = [&](GateIssue what, const InlineAcceptance& acceptance) {
    if (auto issue = gate_issue(std::move(what), name, policy)) {
      issue->at = locate(after.path, after.text, acceptance.at);
      issues.push_back(std::move(*issue));
    }
  };
  const auto& all = after.contract->acceptances;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const InlineAcceptance& one = all[i];
    const std::string what =
        one.field.empty() ? one.rule : fmt::format("{}({})", one.rule, one.field);
    if (find_rule(one.rule) == nullptr) {
      add({.rule = "contract_invalid",
           .message = fmt::format("no rule '{}' to accept{}", one.rule,
                                  did_you_mean(one.rule, rule_ids())),
           .before = one.rule},
          one);
      continue;
    }
    if (known.contains(terms_of(one))) {
      continue;
    }
    if (i < used.size() && used[i]) {
      add({.rule = "policy_weakened",
           .message = fmt::format("new acceptance of {}: {}", what, one.reason),
           .field = one.field,
           .after = what},
          one);
    } else {
      add({.rule = "acceptance_unused",
           .message = fmt::format("the acceptance of {} accepts nothing in this change", what),
           .field = one.field,
           .before = what},
          one);
    }
  }
  return issues;
}

}  // namespace dcr
