// SPDX-License-Identifier: Apache-2.0
#include "core/mods/search_path.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

void add(std::vector<std::string>& folders, const fs::path& folder) {
  if (folder.empty()) return;
  const std::string text = folder.string();
  if (std::ranges::find(folders, text) == folders.end()) folders.push_back(text);
}

}  // namespace

std::vector<std::string> search_path(const std::string& registry_path, const std::string& top,
                                     const std::vector<std::string>& modules) {
  const fs::path folder = fs::path(registry_path).parent_path();
  const std::string package = folder.filename().string() + ".";
  std::vector<std::string> folders;
  add(folders, folder);
  const auto is_within = [&](const std::string& module) { return module.starts_with(package); };
  if (std::ranges::any_of(modules, is_within)) add(folders, folder.parent_path());
  add(folders, top);
  return folders;
}

std::vector<std::string> search_path(const std::string& registry_path, const std::string& top,
                                     const formats::ModRegistry& registry) {
  std::vector<std::string> modules;
  for (const formats::ReadComponent& mod : registry.mods) {
    modules.push_back(*mod.component->module_path);
  }
  return search_path(registry_path, top, modules);
}

std::string module_file(const std::string& module_path, const std::vector<std::string>& folders) {
  std::string relative = module_path;
  std::ranges::replace(relative, '.', '/');
  std::error_code failure;
  for (const std::string& folder : folders) {
    for (const char* ending : {".py", "/__init__.py"}) {
      const fs::path candidate = fs::path(folder) / (relative + ending);
      if (fs::is_regular_file(candidate, failure)) return candidate.string();
    }
  }
  return {};
}

}  // namespace dcr::mods
