// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_plan.hpp"

#include "cli/commands/timeout_option.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/policy.hpp"
#include "core/mods/log_retention.hpp"
#include "core/mods/registry_place.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

/// The repository around, as far as running cares.
struct Around {
  std::string top;  // absolute; empty outside git
  Config config = default_config();
};

/// A scheduler starts jobs from anywhere: what counts is where the job lies.
Result<Around> look_around(const Session& session, const std::string& job_folder) {
  Around around;
  const auto repository = session.open_repository(job_folder);
  if (!repository) {
    if (repository.error().kind != ErrorKind::not_found) return repository.error();
    return around;
  }
  if ((*repository)->is_bare()) return around;
  std::error_code failure;
  around.top = fs::weakly_canonical((*repository)->worktree(), failure).string();
  const auto worktree = (*repository)->worktree_snapshot();
  if (!worktree) return worktree.error();
  auto loaded = check::load_config(**worktree);
  if (!loaded) return loaded.error();
  around.config = std::move(loaded->config);
  return around;
}

/// The registry that dcr.yaml names, or the nearest one from the job's folder up.
Result<std::string> find_registry(const Around& around, const std::string& job_folder) {
  std::error_code failure;
  if (!around.top.empty()) {
    const fs::path named = fs::path(around.top) / around.config.mods;
    if (fs::is_regular_file(named, failure)) return named.string();
  }
  if (const auto place = mods::nearest_registry(job_folder, around.top)) return place->absolute();
  return Error{ErrorKind::not_found,
               fmt::format("no registry of mods: neither '{}' nor a mod_registry.json above '{}'",
                           printable(around.config.mods), printable(job_folder)),
               {},
               "name it in dcr.yaml: `mods: path/to/mod_registry.json`"};
}

Result<std::optional<std::chrono::milliseconds>> read_timeout(const RunOptions& options) {
  if (!options.timeout) return std::optional<std::chrono::milliseconds>();
  const auto timeout = parse_timeout(*options.timeout);
  if (!timeout) return timeout.error();
  return std::optional(*timeout);
}

Result<void> take_settings(const RunOptions& options, SettingsOf settings_of,
                           const std::string& instance, mods::Plan& plan) {
  for (const std::string& text : options.settings) {
    auto setting = mods::parse_setting(text);
    if (!setting) return setting.error();
    const bool dotted = setting->path.size() > 1;
    std::string name = instance;
    if (dotted && (setting->path[0] == "globals" || settings_of == SettingsOf::all_instances)) {
      name = setting->path[0];
      setting->path.erase(setting->path.begin());
    }
    if (name == "globals") {
      plan.global_settings.push_back(std::move(*setting));
    } else if (settings_of == SettingsOf::all_instances && plan.job.find(name) == nullptr) {
      return Error{ErrorKind::usage,
                   "no mod of the job in --set '" + printable(text.substr(0, text.find('='))) + "'",
                   {},
                   "--set NAME.key=value for a mod, --set globals.key=value for all"};
    } else {
      plan.settings[name].push_back(std::move(*setting));
    }
  }
  return {};
}

Result<void> read_defaults(const std::string& job_folder, const std::string& top,
                           mods::Plan& plan) {
  const auto path = mods::nearest_project_defaults(job_folder, top);
  if (!path) return {};
  const auto text = mods::read_file(*path);
  if (!text) return text.error();
  plan.defaults = mods::read_project_defaults(*text, *path);
  return {};
}

/// The path as a person names it: relative where it lies below the current folder.
std::string shown_path(const std::string& path) {
  std::error_code failure;
  const fs::path relative = fs::path(path).lexically_relative(fs::current_path(failure));
  return relative.empty() || *relative.begin() == ".." ? path : relative.string();
}

/// A folder that a file names: a relative one is meant from where the file lies.
std::string from_file(const std::string& folder, const std::string& file) {
  return folder.empty() ? "" : (fs::path(file).parent_path() / folder).string();
}

/// `globals.log_path`, with its references; empty = none.
std::string log_path(const mods::Plan& plan) {
  const auto globals =
      mods::layered_globals(plan.project(), plan.job.globals, plan.job.path, plan.global_settings);
  const auto found = globals.find("log_path");
  if (found == globals.end()) return "";
  std::vector<mods::Fault> ignored;  // preparing a mod tells of them
  mods::Scope scope;
  scope.globals = globals;
  scope.environment = plan.environment;
  const mods::Written& written = found->second;
  const auto value = mods::Substitution(scope, ignored).resolve(written.value, written.file);
  return value->is_string() ? from_file(value->text, written.file) : "";
}

