// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"
#include "core/model/acceptance.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::check {

enum class Health {
  ok,
  warning,  ///< not as it should be, and everything works
  problem,  ///< something does not work
};
[[nodiscard]] std::string_view to_string(Health state);

/// One line of the doctor's.
struct HealthCheck {
  std::string name;  ///< "mainline": what was looked at
  Health state = Health::ok;
  std::string message;
  std::string help{};  ///< the way out; empty when none is needed
};
using HealthChecks = std::vector<HealthCheck>;

/// What is examined. Nothing of it is executed, and nothing is written.
struct HealthRequest {
  std::shared_ptr<const git::Repository> repository;
  git::Environment environment;
  Date today;
};

/// The kind of repository, what git has not finished in it, the hooks that run dcr, and whether
/// dcr's cache can be written.
[[nodiscard]] HealthChecks repository_health(const HealthRequest& request);

/// dcr.yaml, the mainline, and what the working tree (HEAD when bare) holds: contracts, their
/// names and versions, the ledger and the acceptances.
[[nodiscard]] HealthChecks registry_health(const HealthRequest& request);

}  // namespace dcr::check
