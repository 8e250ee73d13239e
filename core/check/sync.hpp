// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/model_summary.hpp"
#include "core/config/config.hpp"
#include "core/registry/registry.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dcr::check {

/// The versions of models by full name, each ascending.
using ModelVersions = std::map<std::string, std::vector<ContractVersion>>;

/// What of two registries is compared.
struct SyncScope {
  std::vector<std::string> names{};                  ///< full names; empty = every model
  std::optional<std::optional<std::string>> only{};  ///< this namespace, or the global ones
};

/// A version that both sides have.
struct SyncPair {
  std::string name;
  Version version;
  bool matches = false;
  ModelSummary differences{};  ///< from the registry's to the local one; empty when they match
  std::string path{};          ///< of the local document
};

/// Versions of one model that only one side has.
struct SyncMismatch {
  std::vector<Version> local_only;
  std::vector<Version> registry_only;
};

struct SyncReport {
  std::map<std::string, std::vector<Version>> local_only;     ///< models the registry lacks
  std::map<std::string, std::vector<Version>> registry_only;  ///< models that are not here
  std::map<std::string, SyncMismatch> version_mismatches;     ///< models of both
  std::vector<SyncPair> pairs;                                ///< by name and version

  [[nodiscard]] bool in_sync() const;
};

/// The models of a registry that a scope is about: in its tree, and registered by its history.
/// What was removed or archived is not there.
///
/// Errors: those of reading.
Result<ModelVersions> models_of(const Registry& registry, const SyncScope& scope);

/// Compares the models here with those of a registry. Without a scope the registry is looked at in
/// the namespaces that are here: other services' models are not missed.
[[nodiscard]] SyncReport compare_registries(const ModelVersions& local,
                                            const ModelVersions& registry, const SyncScope& scope,
                                            ModelPolicy policy);

}  // namespace dcr::check
