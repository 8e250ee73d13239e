// SPDX-License-Identifier: Apache-2.0
//
// libgit2 can open "from the environment", but then refuses GIT_WORK_TREE, misreads a relative
// GIT_INDEX_FILE and gives GIT_DIR another worktree than git does. So it is only asked to open a
// folder, and the variables are applied here, as the manual page of git describes them.
#include "core/git/open.hpp"

#include "core/git/content_open.hpp"
#include "core/git/git_program.hpp"
#include "core/git/libgit2_start.hpp"
#include "core/git/loose_objects.hpp"
#include "core/git/pack_indexes.hpp"

#include <git2/sys/repository.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <mutex>

namespace dcr::git {
namespace {

/// What git's variables say; an empty value is refused before.
struct Variables {
  std::optional<std::string> folder;      // GIT_DIR
  std::optional<std::string> worktree;    // GIT_WORK_TREE
  std::optional<std::string> common;      // GIT_COMMON_DIR
  std::optional<std::string> index;       // GIT_INDEX_FILE
  std::optional<std::string> objects;     // GIT_OBJECT_DIRECTORY
  std::optional<std::string> alternates;  // GIT_ALTERNATE_OBJECT_DIRECTORIES
  std::optional<std::string> ceilings;    // GIT_CEILING_DIRECTORIES
  bool across_file_systems = false;       // GIT_DISCOVERY_ACROSS_FILESYSTEM
};

Result<Variables> read_variables(const Environment& environment) {
  Variables variables;
  const std::array named = {
      std::pair{"GIT_DIR", &variables.folder},
      std::pair{"GIT_WORK_TREE", &variables.worktree},
      std::pair{"GIT_COMMON_DIR", &variables.common},
      std::pair{"GIT_INDEX_FILE", &variables.index},
      std::pair{"GIT_OBJECT_DIRECTORY", &variables.objects},
  };
  for (const auto& [name, value] : named) {
    *value = environment(name);
    if (*value && (*value)->empty()) {
      return Error{ErrorKind::git,
                   std::string("the environment variable ") + name + " is empty",
                   {},
                   std::string("unset ") + name};
    }
  }
  variables.alternates = environment("GIT_ALTERNATE_OBJECT_DIRECTORIES");
  variables.ceilings = environment("GIT_CEILING_DIRECTORIES");
  int truth = 0;
  const auto across = environment("GIT_DISCOVERY_ACROSS_FILESYSTEM");
  variables.across_file_systems =
      across && git_config_parse_bool(&truth, across->c_str()) == 0 && truth != 0;
  return variables;
}

/// Absolute and without symbolic links, where that can be known; never with a trailing slash.
std::string physical(std::string path) {
  std::array<char, PATH_MAX> resolved{};
  if (realpath(path.c_str(), resolved.data()) != nullptr) path = resolved.data();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::string absolute(const std::string& path, const std::string& from) {
  return physical(path.starts_with('/') ? path : from + "/" + path);
}

/// `path` below `folder`, relative; empty optional when it is elsewhere.
std::optional<std::string> below(const std::string& path, const std::string& folder) {
  if (path == folder) return "";
  const std::string start = folder == "/" ? folder : folder + "/";
  if (!path.starts_with(start)) return std::nullopt;
  return path.substr(start.size());
}

struct Attempt {
  Owned<git_repository> repository;
  int code = 0;
  int error_class = GIT_ERROR_NONE;
  std::string words;
};

Attempt attempt(const std::string& path, unsigned flags, const std::string& ceilings) {
  Attempt result;
  git_repository* raw = nullptr;
  git_error_clear();
  result.code = git_repository_open_ext(&raw, path.c_str(), flags, ceilings.c_str());
  result.repository.reset(raw);
  if (const git_error* last = git_error_last(); result.code < 0 && last != nullptr) {
    result.error_class = last->klass;
    result.words = last->message;
  }
  return result;
}

/// One opening: where it starts and what it was told.
class Opening {
 public:
  Opening(const OpenOptions& options, std::string start, Variables variables, std::size_t beside)
      : environment_(options.environment),
        start_(std::move(start)),
        variables_(std::move(variables)),
        beside_(beside) {}

  Result<std::shared_ptr<const Handle>> run();

 private:
  Result<Owned<git_repository>> find();
  Result<Owned<git_repository>> ask_whether_trusted(const std::string& path, unsigned flags,
                                                    const Attempt& refused);
  Error not_found(const std::string& path) const;
  Result<void> configure(Handle& handle);
  Result<void> choose_worktree(Handle& handle);
  Result<void> reopen_bare(Handle& handle);
  Result<void> open_objects(Handle& handle);
  void name_paths(Handle& handle);

  const Environment& environment_;
  std::string start_;
  Variables variables_;
  std::size_t beside_;
};

/// Whether a '.git' lies in the folder or above, or cannot be looked for. libgit2 passes over one
/// that it cannot look at.
bool may_have_repository(std::string folder) {
  while (true) {
    struct stat status {};
    if (::lstat((folder + "/.git").c_str(), &status) == 0) return true;
    if (errno != ENOENT && errno != ENOTDIR) return true;
    if (folder.empty()) return false;
    folder.resize(folder.rfind('/'));
  }
}

Error Opening::not_found(const std::string& path) const {
  if (variables_.folder) {
    return Error{ErrorKind::not_found,
                 "GIT_DIR '" + *variables_.folder + "' is not a git repository",
                 {},
                 {}};
  }
  return Error{ErrorKind::not_found,
               "not a git repository: neither '" + path + "' nor a folder above it has a '.git'",
               {},
               "git init"};
}

/// libgit2 would not open it. The reason may be one git does not share (it knows less of
/// safe.directory than git), so git decides.
Result<Owned<git_repository>> Opening::ask_whether_trusted(const std::string& path, unsigned flags,
                                                           const Attempt& refused) {
  Result<process::Outcome> git = run_git(start_, environment_, {"rev-parse", "--git-dir"});
  if (!git) return git.error();
  if (!git->succeeded()) {
    if (words_of_git(*git).starts_with("not a git repository")) return not_found(path);
    return Error{
        ErrorKind::git, "git refuses the repository: " + words_of_git(*git), {}, help_of_git(*git)};
  }
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  Attempt again = attempt(path, flags, variables_.ceilings.value_or(""));
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
  if (again.code == 0) return std::move(again.repository);

  Result<process::Outcome> format =
      run_git(start_, environment_, {"rev-parse", "--show-object-format"});
  if (format && format->succeeded() && line_of_git(*format) != "sha1") {
    return Error{ErrorKind::git,
                 "the repository names its objects by " + line_of_git(*format) +
                     ", and dcr reads sha1 alone",
                 {},
                 {}};
  }
  return Error{ErrorKind::git, "cannot read the repository: " + refused.words, {}, {}};
}

Result<Owned<git_repository>> Opening::find() {
  const std::string path = variables_.folder ? absolute(*variables_.folder, start_) : start_;
  unsigned flags = variables_.across_file_systems ? GIT_REPOSITORY_OPEN_CROSS_FS : 0;
  if (variables_.folder) flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT;
  // Without its own search for configuration: an unreadable ~/.gitconfig would fail the opening,
  // and read_configuration reads all of it anyway.
  set_search_folders(nullptr);
  Attempt opened = attempt(path, flags, variables_.ceilings.value_or(""));
  if (opened.code == 0) return std::move(opened.repository);
  // "config value 'safe.directory' was not found" has the same code, but another class.
  if (opened.code == GIT_ENOTFOUND && opened.error_class == GIT_ERROR_REPOSITORY &&
      !may_have_repository(path)) {
    return not_found(path);
  }
  return ask_whether_trusted(path, flags, opened);
}

Result<void> Opening::configure(Handle& handle) {
  set_search_folders(&environment_);
  Result<Configuration> configuration = read_configuration(
      handle.repository.get(), {handle.git_folder, handle.common_folder}, environment_);
  if (!configuration) return configuration.error();
  handle.configuration = std::move(*configuration);
  git_repository_set_config(handle.repository.get(), handle.configuration.values.get());
  return {};
}

/// libgit2 does not look into `config.worktree`, where `core.bare` lies once a bare repository has
/// linked worktrees with configurations of their own.
Result<void> Opening::reopen_bare(Handle& handle) {
  Attempt bare = attempt(handle.git_folder, GIT_REPOSITORY_OPEN_BARE, "");
  if (bare.code < 0) return libgit2_error("cannot read the repository");
  handle.repository = std::move(bare.repository);
  return configure(handle);
}

Result<void> Opening::choose_worktree(Handle& handle) {
  git_repository* repository = handle.repository.get();
  git_config* values = handle.configuration.values.get();
  const bool is_linked = handle.git_folder != handle.common_folder;
  std::string chosen;
  if (variables_.worktree) {
    chosen = absolute(*variables_.worktree, start_);
  } else if (!is_linked && configured_true(values, "core.bare")) {
    return git_repository_is_bare(repository) != 0 ? Result<void>() : reopen_bare(handle);
  } else if (variables_.folder) {
    // Whoever names GIT_DIR stands at the top of the worktree, unless core.worktree says where.
    Result<std::optional<std::string>> configured_top = configured(values, "core.worktree");
    if (!configured_top) return configured_top.error();
    const bool use_configured = !is_linked && configured_top->has_value();
    chosen = use_configured ? absolute(**configured_top, handle.git_folder) : start_;
  }
  const char* present = git_repository_workdir(repository);
  // libgit2 1.5 leaks the path when it is set again to what it is.
  if (chosen.empty() || (present != nullptr && physical(present) == chosen)) return {};
  if (git_repository_set_workdir(repository, chosen.c_str(), 0) < 0) {
    return libgit2_error("cannot use the worktree '" + chosen + "'");
  }
  return {};
}

void Opening::name_paths(Handle& handle) {
  git_repository* repository = handle.repository.get();
  handle.is_bare = git_repository_is_bare(repository) != 0;
  if (!handle.is_bare) handle.worktree = physical(git_repository_workdir(repository));
  const bool in_git_folder = below(start_, handle.git_folder).has_value();
  if (!handle.is_bare && !in_git_folder) {
    handle.prefix = below(start_, handle.worktree).value_or("");
  }
  // git goes to the top of the worktree before it uses these two.
  const std::string& top = handle.is_bare ? start_ : handle.worktree;
  handle.objects_folder =
      variables_.objects ? absolute(*variables_.objects, top) : handle.common_folder + "/objects";
  handle.index_path =
      variables_.index ? absolute(*variables_.index, top) : handle.git_folder + "/index";
}

/// One entry of a list separated by colons, taken from its front; a quoted one may hold colons.
std::string take_path(std::string_view& list) {
  std::string path;
  if (!list.starts_with('"')) {
    path = list.substr(0, list.find(':'));
    list.remove_prefix(std::min(list.size(), path.size() + 1));
    return path;
  }
  std::size_t i = 1;
  for (; i < list.size() && list[i] != '"'; ++i) {
    if (list[i] == '\\' && i + 1 < list.size()) ++i;
    path += list[i];
  }
  list.remove_prefix(std::min(list.size(), i + 2));
  return path;
}

Result<void> Opening::open_objects(Handle& handle) {
  git_repository* repository = handle.repository.get();
  // libgit2 knows a pack by its path: by another it is another pack, with locks of its own.
  std::string folder_of_packs = handle.objects_folder;
  for (std::size_t i = 0; i < beside_; ++i) folder_of_packs += "/.";
  const bool apart = variables_.objects || beside_ > 0;
  Result<Owned<git_odb>> objects =
      take<git_odb>("cannot open the objects of the repository", [&](git_odb** out) {
        return apart ? git_odb_open(out, folder_of_packs.c_str())
                     : git_repository_odb(out, repository);
      });
  if (!objects) return objects.error();
  const std::string& top = handle.is_bare ? start_ : handle.worktree;
  std::string_view list = variables_.alternates ? *variables_.alternates : std::string_view();
  while (!list.empty()) {
    const std::string path = take_path(list);
    // A missing alternate is no error to git either.
    if (!path.empty()) {
      git_odb_add_disk_alternate(objects->get(), absolute(path, top).c_str());
    }
  }
  for (const std::string& folder : with_alternates(handle.objects_folder)) {
    if (Result<void> sound = check_pack_indexes(folder); !sound) return sound;
  }
  if (Result<void> read = read_loose_objects_here(objects->get(), handle.objects_folder); !read) {
    return read;
  }
  if (apart) git_repository_set_odb(repository, objects->get());
  handle.objects = std::move(*objects);
  return {};
}

Result<std::vector<ObjectId>> read_shallow(const std::string& common_folder) {
  std::vector<ObjectId> ids;
  const auto lines = lines_of_file(common_folder + "/shallow");
  if (!lines) return lines.error();
  for (const std::string& line : *lines) {
    git_oid oid{};
    if (line.size() == GIT_OID_HEXSZ && git_oid_fromstr(&oid, line.c_str()) == 0) {
      ids.push_back(from_oid(oid));
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<std::shared_ptr<const Handle>> Opening::run() {
  Result<Owned<git_repository>> repository = find();
  if (!repository) return repository.error();
  auto handle = std::make_shared<Handle>();
  handle->repository = std::move(*repository);
  handle->environment = environment_;
  handle->start_folder = start_;
  handle->git_folder = physical(git_repository_path(handle->repository.get()));
  handle->common_folder = physical(git_repository_commondir(handle->repository.get()));
  if (variables_.common && absolute(*variables_.common, start_) != handle->common_folder) {
    return Error{ErrorKind::git,
                 "GIT_COMMON_DIR '" + *variables_.common + "' is not the folder '" +
                     handle->common_folder + "' that the repository names itself",
                 {},
                 "unset GIT_COMMON_DIR"};
  }
  if (Result<void> done = configure(*handle); !done) return done.error();
  if (Result<void> done = choose_worktree(*handle); !done) return done.error();
  name_paths(*handle);
  if (Result<void> done = open_objects(*handle); !done) return done.error();
  Result<std::vector<ObjectId>> shallow = read_shallow(handle->common_folder);
  if (!shallow) return shallow.error();
  handle->shallow = std::move(*shallow);
  handle->promisor = configured_promisor(handle->configuration.values.get());
  return std::shared_ptr<const Handle>(std::move(handle));
}

}  // namespace

Result<std::shared_ptr<const Handle>> open_handle(const OpenOptions& options, std::size_t beside) {
  std::array<char, PATH_MAX> resolved{};
  if (realpath(options.start_folder.c_str(), resolved.data()) == nullptr) {
    return Error{ErrorKind::not_found, "there is no folder '" + options.start_folder + "'", {}, {}};
  }
  // libgit2's search folders and its check of owners are set for the whole process.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  start_libgit2();
  Result<Variables> variables = read_variables(options.environment);
  if (!variables) return variables.error();
  return Opening(options, resolved.data(), std::move(*variables), beside).run();
}

}  // namespace dcr::git
