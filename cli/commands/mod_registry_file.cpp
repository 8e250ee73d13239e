// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_registry_file.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/check/policy.hpp"
#include "core/mods/installed.hpp"
#include "core/mods/search_path.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>
#include <system_error>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

Result<std::optional<std::string>> text_at(const Snapshot& tree, const std::string& path) {
  const auto file = tree.find(path);
  if (!file && file.error().kind == ErrorKind::not_found) return std::optional<std::string>();
  if (!file) return file.error();
  if (file->kind != FileKind::regular) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is no regular file", printable(path)),
                 {},
                 "put the registry itself here"};
  }
  auto text = tree.read(*file);
  if (!text) return text.error();
  return std::optional(*std::move(text));
}

Result<ModRegistryFile> in_repository(const git::Repository& repository) {
  if (repository.is_bare()) {
    return Error{ErrorKind::usage, "a bare repository has no file to look at or change", {}, {}};
  }
  const auto tree = repository.worktree_snapshot();
  if (!tree) return tree.error();
  auto config = check::load_config(**tree);
  if (!config) return config.error();
  ModRegistryFile out;
  out.config = std::move(config->config);
  out.path = fs::path(out.config.mods).lexically_normal().string();
  out.folder = repository.worktree();
  auto text = text_at(**tree, out.path);
  if (!text) return text.error();
  out.exists = text->has_value();
  out.text = text->value_or("");
  const auto head = repository.head();
  if (!head) return head.error();
  if (!*head) return out;
  const auto commit = repository.commit_snapshot(**head);
  if (!commit) return commit.error();
  auto committed = text_at(**commit, out.path);
  if (!committed) return committed.error();
  out.committed = *std::move(committed);
  return out;
}

Result<ModRegistryFile> without_repository() {
  ModRegistryFile out;
  out.config = default_config();
  std::error_code fault;
  out.folder = fs::current_path(fault).string();
  auto loose = find_loose_registry();
  if (!loose) return loose.error();
  out.exists = loose->has_value();
  if (out.exists) {
    out.folder = (*loose)->place.folder;
    out.config.mods = (*loose)->place.path;
    out.text = std::move((*loose)->text);
  }
  out.path = out.config.mods;
  return out;
}

/// The virtual environment: the active one, else `.venv` beside the registry.
std::vector<std::string> packages_of_environment(const Session& session,
                                                 const ModRegistryFile& file) {
  const auto active = session.environment("VIRTUAL_ENV");
  return mods::environment_folders(active && !active->empty() ? *active : file.folder + "/.venv");
}

}  // namespace

Result<std::optional<LooseRegistry>> find_loose_registry() {
  const auto place = mods::nearest_registry(".", "");
  if (!place) return std::optional<LooseRegistry>();
  auto text = read_whole_file(place->absolute(), longest_read);
  if (!text) {
    return Error{
        ErrorKind::io,
        fmt::format("'{}' cannot be read: it is no file, larger than 64 MiB, or may not be "
                    "read",
                    printable(place->absolute()))};
  }
  return std::optional(LooseRegistry{*place, *std::move(text)});
}

Result<ModRegistryFile> find_mod_registry(const Session& session) {
  const auto repository = session.open_repository();
  if (repository) return in_repository(**repository);
  if (repository.error().kind != ErrorKind::not_found) return repository.error();
  return without_repository();
}

std::vector<std::string> module_roots(const Session& session, const ModRegistryFile& file,
                                      const std::vector<std::string>& modules) {
  auto roots = mods::search_path(file.absolute(), file.folder, modules);
  for (std::string& folder : packages_of_environment(session, file)) {
    roots.push_back(std::move(folder));
  }
  return roots;
}

Result<LookedAt> look_at(const Session& session, const ModRegistryFile& file,
                         const std::vector<mods::ModuleTarget>& targets,
                         mods::Dependencies dependencies) {
  LookedAt out;
  out.surroundings.folder = fs::path(file.absolute()).parent_path().string();
  out.surroundings.path_variable = session.environment("PATH").value_or("");
  out.surroundings.dependencies = dependencies;
  std::vector<std::string> folders = packages_of_environment(session, file);
  if (!targets.empty()) {
    const auto python = mods::inspecting_python(out.surroundings.path_variable, file.folder);
    if (!python) return python.error();
    std::vector<std::string> modules;
    for (const mods::ModuleTarget& target : targets) modules.push_back(target.name);
    auto inspection = mods::inspect(*python, module_roots(session, file, modules), targets);
    if (!inspection) return inspection.error();
    out.modules = std::move(inspection->modules);
    out.surroundings.python = std::move(inspection->python);
    const auto& site = out.surroundings.python.site_folders;
    folders.insert(folders.end(), site.begin(), site.end());
  }
  out.surroundings.packages = mods::installed_packages(folders);
  return out;
}

}  // namespace dcr::cli
