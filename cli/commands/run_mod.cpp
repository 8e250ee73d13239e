// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/mod_plan.hpp"
#include "cli/commands/table.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/mods/lock.hpp"
#include "core/mods/search_path.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace dcr::cli {
namespace {

using mods::Fault;
using mods::Instance;
using mods::Prepared;
using nlohmann::ordered_json;

struct RunModOptions {
  std::vector<std::string> names;
  RunOptions run;
  bool all = false;
  bool dry_run = false;
  bool locked = false;
  std::optional<std::string> result;
};

Result<void> check_usage(const RunModOptions& options) {
  const char* help = "dcr run-mod NAME --params job.yaml";
  if (!options.run.params) return Error{ErrorKind::usage, "no job: --params is missing", {}, help};
  if (options.names.empty() && !options.all) {
    return Error{ErrorKind::usage, "which mod of the job?", {}, std::string(help) + ", or --all"};
  }
  if (!options.names.empty() && options.all) {
    return Error{ErrorKind::usage, "--all runs every mod of the job, and one is named too"};
  }
  return {};
}

/// The instances that are asked for. Without one there is a fault.
std::vector<const Instance*> chosen(const mods::Job& job, const RunModOptions& options,
                                    std::vector<Fault>& faults) {
  std::vector<const Instance*> instances;
  for (const Instance& instance : job.instances) {
    if (options.all || *instance.name == options.names.front()) instances.push_back(&instance);
  }
  if (!instances.empty()) return instances;
  if (options.all) {
    faults.push_back({"the job has no mods", SourceSpan{job.path, {}}});
    return instances;
  }
  std::vector<std::string_view> known;
  for (const Instance& instance : job.instances) known.push_back(*instance.name);
  const std::string& name = options.names.front();
  faults.push_back(
      {fmt::format("no mod '{}' in the job{}", printable(name), did_you_mean(name, known)),
       SourceSpan{job.path, {}}});
  return instances;
}

std::string dry_text(const std::vector<Prepared>& all, bool aligned) {
  Table table{.heading = {"MOD", "TYPE", "PARAMETER", "VALUE", "ORIGIN", "PLACE"}, .rows = {}};
  for (const Prepared& prepared : all) {
    for (const mods::Parameter& parameter : prepared.parameters) {
      const yaml::Node& schema = *prepared.component->config_schema;
      const std::string value = parameter.secret
                                    ? std::string(mods::mask)
                                    : mods::shown_value(schema, parameter.name, *parameter.value);
      const Position& at = parameter.at.begin;
      const std::string place =
          at.known() ? fmt::format("{}:{}:{}", parameter.file, at.line, at.column) : parameter.file;
      table.rows.push_back({prepared.identity.mod_name, prepared.identity.mod_type, parameter.name,
                            prepared.secrets.masked(value),
                            std::string(to_string(parameter.origin)), place.empty() ? "-" : place});
    }
  }
  return to_text(table, aligned);
}

Result<void> write_result(const Session& session, const RunModOptions& options,
                          const ordered_json& result) {
  if (options.result && *options.result != "-") {
    return write_atomically(*options.result, json_text(result));
  }
  return session.print(json_text(result));
}

/// One run of the command, from the plan to the answer.
class Run {
 public:
  Run(const RunModOptions& options, const Session& session, LoadedPlan& loaded)
      : options_(options),
        session_(session),
        loaded_(loaded),
        log_(show_on_stderr()),
        runner_(loaded.plan, loaded.surroundings, log_) {}

  Result<ExitCode> answer() {
    std::vector<Fault> faults = mods::common_faults(loaded_.plan);
    const std::vector<const Instance*> instances = chosen(loaded_.plan.job, options_, faults);
    if (!faults.empty()) return refuse(instances, faults);
    if (!options_.dry_run) log_.open(loaded_.log_folder, loaded_.plan.job.path);
    // All of them before the first runs: a job must not stop half way for a slip in its last mod.
    std::vector<Prepared> all;
    for (const Instance* instance : instances) {
      all.push_back(runner_.prepare_instance(*instance, options_.all || options_.dry_run));
      faults.insert(faults.end(), all.back().faults.begin(), all.back().faults.end());
    }
    if (auto locked = check_lock(all, faults); !locked) return locked.error();
    if (options_.dry_run) return show(all, faults);
    if (!faults.empty()) return refuse(instances, faults);
    return run(instances);
  }

 private:
  Result<ExitCode> refuse(const std::vector<const Instance*>& instances,
                          const std::vector<Fault>& faults) {
    report_faults(faults);
    mods::RunIdentity identity;
    if (!instances.empty()) identity.mod_type = *instances.front()->type;
    identity.mod_name = options_.all ? "" : options_.names.front();
    identity.run_id = mods::new_run_id(identity.mod_type.empty() ? "mod" : identity.mod_type);
    ordered_json result = mods::refused_result(identity, faults);
    if (options_.all) result = mods::job_result(loaded_.plan.job.path, {std::move(result)});
    if (auto written = write_result(session_, options_, result); !written) return written.error();
    return ExitCode::mod_validation;
  }

