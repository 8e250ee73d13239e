// SPDX-License-Identifier: Apache-2.0
#include "core/check/freshness.hpp"

#include "core/base/bug.hpp"
#include "core/base/duration.hpp"
#include "core/base/text.hpp"
#include "core/compat/service_level.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace dcr::check {
namespace {

using Namespace = std::optional<std::string>;

std::string full_title(const Contract& contract) {
  if (contract.title.empty()) return {};
  return contract.name_space ? *contract.name_space + "::" + contract.title : contract.title;
}

/// What a dataset is called in full; empty when it cannot be the name of one.
std::string full_name_of(const std::string& dataset, const Namespace& default_namespace) {
  const auto reference = parse_reference(dataset, default_namespace);
  if (!reference || !reference->selector.text.empty()) return {};
  return reference->full_name();
}

/// The contracts of a tree by their names and titles.
class Contracts {
 public:
  explicit Contracts(std::vector<ContractVersion> versions) {
    for (ContractVersion& version : versions) {
      const Contract& contract = version.document->contract;
      if (const std::string title = full_title(contract); !title.empty()) {
        titles_[title].insert(contract.full_name());
      }
      names_[contract.full_name()].push_back(std::move(version));
    }
  }

  [[nodiscard]] const auto& names() const { return names_; }

  /// The full name a dataset means.
  ///
  /// Errors: absent; usage for a title of several contracts.
  [[nodiscard]] Result<std::string> meant_by(const std::string& dataset,
                                             const Namespace& default_namespace) const {
    const std::string name = full_name_of(dataset, default_namespace);
    if (!name.empty() && names_.contains(name)) return name;
    const auto title = name.empty() ? titles_.end() : titles_.find(name);
    if (title == titles_.end()) return unknown(dataset);
    if (title->second.size() == 1) return *title->second.begin();
    return Error{ErrorKind::usage, fmt::format("'{}' is the name of {} contracts",
                                               printable(dataset), title->second.size())};
  }

 private:
  [[nodiscard]] Error unknown(const std::string& dataset) const {
    std::vector<std::string_view> candidates;
    for (const auto& [name, versions] : names_) candidates.push_back(name);
    for (const auto& [title, names] : titles_) candidates.push_back(title);
    return {ErrorKind::absent, fmt::format("no contract '{}'{}", printable(dataset),
                                           did_you_mean(dataset, candidates))};
  }

  std::map<std::string, std::vector<ContractVersion>> names_;
  std::map<std::string, std::set<std::string>> titles_;
};

using NewestByName = std::map<std::string, Timestamp>;

void keep_newest(NewestByName& newest, const std::string& name, const Timestamp& at) {
  const auto [entry, first] = newest.emplace(name, at);
  if (!first) entry->second = std::max(entry->second, at);
}

/// The newest observation of each contract; what means none is listed in `unknown`.
NewestByName sorted_by_name(const Contracts& contracts,
                            const std::vector<formats::Observation>& observations,
                            const Namespace& default_namespace,
                            std::vector<UnknownDataset>& unknown) {
  NewestByName newest;
  std::map<std::string, Result<std::string>> meanings;
  for (const formats::Observation& observation : observations) {
    auto meaning = meanings.find(observation.dataset);
    if (meaning == meanings.end()) {
      auto meant = contracts.meant_by(observation.dataset, default_namespace);
      if (!meant) unknown.push_back({observation.dataset, meant.error().message});
      meaning = meanings.emplace(observation.dataset, std::move(meant)).first;
    }
    if (meaning->second) keep_newest(newest, *meaning->second, observation.at);
  }
  return newest;
}

std::string future_warning(const ContractVersion& version, double ahead) {
  return fmt::format("'{}' was observed {} ahead of the clock",
                     printable(version.document->full_name()),
                     duration_text(static_cast<std::int64_t>(ahead)));
}

}  // namespace

std::string_view to_string(Freshness state) {
  switch (state) {
    case Freshness::fresh: return "fresh";
    case Freshness::stale: return "stale";
    case Freshness::unobserved: return "unobserved";
    case Freshness::no_sla: return "no_sla";
  }
  unreachable();
}

FreshnessVerdict judge_freshness(const ContractVersion& version,
                                 const std::optional<Timestamp>& observed, const Timestamp& now) {
  FreshnessVerdict verdict{.version = version, .observed = observed};
  verdict.max_lag_seconds = promised_lag(version.document->contract);
  if (observed) {
    const double lag = seconds_between(*observed, now);
    verdict.lag_seconds = std::max(lag, 0.0);
    if (-lag > tolerated_skew) verdict.warning = future_warning(version, -lag);
  }
  if (!verdict.max_lag_seconds) return verdict;
  if (!observed) {
    verdict.state = Freshness::unobserved;
  } else {
    const bool late = *verdict.lag_seconds > *verdict.max_lag_seconds;
    verdict.state = late ? Freshness::stale : Freshness::fresh;
  }
  return verdict;
}

std::optional<Timestamp> newest_observation(const std::vector<formats::Observation>& observations,
                                            const ContractVersion& version,
                                            const Namespace& default_namespace) {
  const Contract& contract = version.document->contract;
  const std::string title = full_title(contract);
  std::optional<Timestamp> newest;
  for (const formats::Observation& observation : observations) {
    const std::string name = full_name_of(observation.dataset, default_namespace);
    if (name.empty() || (name != contract.full_name() && name != title)) continue;
    newest = std::max(newest.value_or(observation.at), observation.at);
  }
  return newest;
}

Result<FreshnessReport> judge_all_freshness(const Registry& registry,
                                            const std::vector<formats::Observation>& observations,
                                            const Namespace& default_namespace,
                                            const Timestamp& now) {
  FreshnessReport report;
  auto versions = registry.tree_versions(&report.unreadable);
  if (!versions) return versions.error();
  const Contracts contracts(std::move(*versions));
  const NewestByName newest =
      sorted_by_name(contracts, observations, default_namespace, report.unknown);
  for (const auto& [name, candidates] : contracts.names()) {
    const auto at = newest.find(name);
    const auto active = select(candidates, Selector{}, name);
    if (active) {
      const auto observed = at == newest.end() ? std::nullopt : std::optional(at->second);
      report.datasets.push_back(judge_freshness(*active, observed, now));
    } else if (at != newest.end()) {
      report.unknown.push_back({name, active.error().message});
    }
  }
  return report;
}

}  // namespace dcr::check