void find_log(LoadedPlan& loaded) {
  const mods::Plan& plan = loaded.plan;
  loaded.log_folder = log_path(plan);
  if (!loaded.log_folder.empty() || !plan.defaults) return;
  loaded.log_folder = from_file(plan.defaults->log_folder, plan.defaults->path);
  if (plan.defaults->log_days) loaded.log_age = std::chrono::hours(24) * *plan.defaults->log_days;
}

}  // namespace

std::string cache_folder(const Session& session) {
  const auto absolute = [](const std::optional<std::string>& path) {
    return path && fs::path(*path).is_absolute();
  };
  const auto cache = session.environment("XDG_CACHE_HOME");
  if (absolute(cache)) return *cache + "/dcr";
  const auto home = session.environment("HOME");
  return absolute(home) ? *home + "/.cache/dcr" : "";
}

std::vector<Option> run_option_list(RunOptions& options) {
  return {
      {.name = "--params",
       .value_name = "FILE",
       .help = "The job: YAML with `globals` and `mods`",
       .completes = Completes::file,
       .target = &options.params},
      {.name = "--set",
       .value_name = "KEY=VALUE",
       .help = "Give a parameter another value; may be given several times",
       .target = &options.settings},
      {.name = "--timeout",
       .value_name = "SECONDS",
       .help = "End what runs longer, with exit code 40",
       .target = &options.timeout},
  };
}

Result<std::unique_ptr<LoadedPlan>> load_plan(const Session& session, const RunOptions& options,
                                              SettingsOf settings_of, const std::string& instance,
                                              const std::string& beside) {
  auto loaded = std::make_unique<LoadedPlan>();
  mods::Plan& plan = loaded->plan;
  plan.environment = [session](const char* name) { return session.environment(name); };
  const auto timeout = read_timeout(options);
  if (!timeout) return timeout.error();
  loaded->surroundings.timeout = *timeout;
  const auto job = options.params ? mods::read_file(*options.params) : Result<std::string>("");
  if (!job) return job.error();
  plan.job = mods::read_job(*job, options.params.value_or(""));
  if (auto taken = take_settings(options, settings_of, instance, plan); !taken) {
    return taken.error();
  }
  const fs::path job_folder = fs::path(options.params ? plan.job.path : beside).parent_path();
  const std::string folder = job_folder.empty() ? "." : job_folder.string();
  const auto around = look_around(session, folder);
  if (!around) return around.error();
  if (auto read = read_defaults(folder, around->top, plan); !read) return read.error();
  const auto registry = find_registry(*around, folder);
  if (!registry) return registry.error();
  const auto text = mods::read_file(*registry);
  if (!text) return text.error();
  plan.registry_file = shown_path(*registry);
  plan.registry = formats::read_mod_registry(*text, plan.registry_file);
  std::error_code failure;
  loaded->surroundings.program = fs::read_symlink("/proc/self/exe", failure).string();
  loaded->surroundings.registry_path = *registry;
  loaded->surroundings.top = around->top;
  loaded->surroundings.python = around->config.python;
  loaded->surroundings.cache_folder = cache_folder(session);
  find_log(*loaded);
  return loaded;
}

void place_log(const LoadedPlan& loaded, mods::RunLog& log) {
  log.place(loaded.log_folder);
  if (loaded.log_age) mods::remove_old_logs(loaded.log_folder, *loaded.log_age);
}

mods::ShowLine show_on_stderr() {
  return [](std::string_view line) {
    const std::string text = printable(line) + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr);
  };
}

void report_faults(const std::vector<mods::Fault>& faults) {
  for (const mods::Fault& fault : faults) {
    report_error({ErrorKind::bad_config, fault.message, fault.where, fault.help});
  }
}

ExitCode exit_code(mods::RunCode code) {
  switch (code) {
    case mods::RunCode::success: return ExitCode::yes;
    case mods::RunCode::warning: return ExitCode::mod_warning;
    case mods::RunCode::validation: return ExitCode::mod_validation;
    case mods::RunCode::runtime: return ExitCode::mod_runtime;
    case mods::RunCode::timeout: return ExitCode::mod_timeout;
    case mods::RunCode::cancelled: return ExitCode::mod_cancelled;
  }
  unreachable();
}

}  // namespace dcr::cli
