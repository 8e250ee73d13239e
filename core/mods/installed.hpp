// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace dcr::mods {

/// What is installed in folders of packages, by normal_name: the version, as the names of the
/// `*.dist-info` and `*.egg-info` entries have it. Nothing in them is run; earlier folders win.
[[nodiscard]] std::map<std::string, std::string> installed_packages(
    const std::vector<std::string>& folders);

/// The folders of packages of a virtual environment; none where `folder` is none.
[[nodiscard]] std::vector<std::string> environment_folders(const std::string& folder);

}  // namespace dcr::mods
