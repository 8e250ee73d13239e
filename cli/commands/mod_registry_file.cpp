// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_registry_file.hpp"

#include "core/base/text.hpp"
#include "core/check/policy.hpp"
#include "core/mods/installed.hpp"
#include "core/registry/file_snapshot.hpp"

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
  out.path = out.config.mods;
  std::error_code fault;
  fs::path folder = fs::current_path(fault);
  out.folder = folder.string();
  while (!fs::exists(folder / out.path, fault) && folder != folder.parent_path()) {
    folder = folder.parent_path();
  }
  const auto file = FileSnapshot::nearest(out.path);
  if (!file) return file.error();
  if (*file == nullptr) return out;
  out.folder = folder.string();
  auto text = text_at(**file, out.path);
  if (!text) return text.error();
  out.exists = true;
  out.text = text->value_or("");
  return out;
}

/// The virtual environment: the active one, else `.venv` beside the registry.
std::vector<std::string> packages_of_environment(const Session& session,
                                                 const ModRegistryFile& file) {
  const auto active = session.environment("VIRTUAL_ENV");
  return mods::environment_folders(active && !active->empty() ? *active : file.folder + "/.venv");
}

}  // namespace

Result<ModRegistryFile> find_mod_registry(const Session& session) {
  const auto repository = session.open_repository();
  if (repository) return in_repository(**repository);
  if (repository.error().kind != ErrorKind::not_found) return repository.error();
  return without_repository();
}

std::vector<std::string> module_roots(const Session& session, const ModRegistryFile& file) {
  std::vector<std::string> roots{file.folder};
  // A registry inside its package (datapy/mod_registry.json) stands one below what is imported.
  const std::string own = fs::path(file.absolute()).parent_path().string();
  if (own != file.folder) roots.push_back(own);
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
    auto inspection = mods::inspect(*python, module_roots(session, file), targets);
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
