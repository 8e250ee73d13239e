// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_description.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/formats/problem_error.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;
using NodePtr = std::shared_ptr<const yaml::Node>;

constexpr std::size_t most_bytes = std::size_t{8} << 20U;

Error unusable(std::string message) { return {ErrorKind::usage, std::move(message), {}, {}}; }

/// Whether a document describes a mod, and is not the settings of something of its name.
bool describes_mod(const yaml::Node& node) {
  constexpr std::array<std::string_view, 4> keys{"metadata", "config_schema", "interface",
                                                 "dependencies"};
  return node.is_mapping() &&
         std::ranges::any_of(keys, [&](std::string_view key) { return node.find(key) != nullptr; });
}

/// What stands beside a module. Empty where nothing does.
Result<ModDescription> find_beside(const std::string& module_file) {
  fs::path file = module_file;
  if (file.stem() == "__init__") file = file.parent_path() / "mod.py";
  for (const char* ending : {".yaml", ".yml", ".json"}) {
    file.replace_extension(ending);
    std::error_code fault;
    if (fs::is_symlink(file, fault) || !fs::is_regular_file(file, fault)) continue;
    auto document = read_mod_document(file.string(), "description");
    if (!document) return document.error();
    if (describes_mod(**document)) {
      return ModDescription{file.string(), *std::move(document)};
    }
  }
  return ModDescription{};
}

}  // namespace

Result<NodePtr> read_mod_document(const std::string& path, std::string_view what) {
  const auto text = read_whole_file(path, most_bytes);
  if (!text) return unusable(fmt::format("the {} '{}' cannot be read", what, printable(path)));
  const yaml::Stream stream = yaml::parse(*text, path);
  if (!stream.problems.empty()) {
    return formats::error_of(stream.problems, path, ErrorKind::usage);
  }
  if (stream.documents.empty()) {
    return unusable(fmt::format("the {} '{}' is empty", what, printable(path)));
  }
  return stream.documents.front().root;
}

Result<ModDescription> find_description(const std::optional<std::string>& named,
                                        const std::string& module_file) {
  if (!named) return module_file.empty() ? ModDescription{} : find_beside(module_file);
  auto document = read_mod_document(*named, "description");
  if (!document) return document.error();
  if (!(*document)->is_mapping()) {
    return unusable(fmt::format("the description '{}' is no mapping", printable(*named)));
  }
  return ModDescription{*named, *std::move(document)};
}

}  // namespace dcr::cli
