// SPDX-License-Identifier: Apache-2.0
#include "core/check/health_acceptances.hpp"

#include "core/base/text.hpp"
#include "core/check/gate.hpp"
#include "core/compat/catalogue.hpp"
#include "core/git/baseline.hpp"
#include "core/git/partial_clone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace dcr::check {
namespace {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

/// What the working tree's comparison with its base let pass.
struct Accepted {
  std::string base;  ///< "3f2c1ab (merge base with origin/main)"
  std::set<std::string> fingerprints;
  std::set<std::pair<std::string, std::string>> rules;  ///< of a path
};

bool is_expired(const std::optional<Date>& until, const Date& today) {
  return until && *until < today;
}

HealthCheck warning(std::string message, std::string help) {
  return {.name = "acceptances",
          .state = Health::warning,
          .message = std::move(message),
          .help = std::move(help)};
}

void collect(const std::vector<Issue>& issues, const std::string& path, Accepted& accepted) {
  for (const Issue& issue : issues) {
    accepted.fingerprints.insert(issue.fingerprint);
    if (issue.accepted) accepted.rules.emplace(path, issue.rule);
  }
}

/// Compares as `check` does, without its cache: nothing is written. Empty where there is nothing to
/// compare with, and in a partial clone, which would fetch what it lacks.
std::optional<Accepted> accepted_now(const HealthRequest& request, const Config& config) {
  const git::Repository& repository = *request.repository;
  if (repository.is_bare() || git::is_partial_clone(repository)) return std::nullopt;
  const auto base = git::find_baseline(
      repository, {.mainline = config.mainline, .environment = request.environment});
  if (!base || !base->commit) return std::nullopt;
  const auto before = repository.commit_snapshot(*base->commit);
  const auto after = repository.worktree_snapshot();
  if (!before || !after) return std::nullopt;
  Sides sides;
  sides.before = before->get();
  sides.after = after->get();
  sides.before_filter = sides.after_filter = PathFilter(config.registered());
  sides.before_commit = *base->commit;
  sides.all = true;
  Terms terms;
  terms.config = &config;
  terms.today = request.today;
  terms.mainline_tip = base->mainline_tip;
  terms.all = true;
  const auto comparison = judge_sides(repository, sides, terms);
  if (!comparison) return std::nullopt;
  Accepted accepted;
  accepted.base = fmt::format("{} ({})", base->commit->short_hex(), base->reason);
  collect(comparison->issues, "", accepted);
  for (const auto& verdict : comparison->contracts) collect(verdict.issues, verdict.path, accepted);
  return accepted;
}

void judge_configured(const Config& config, const Date& today, const Accepted* accepted,
                      HealthChecks& checks) {
  for (const ConfiguredAcceptance& each : config.acceptances) {
    const std::string what = fmt::format("dcr.yaml:{}: the acceptance '{}'", each.at.begin.line,
                                         printable(each.fingerprint));
    if (is_expired(each.until, today)) {
      checks.push_back(warning(fmt::format("{} expired on {}", what, each.until->text()),
                               "remove it, or decide anew"));
    } else if (accepted && !accepted->fingerprints.contains(each.fingerprint)) {
      checks.push_back(
          warning(fmt::format("{} accepts nothing against {}", what, accepted->base), "remove it"));
    }
  }
}

void judge_inline(const LoadedDocument& document, const Date& today, const Accepted* accepted,
                  HealthChecks& checks) {
  for (const InlineAcceptance& each : document.contract.acceptances) {
    const std::string what = fmt::format("{}:{}: the acceptance of '{}'", printable(document.path),
                                         each.at.begin.line, printable(each.rule));
    if (find_rule(each.rule) == nullptr) {
      checks.push_back(warning(what + ", which is no rule", "dcr rules lists them"));
    } else if (is_expired(each.until, today)) {
      checks.push_back(warning(fmt::format("{} expired on {}", what, each.until->text()),
                               "remove it, or decide anew"));
    } else if (accepted && !accepted->rules.contains({document.path, each.rule})) {
      checks.push_back(
          warning(fmt::format("{} accepts nothing against {}", what, accepted->base), "remove it"));
    }
  }
}

}  // namespace

HealthChecks acceptance_health(const HealthRequest& request, const Config& config,
                               const std::vector<DocumentPtr>& documents) {
  std::size_t count = config.acceptances.size();
  for (const DocumentPtr& document : documents) count += document->contract.acceptances.size();
  if (count == 0) return {{.name = "acceptances", .message = "none"}};
  const std::optional<Accepted> accepted = accepted_now(request, config);
  HealthChecks checks;
  const Accepted* now = accepted ? &*accepted : nullptr;
  judge_configured(config, request.today, now, checks);
  for (const DocumentPtr& document : documents) {
    judge_inline(*document, request.today, now, checks);
  }
  if (!checks.empty()) return checks;
  return {{.name = "acceptances",
           .message = fmt::format("{}{}", counted(count, "acceptance"),
                                  now ? ", each of use" : ", none expired")}};
}

}  // namespace dcr::check
