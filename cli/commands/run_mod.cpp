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
  std::optional<std::string> format;  // of a dry run
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
  if (options.format == "text" && !options.dry_run) {
    return Error{ErrorKind::usage, "a result is JSON: --format text is for --dry-run"};
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

/// A value as it may be shown.
ordered_json shown_value(const mods::Parameter& parameter, const mods::Secrets& secrets) {
  if (parameter.secret) return mods::mask;
  ordered_json value = mods::to_json(*parameter.value);
  secrets.mask_all(value);
  return value;
}

std::string line_of(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string dry_text(const std::vector<Prepared>& all, const mods::Secrets& secrets, bool aligned) {
  Table table{.heading = {"MOD", "TYPE", "PARAMETER", "VALUE", "ORIGIN", "PLACE"}, .rows = {}};
  for (const Prepared& prepared : all) {
    for (const mods::Parameter& parameter : prepared.parameters) {
      const ordered_json value = shown_value(parameter, secrets);
      const Position& at = parameter.at.begin;
      const std::string place =
          at.known() ? fmt::format("{}:{}:{}", parameter.file, at.line, at.column) : parameter.file;
      table.rows.push_back({prepared.identity.mod_name, prepared.identity.mod_type, parameter.name,
                            parameter.secret ? std::string(mods::mask) : line_of(value),
                            std::string(to_string(parameter.origin)), place.empty() ? "-" : place});
    }
  }
  return to_text(table, aligned);
}

ordered_json place_json(const std::string& file, const Span& at) {
  ordered_json place;
  place["path"] = text_or_null(file);
  place["line"] = at.known() ? ordered_json(at.begin.line) : ordered_json();
  place["column"] = at.known() ? ordered_json(at.begin.column) : ordered_json();
  return place;
}

ordered_json parameter_json(const mods::Parameter& parameter, const mods::Secrets& secrets) {
  ordered_json out;
  out["name"] = parameter.name;
  out["value"] = shown_value(parameter, secrets);
  out["secret"] = parameter.secret;
  out["origin"] = to_string(parameter.origin);
  out.update(place_json(parameter.file, parameter.at));
  return out;
}

ordered_json dry_json(const std::string& job, const std::vector<Prepared>& all,
                      const std::vector<Fault>& faults, const mods::Secrets& secrets) {
  auto instances = ordered_json::array();
  for (const Prepared& prepared : all) {
    auto parameters = ordered_json::array();
    for (const mods::Parameter& parameter : prepared.parameters) {
      parameters.push_back(parameter_json(parameter, secrets));
    }
    instances.push_back({{"mod_name", prepared.identity.mod_name},
                         {"mod_type", prepared.identity.mod_type},
                         {"parameters", std::move(parameters)}});
  }
  auto errors = ordered_json::array();
  for (const Fault& fault : faults) {
    ordered_json error{{"message", fault.message}, {"help", text_or_null(fault.help)}};
    error.update(
        place_json(fault.where ? fault.where->path : "", fault.where ? fault.where->at : Span{}));
    errors.push_back(std::move(error));
  }
  return {{"dry_run", true},
          {"would_run", faults.empty()},
          {"job", job},
          {"mods", std::move(instances)},
          {"errors", std::move(errors)}};
}

Result<void> write_answer(const Session& session, const RunModOptions& options,
                          const std::string& text) {
  if (options.result && *options.result != "-") return write_atomically(*options.result, text);
  return session.print(text);
}

Result<void> write_result(const Session& session, const RunModOptions& options,
                          const ordered_json& result) {
  return write_answer(session, options, json_text(result));
}

/// One run of the command, from the plan to the answer.
class Run {
 public:
  Run(const RunModOptions& options, const Session& session, LoadedPlan& loaded)
      : options_(options),
        session_(session),
        loaded_(loaded),
        log_(show_on_stderr(), loaded.plan.job.path),
        runner_(loaded.plan, loaded.surroundings, log_) {}

  Result<ExitCode> answer() {
    std::vector<Fault> faults = mods::common_faults(loaded_.plan);
    const std::vector<const Instance*> instances = chosen(loaded_.plan.job, options_, faults);
    if (!faults.empty()) {
      return options_.dry_run ? show({}, faults) : refuse(instances, faults);
    }
    // All of them before the first runs: a job must not stop half way for a slip in its last mod.
    std::vector<Prepared> all;
    for (const Instance* instance : instances) {
      all.push_back(runner_.prepare_instance(*instance, stage()));
      faults.insert(faults.end(), all.back().faults.begin(), all.back().faults.end());
    }
    if (auto locked = check_lock(all, faults); !locked) return locked.error();
    // One mod's secret may stand in what is said of another.
    for (Fault& fault : faults) fault.message = log_.secrets().masked(fault.message);
    if (options_.dry_run) return show(all, faults);
    if (!faults.empty()) return refuse(instances, faults);
    place_log(loaded_, log_);
    return run(instances);
  }

 private:
  [[nodiscard]] mods::Stage stage() const {
    if (options_.dry_run) return mods::Stage::shown;
    return options_.all ? mods::Stage::before_all : mods::Stage::now;
  }

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
    const bool json = options_.format == "json";
    const std::string text =
        json ? json_text(dry_json(loaded_.plan.job.path, all, faults, log_.secrets()))
             : dry_text(all, log_.secrets(), session_.stdout_is_terminal());
    if (auto written = write_answer(session_, options_, text); !written) return written.error();
    if (!json) report_faults(faults);
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
    // In a folder that cannot be written the mods still run; nobody has a lock there to miss it.
    const bool had_lock = fs::exists(lock->path);
    const auto written = mods::update_lock(std::move(*lock), now);
    if (!written && had_lock) session_.note("warning: " + written.error().message);
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
      {.name = "--format",
       .value_name = "FORMAT",
       .help = "How a dry run answers",
       .choices = {"text", "json"},
       .target = &options->format},
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
                            .completes = Completes::instance,
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
        "${globals.name}, ${env.NAME} and ${mods.NAME.globals.KEY} are replaced, ${file.folder} by "
        "the "
        "folder of the file that says it, and all is held against the schema: what does not fit is "
        "told at once, and nothing runs.\n\n"
        "The result is JSON on stdout; what the mod prints goes to stderr, each line with the "
        "name of the mod, and as JSON lines into a file of its own in the folder that `log_path` "
        "among the globals names, or else `logging.base_path` of the project. `log_level` among "
        "the globals is the least level of the records in both (INFO). With "
        "`logging.retention_days` dcr removes its own older logs from `logging.base_path`, and "
        "from no other folder.\n\n"
        "What a schema marks `secret: true` or `writeOnly: true` is masked wherever dcr shows "
        "it.\n\n"
        "Before a mod runs, dcr writes what it is into mods.lock beside the registry: its version, "
        "its schema, and a hash of its file, package or program. Commit that file; --locked then "
        "refuses a mod that is no longer what it says, and leaves it alone. To accept a change, "
        "run once without --locked.",
    .examples = {{"dcr run-mod extract_customers --params daily_job.yaml", "one mod of a job"},
                 {"dcr run-mod --all --params daily_job.yaml --timeout 600", "the whole job"},
                 {"dcr run-mod extract_customers --params daily_job.yaml --dry-run",
                  "where each value comes from"},
                 {"dcr run-mod --all --params daily_job.yaml --dry-run --format json",
                  "the same for programs"},
                 {"dcr run-mod extract_customers --params daily_job.yaml --set delimiter=';'",
                  "another value"}},
    .setup = set_up,
};

}  // namespace dcr::cli
