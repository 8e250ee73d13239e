// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/health.hpp"
#include "core/config/config.hpp"
#include "core/registry/document.hpp"

#include <memory>
#include <vector>

namespace dcr::check {

/// The acceptances of dcr.yaml and of documents: what expired, what names no rule, and what accepts
/// nothing of the working tree any more.
[[nodiscard]] HealthChecks acceptance_health(
    const HealthRequest& request, const Config& config,
    const std::vector<std::shared_ptr<const LoadedDocument>>& documents);

}  // namespace dcr::check
