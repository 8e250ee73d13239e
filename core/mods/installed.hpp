// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace dcr::mods {

/// A package as the folder or file that describes it says.
struct InstalledPackage {
  std::string version;
  std::string folder;  ///< its `*.dist-info` or `*.egg-info`
};

using InstalledPackages = std::map<std::string, InstalledPackage>;  ///< by normal_name

/// What is installed in folders of packages, as the names of the `*.dist-info` and `*.egg-info`
/// entries have it. Nothing in them is run; earlier folders win.
[[nodiscard]] InstalledPackages installed_packages(const std::vector<std::string>& folders);

/// What a package offers beyond itself.
struct PackageExtras {
  std::set<std::string> names;            ///< by normal_name
  std::vector<std::string> requirements;  ///< of all of them: each has the extra in its marker
};

/// Read from the file in it that pip wrote; empty where there is none.
[[nodiscard]] PackageExtras extras_of(const InstalledPackage& package);

/// The folders of packages of a virtual environment; none where `folder` is none.
[[nodiscard]] std::vector<std::string> environment_folders(const std::string& folder);

}  // namespace dcr::mods
