// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.hpp"
#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/check/health.hpp"
#include "core/git/commit.hpp"
#include "core/git/hooks_folder.hpp"
#include "core/git/partial_clone.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cctype>
#include <filesystem>

namespace dcr::check {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_hook = std::size_t{1} << 20;

HealthCheck kind_of(const git::Repository& repository) {
  std::vector<std::string> kinds;
  if (repository.is_bare()) kinds.emplace_back("bare");
  if (repository.git_folder() != repository.common_folder()) kinds.emplace_back("linked worktree");
  if (git::is_partial_clone(repository)) kinds.emplace_back("partial clone");
  if (repository.is_shallow()) kinds.emplace_back("shallow clone");
  const std::string& place = repository.is_bare() ? repository.git_folder() : repository.worktree();
  HealthCheck check{.name = "repository", .message = place};
  if (!kinds.empty()) check.message += fmt::format(" ({})", fmt::join(kinds, ", "));
  if (repository.is_shallow()) {
    check.state = Health::warning;
    check.message += ": history ends early, and with it what is known of versions";
    check.help = "git fetch --unshallow";
  }
  return check;
}

void add_unfinished(const git::Repository& repository, HealthChecks& checks) {
  if (repository.is_bare()) return;
  const auto committable = git::require_committable(repository);
  if (committable) return;
  checks.push_back({.name = "unfinished",
                    .state = Health::warning,
                    .message = committable.error().message,
                    .help = committable.error().help});
}

/// Whether a script speaks of dcr as a word of its own.
bool names_dcr(const std::string& path) {
  const auto text = read_whole_file(path, largest_hook);
  if (!text) return false;
  const auto is_word = [&](std::size_t at) {
    const auto letter = [&](std::size_t i) {
      return i < text->size() &&
             (std::isalnum(static_cast<unsigned char>((*text)[i])) != 0 || (*text)[i] == '_');
    };
    return (at == 0 || !letter(at - 1)) && !letter(at + 3);
  };
  for (std::size_t at = text->find("dcr"); at != std::string::npos;
       at = text->find("dcr", at + 1)) {
    if (is_word(at)) return true;
  }
  return false;
}

/// Whether somebody runs dcr before a commit or a push is a choice; a hook that git cannot run is
/// a mistake.
HealthCheck hooks_of(const HealthRequest& request) {
  const auto folder = git::hooks_folder(*request.repository, request.environment);
  if (!folder) {
    return {.name = "hooks",
            .state = Health::problem,
            .message = folder.error().message,
            .help = folder.error().help};
  }
  std::vector<std::string> running;
  for (const char* hook : {"pre-commit", "pre-push", "pre-receive", "update"}) {
    const std::string path = *folder + "/" + hook;
    if (!names_dcr(path)) continue;
    if (::access(path.c_str(), X_OK) != 0) {
      return {.name = "hooks",
              .state = Health::warning,
              .message = fmt::format("git does not run '{}': it is not executable", path),
              .help = fmt::format("chmod +x {}", path)};
    }
    running.emplace_back(hook);
  }
  const std::string& top = request.repository->worktree();
  if (!top.empty() && names_dcr(top + "/.pre-commit-config.yaml")) {
    running.emplace_back(".pre-commit-config.yaml");
  }
  if (running.empty()) return {.name = "hooks", .message = "no hook runs dcr"};
  return {.name = "hooks", .message = fmt::format("dcr runs in {}", fmt::join(running, ", "))};
}

HealthCheck cache_of(const git::Repository& repository) {
  const std::string folder = repository.common_folder() + "/dcr";
  std::error_code ignored;
  const bool exists = fs::exists(folder, ignored);
  const std::string& tried = exists ? folder : repository.common_folder();
  const bool usable = fs::is_directory(tried, ignored) && ::access(tried.c_str(), W_OK) == 0;
  if (usable) return {.name = "cache", .message = folder};
  return {
      .name = "cache",
      .state = Health::warning,
      .message = fmt::format("'{}' cannot be written: large registries are read slower", folder),
      .help = "make the folder writable for who runs dcr"};
}

}  // namespace

std::string_view to_string(Health state) {
  switch (state) {
    case Health::ok: return "ok";
    case Health::warning: return "warning";
    case Health::problem: return "problem";
  }
  unreachable();
}

HealthChecks repository_health(const HealthRequest& request) {
  HealthChecks checks = {kind_of(*request.repository)};
  add_unfinished(*request.repository, checks);
  checks.push_back(hooks_of(request));
  checks.push_back(cache_of(*request.repository));
  return checks;
}

}  // namespace dcr::check
