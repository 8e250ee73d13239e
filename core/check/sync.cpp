// SPDX-License-Identifier: Apache-2.0
#include "core/check/sync.hpp"

#include "core/compat/diff.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace dcr::check {
namespace {

bool is_in(const SyncScope& scope, const Contract& contract) {
  const bool named = scope.names.empty() ||
                     std::ranges::find(scope.names, contract.full_name()) != scope.names.end();
  return named && (!scope.only || *scope.only == contract.name_space);
}

std::set<std::optional<std::string>> namespaces_of(const ModelVersions& models) {
  std::set<std::optional<std::string>> all;
  for (const auto& [name, versions] : models) {
    all.insert(versions.front().document->contract.name_space);
  }
  return all;
}

std::vector<Version> versions_of(const std::vector<ContractVersion>& all) {
  std::vector<Version> out;
  for (const ContractVersion& each : all) out.push_back(each.version());
  return out;
}

std::vector<Version> only_in(const std::vector<ContractVersion>& one,
                             const std::vector<ContractVersion>& other) {
  std::vector<Version> out;
  for (const ContractVersion& each : one) {
    if (std::ranges::none_of(other, [&](const ContractVersion& version) {
          return version.version() == each.version();
        })) {
      out.push_back(each.version());
    }
  }
  return out;
}

SyncPair pair_of(const std::string& name, const ContractVersion& here, const ContractVersion& there,
                 ModelPolicy policy) {
  SyncPair pair{.name = name, .version = here.version(), .path = here.document->path};
  const Contract& local = here.document->contract;
  const Contract& registered = there.document->contract;
  pair.matches = !content_differs(registered, local);
  if (!pair.matches) pair.differences = summarise(registered, local, policy);
  return pair;
}

}  // namespace

bool SyncReport::in_sync() const {
  return local_only.empty() && registry_only.empty() && version_mismatches.empty() &&
         std::ranges::all_of(pairs, &SyncPair::matches);
}

Result<ModelVersions> models_of(const Registry& registry, const SyncScope& scope) {
  auto all = registry.all_versions();
  if (!all) return all.error();
  ModelVersions models;
  for (auto& [key, versions] : *all) {
    std::erase_if(versions, [&](const ContractVersion& each) {
      const Contract& contract = each.document->contract;
      return contract.kind != ContractKind::model || each.removed ||
             each.status == Status::archived || !is_in(scope, contract);
    });
    if (versions.empty()) continue;
    models[versions.front().document->full_name()] = std::move(versions);
  }
  return models;
}

SyncReport compare_registries(const ModelVersions& local, const ModelVersions& registry,
                              const SyncScope& scope, ModelPolicy policy) {
  SyncReport report;
  for (const auto& [name, here] : local) {
    const auto found = registry.find(name);
    if (found == registry.end()) {
      report.local_only[name] = versions_of(here);
      continue;
    }
    const std::vector<ContractVersion>& there = found->second;
    SyncMismatch mismatch{only_in(here, there), only_in(there, here)};
    if (!mismatch.local_only.empty() || !mismatch.registry_only.empty()) {
      report.version_mismatches[name] = std::move(mismatch);
    }
    for (const ContractVersion& version : here) {
      const auto same = std::ranges::find_if(
          there, [&](const ContractVersion& each) { return each.version() == version.version(); });
      if (same != there.end()) report.pairs.push_back(pair_of(name, version, *same, policy));
    }
  }
  const bool scoped = !scope.names.empty() || scope.only;
  const auto known = namespaces_of(local);
  for (const auto& [name, there] : registry) {
    const bool wanted = scoped || known.contains(there.front().document->contract.name_space);
    if (wanted && !local.contains(name)) report.registry_only[name] = versions_of(there);
  }
  return report;
}

}  // namespace dcr::check
