// SPDX-License-Identifier: Apache-2.0
#include "core/mods/lock.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/sha256.hpp"
#include "core/base/text.hpp"
#include "core/mods/search_path.hpp"
#include "core/mods/values.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t largest_file = std::size_t{64} << 20;
constexpr int lock_version = 1;

std::string digest(std::string_view content) { return "sha256:" + sha256_hex(content); }

/// All regular files of a package but what Python makes of them, each with its path below it.
std::string package_content(const fs::path& folder) {
  std::map<std::string, fs::path> files;
  std::error_code failure;
  fs::recursive_directory_iterator at(folder, failure);
  for (; !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
    const bool is_cache = at->path().filename() == "__pycache__";
    if (is_cache) at.disable_recursion_pending();
    if (is_cache || !at->is_regular_file(failure)) continue;
    files[at->path().lexically_relative(folder).string()] = at->path();
  }
  std::string listed;
  for (const auto& [name, path] : files) {
    const auto content = read_whole_file(path.string(), largest_file);
    listed += name + '\0' + (content ? digest(*content) : "unreadable") + '\n';
  }
  return listed;
}

/// A module's file, or all of a package.
std::optional<std::string> module_content(const Component& component,
                                          const std::vector<std::string>& folders) {
  const fs::path file = module_file(*component.module_path, folders);
  if (file.filename() == "__init__.py") return package_content(file.parent_path());
  return read_whole_file(file.string(), largest_file);
}

/// The words of a command, and its program where that is a file of the project.
std::string command_content(const Component& component, const std::string& registry_path) {
  std::string content;
  for (const Located<std::string>& word : component.command) content += *word + '\0';
  const std::string& program = *component.command.front();
  if (program.find('/') == std::string::npos) return content;
  const fs::path path = fs::path(registry_path).parent_path() / program;
  return content + read_whole_file(path.string(), largest_file).value_or("");
}

std::string text_at(const ordered_json& entry, const char* key) {
  const auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
}

Error no_lock(const std::string& path) {
  return {ErrorKind::bad_config,
          "'" + printable(path) + "' is no lock of mods",
          {},
          "remove it; the next run without --locked writes it anew"};
}

ordered_json to_json(const Lock& lock) {
  ordered_json mods = ordered_json::object();
  for (const auto& [name, mod] : lock.mods) {
    mods[name] = {{"version", mod.version},
                  {"content", mod.content.empty() ? ordered_json() : ordered_json(mod.content)},
                  {"schema", mod.schema}};
  }
  return {{"lock_version", lock_version}, {"mods", std::move(mods)}};
}

}  // namespace

Result<Lock> read_lock(const std::string& path) {
  Lock lock{path, {}};
  std::error_code failure;
  if (!fs::exists(path, failure)) return lock;
  const auto text = read_whole_file(path, largest_file);
  if (!text) return Error{ErrorKind::io, "cannot read '" + printable(path) + "'"};
  const ordered_json document = ordered_json::parse(*text, nullptr, false);
  if (!document.is_object() || document.value("lock_version", ordered_json()) != lock_version) {
    return no_lock(path);
  }
  const auto mods = document.find("mods");
  if (mods == document.end() || !mods->is_object()) return no_lock(path);
  for (const auto& [name, entry] : mods->items()) {
    if (!entry.is_object()) return no_lock(path);
    lock.mods[name] = {text_at(entry, "version"), text_at(entry, "content"),
                       text_at(entry, "schema")};
  }
  return lock;
}

LockedMod locked_mod(const Component& component, const std::string& registry_path,
                     const std::vector<std::string>& folders) {
  LockedMod mod;
  mod.version = component.version_text;
  mod.schema = digest(one_line(*component.config_schema));
  if (!component.command.empty()) {
    mod.content = digest(command_content(component, registry_path));
  } else if (const auto content = module_content(component, folders)) {
    mod.content = digest(*content);
  }
  return mod;
}

std::vector<Fault> drift_of(const Lock& lock, const std::string& name, const LockedMod& now) {
  const auto found = lock.mods.find(name);
  const SourceSpan where{lock.path, {}};
  if (found == lock.mods.end()) {
    return {{fmt::format("'{}' is not locked", printable(name)), where,
             "run it once without --locked"}};
  }
  const LockedMod& then = found->second;
  std::vector<Fault> faults;
  const auto compare = [&](const char* what, const std::string& before, const std::string& after) {
    if (before == after) return;
    faults.push_back({fmt::format("the {} of '{}' is not the locked one: {}, locked {}", what,
                                  printable(name), printable(after.empty() ? "none" : after),
                                  printable(before.empty() ? "none" : before)),
                      where,
                      {}});
  };
  compare("version", then.version, now.version);
  compare("content", then.content, now.content);
  compare("schema", then.schema, now.schema);
  return faults;
}

Result<void> update_lock(Lock lock, const std::map<std::string, LockedMod>& now) {
  const std::map<std::string, LockedMod> before = lock.mods;
  for (const auto& [name, mod] : now) lock.mods[name] = mod;
  if (lock.mods == before) return {};
  return write_atomically(
      lock.path, to_json(lock).dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace dcr::mods
