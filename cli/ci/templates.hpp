// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::cli {

// The files beside this one as they were when dcr was built.

[[nodiscard]] std::string_view github_workflow();
[[nodiscard]] std::string_view gitlab_job();

}  // namespace dcr::cli