  Result<ExitCode> show(const std::vector<Prepared>& all, const std::vector<Fault>& faults) {
    auto printed = session_.print(dry_text(all, session_.stdout_is_terminal()));
    if (!printed) return printed.error();
    report_faults(faults);
    return faults.empty() ? ExitCode::yes : ExitCode::mod_validation;
  }

  Result<ExitCode> run(const std::vector<const Instance*>& instances) {
    std::vector<ordered_json> results;
    for (const Instance* instance : instances) {
      results.push_back(runner_.run(*instance));
      if (mods::code_of(results.back()) > mods::RunCode::warning || runner_.was_cancelled()) break;
    }
    const ordered_json result = options_.all
                                    ? mods::job_result(loaded_.plan.job.path, std::move(results))
                                    : std::move(results.front());
    if (auto written = write_result(session_, options_, result); !written) return written.error();
    return exit_code(mods::code_of(result));
  }

  /// Holds the mods against the lock, or writes them into it.
  Result<void> check_lock(const std::vector<Prepared>& all, std::vector<Fault>& faults) {
    namespace fs = std::filesystem;
    const std::string& registry = loaded_.surroundings.registry_path;
    const fs::path beside = fs::path(loaded_.plan.registry_file).parent_path();
    auto lock = mods::read_lock((beside / "mods.lock").string());
    if (!lock) return lock.error();
    const auto folders =
        mods::search_path(registry, loaded_.surroundings.top, loaded_.plan.registry);
    std::map<std::string, mods::LockedMod> now;
    for (const Prepared& prepared : all) {
      if (prepared.component == nullptr) continue;
      now[prepared.identity.mod_type] = mods::locked_mod(*prepared.component, registry, folders);
    }
    if (options_.locked) {
      for (const auto& [name, mod] : now) {
        for (Fault& fault : mods::drift_of(*lock, name, mod)) faults.push_back(std::move(fault));
      }
      return {};
    }
    if (options_.dry_run || !faults.empty()) return {};
    // In a folder that cannot be written the mods still run.
    const auto written = mods::update_lock(std::move(*lock), now);
    if (!written) session_.note("warning: " + written.error().message);
    return {};
  }

  const RunModOptions& options_;
  const Session& session_;
  LoadedPlan& loaded_;
  mods::RunLog log_;
  mods::Runner runner_;
};

Result<ExitCode> run(const RunModOptions& options, const Session& session) {
  if (auto checked = check_usage(options); !checked) return checked.error();
  const auto settings_of = options.all ? SettingsOf::all_instances : SettingsOf::one_instance;
  auto loaded =
      load_plan(session, options.run, settings_of, options.all ? "" : options.names.front());
  if (!loaded) return loaded.error();
  return Run(options, session, **loaded).answer();
}

Invocation set_up() {
  auto options = std::make_shared<RunModOptions>();
  Invocation invocation;
  invocation.options = run_option_list(options->run);
  const std::vector<Option> own = {
      {.name = "--all",
       .help = "Run every mod of the job in its order, up to the first that fails",
       .target = &options->all},
      {.name = "--dry-run",
       .help = "Run nothing: show each parameter, and where its value comes from",
       .target = &options->dry_run},
      {.name = "--locked",
       .help = "Run only mods that are what mods.lock says",
       .excludes = {},
       .target = &options->locked},
      {.name = "--result",
       .value_name = "FILE",
       .help = "Write the result there and not to stdout",
       .completes = Completes::file,
       .target = &options->result},
  };
  invocation.options.insert(invocation.options.end(), own.begin(), own.end());
  invocation.positionals = {.value_name = "NAME",
                            .help = "The mod: its name in the job",
                            .at_most = 1,
                            .completes = Completes::nothing,
                            .target = &options->names};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command run_mod_command;
const Command run_mod_command{
    .name = "run-mod",
    .group = Group::run,
    .summary = "Run a mod of a job, and print its result",
    .description =
        "The value of a parameter is the last of: the default in the schema of the mod, "
        "`mod_defaults` of the nearest project_defaults.yaml, the job, --set. Then ${name}, "
        "${globals.name}, ${env.NAME} and ${mods.NAME.globals.KEY} are replaced, and all is held "
        "against the schema: what does not fit is told at once, and nothing runs.\n\n"
        "The result is JSON on stdout; what the mod prints goes to stderr, each line with the "
        "name of the mod, and as JSON lines into the folder that `log_path` among the globals or "
        "`logging.base_path` of the project names.",
    .examples = {{"dcr run-mod extract_customers --params daily_job.yaml", "one mod of a job"},
                 {"dcr run-mod --all --params daily_job.yaml --timeout 600", "the whole job"},
                 {"dcr run-mod extract_customers --params daily_job.yaml --dry-run",
                  "where each value comes from"},
                 {"dcr run-mod extract_customers --params daily_job.yaml --set delimiter=';'",
                  "another value"}},
    .setup = set_up,
};

}  // namespace dcr::cli
