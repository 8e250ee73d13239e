// SPDX-License-Identifier: Apache-2.0
#include "core/mods/installed.hpp"

#include "core/mods/requirement.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace dcr::mods {
namespace fs = std::filesystem;

std::map<std::string, std::string> installed_packages(const std::vector<std::string>& folders) {
  std::map<std::string, std::string> out;
  for (const std::string& folder : folders) {
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
      std::string name = at->path().filename().string();
      const bool dist = name.ends_with(".dist-info");
      if (!dist && !name.ends_with(".egg-info")) continue;
      name.resize(name.rfind('.'));
      // Source: the binary distribution format: NAME-VERSION, no '-' in either; of an egg
      // NAME-VERSION-pyX.Y.
      const auto first = name.find('-');
      if (first == std::string::npos) continue;
      const auto second = dist ? std::string::npos : name.find('-', first + 1);
      const auto length = second == std::string::npos ? second : second - first - 1;
      out.emplace(normal_name(std::string_view(name).substr(0, first)),
                  name.substr(first + 1, length));
    }
  }
  return out;
}

std::vector<std::string> environment_folders(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code fault;
  for (fs::directory_iterator at(fs::path(folder) / "lib", fault), end; !fault && at != end;
       at.increment(fault)) {
    const fs::path site = at->path() / "site-packages";
    std::error_code absent;
    if (at->path().filename().string().starts_with("python") && fs::is_directory(site, absent)) {
      out.push_back(site.string());
    }
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace dcr::mods
