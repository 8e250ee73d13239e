// SPDX-License-Identifier: Apache-2.0
#include "core/mods/installed.hpp"

#include "core/base/atomic_file.hpp"
#include "core/mods/requirement.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_metadata = std::size_t{4} << 20U;

/// The value of a header line of that name; nothing for another line.
std::optional<std::string_view> header(std::string_view line, std::string_view name) {
  if (!line.starts_with(name)) return std::nullopt;
  line.remove_prefix(name.size());
  const auto begin = std::min(line.find_first_not_of(" \t"), line.size());
  const auto end = line.find_last_not_of(" \t\r") + 1;
  return line.substr(begin, end > begin ? end - begin : 0);
}

}  // namespace

InstalledPackages installed_packages(const std::vector<std::string>& folders) {
  InstalledPackages out;
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
                  InstalledPackage{name.substr(first + 1, length), at->path().string()});
    }
  }
  return out;
}

PackageExtras extras_of(const InstalledPackage& package) {
  PackageExtras out;
  std::string text;
  for (const char* file : {"/METADATA", "/PKG-INFO"}) {
    if (auto read = read_whole_file(package.folder + file, most_metadata)) text = *std::move(read);
  }
  // Source: the core metadata of packages: headers as of a letter, then its body.
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line == "\r") break;
    if (const auto extra = header(line, "Provides-Extra:")) out.names.insert(normal_name(*extra));
    const auto requirement = header(line, "Requires-Dist:");
    if (requirement && requirement->find("extra") != std::string_view::npos) {
      out.requirements.emplace_back(*requirement);
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
