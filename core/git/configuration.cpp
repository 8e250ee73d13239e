// SPDX-License-Identifier: Apache-2.0
#include "core/git/configuration.hpp"

#include "core/git/configuration_variables.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dcr::git {
namespace {

/// libgit2's levels; a higher one wins.
constexpr git_config_level_t worktree_level = GIT_CONFIG_LEVEL_APP;
constexpr auto command_line_level = static_cast<git_config_level_t>(GIT_CONFIG_LEVEL_APP + 1);

bool is_true(const std::optional<std::string>& value) {
  int truth = 0;
  return value && git_config_parse_bool(&truth, value->c_str()) == 0 && truth != 0;
}

/// The folder git calls $XDG_CONFIG_HOME/git; empty when it cannot be known.
std::string shared_folder(const Environment& environment) {
  const std::optional<std::string> xdg = environment("XDG_CONFIG_HOME");
  if (xdg && !xdg->empty()) return *xdg + "/git";
  const std::optional<std::string> home = environment("HOME");
  return home ? *home + "/.config/git" : std::string();
}

/// Files that a level consists of, without those that cannot be read: git goes on without them.
class Files {
 public:
  void add(std::string path, git_config_level_t level) {
    if (!path.empty() && access(path.c_str(), R_OK) == 0) files_.emplace_back(path, level);
  }
  [[nodiscard]] const auto& all() const { return files_; }

 private:
  std::vector<std::pair<std::string, git_config_level_t>> files_;
};

Files outer_files(const Environment& environment) {
  Files files;
  if (!is_true(environment("GIT_CONFIG_NOSYSTEM"))) {
    files.add(environment("GIT_CONFIG_SYSTEM").value_or("/etc/gitconfig"), GIT_CONFIG_LEVEL_SYSTEM);
  }
  if (const std::optional<std::string> global = environment("GIT_CONFIG_GLOBAL")) {
    files.add(*global, GIT_CONFIG_LEVEL_GLOBAL);
    return files;
  }
  const std::string shared = shared_folder(environment);
  if (!shared.empty()) files.add(shared + "/config", GIT_CONFIG_LEVEL_XDG);
  if (const std::optional<std::string> home = environment("HOME")) {
    files.add(*home + "/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL);
  }
  return files;
}

Result<void> add_file(git_config* values, const std::string& path, git_config_level_t level,
                      git_repository* repository) {
  if (git_config_add_file_ondisk(values, path.c_str(), level, repository, 1) < 0) {
    return libgit2_error("cannot read git's configuration");
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const MemoryFile>> MemoryFile::make(std::string_view content) {
  const int descriptor = memfd_create("dcr-configuration", MFD_CLOEXEC);
  if (descriptor < 0) {
    return Error{ErrorKind::io, std::string("cannot hold a file: ") + std::strerror(errno), {}, {}};
  }
  auto file = std::make_shared<const MemoryFile>(descriptor);
  while (!content.empty()) {
    const ssize_t wrote = write(descriptor, content.data(), content.size());
    if (wrote < 0) {
      return Error{
          ErrorKind::io, std::string("cannot hold a file: ") + std::strerror(errno), {}, {}};
    }
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return file;
}

MemoryFile::~MemoryFile() { close(descriptor_); }

std::string MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

Result<Configuration> read_configuration(git_repository* repository,
                                         const ConfigurationFolders& folders,
                                         const Environment& environment) {
  Result<Owned<git_config>> made =
      take<git_config>("cannot read git's configuration", git_config_new);
  if (!made) return made.error();
  Configuration result{std::move(*made), nullptr};
  git_config* values = result.values.get();

  Files files = outer_files(environment);
  files.add(folders.common_folder + "/config", GIT_CONFIG_LEVEL_LOCAL);
  for (const auto& [path, level] : files.all()) {
    Result<void> added = add_file(values, path, level, repository);
    if (!added) return added.error();
  }
  const std::string of_worktree = folders.git_folder + "/config.worktree";
  if (configured_true(values, "extensions.worktreeconfig") &&
      access(of_worktree.c_str(), R_OK) == 0) {
    Result<void> added = add_file(values, of_worktree, worktree_level, repository);
    if (!added) return added.error();
  }

  Result<std::string> variables = configuration_of_variables(environment);
  if (!variables) return variables.error();
  if (variables->empty()) return result;
  auto file = MemoryFile::make(*variables);
  if (!file) return file.error();
  Result<void> added = add_file(values, (*file)->path(), command_line_level, repository);
  if (!added) return added.error();
  result.from_command_line = *file;
  return result;
}

void set_search_folders(const Environment* environment) {
  std::string home;
  std::string shared;
  if (environment != nullptr) {
    home = (*environment)("HOME").value_or("");
    shared = shared_folder(*environment);
  }
  const char* system = environment != nullptr ? "/etc" : "";
  git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, system);
  git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, shared.c_str());
  git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, home.c_str());
}

Result<std::optional<std::string>> configured(git_config* values, std::string_view key) {
  git_config_entry* raw = nullptr;
  const int code = git_config_get_entry(&raw, values, std::string(key).c_str());
  const Owned<git_config_entry> entry(raw);
  if (code == GIT_ENOTFOUND) return std::optional<std::string>();
  if (code < 0)
    return libgit2_error("cannot read '" + std::string(key) + "' of git's configuration");
  return std::optional<std::string>(entry->value == nullptr ? "true" : entry->value);
}

bool configured_true(git_config* values, const char* key) {
  int truth = 0;
  return git_config_get_bool(&truth, values, key) == 0 && truth != 0;
}

Result<std::vector<std::string>> configured_remotes(git_config* values) {
  // Not the iterator with a pattern: libgit2 1.5 leaks 20 KB for every entry it matches.
  Result<Owned<git_config_iterator>> iterator = take<git_config_iterator>(
      "cannot read git's configuration",
      [&](git_config_iterator** out) { return git_config_iterator_new(out, values); });
  if (!iterator) return iterator.error();
  constexpr std::string_view section = "remote.";
  std::vector<std::string> names;
  git_config_entry* entry = nullptr;  // belongs to the iterator
  while (git_config_next(&entry, iterator->get()) == 0) {
    std::string_view name = entry->name;
    if (!name.starts_with(section)) continue;
    name.remove_prefix(section.size());
    if (name.find('.') == std::string_view::npos) continue;  // "remote.pushdefault"
    name = name.substr(0, name.rfind('.'));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

std::string configured_promisor(git_config* values) {
  Result<std::vector<std::string>> remotes = configured_remotes(values);
  if (!remotes) return {};
  for (const std::string& remote : *remotes) {
    if (configured_true(values, ("remote." + remote + ".promisor").c_str())) return remote;
  }
  // How git named it before a repository could have several.
  return configured(values, "extensions.partialclone").value_or(std::nullopt).value_or("");
}

}  // namespace dcr::git
