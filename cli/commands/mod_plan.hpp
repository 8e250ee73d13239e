// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "core/mods/runner.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// The options of every command that runs mods.
struct RunOptions {
  std::optional<std::string> params;
  std::vector<std::string> settings;
  std::optional<std::string> timeout;
};

[[nodiscard]] std::vector<Option> run_option_list(RunOptions& options);

/// What is read before something runs.
struct LoadedPlan {
  mods::Plan plan;
  mods::RunSurroundings surroundings;
  std::string log_folder;  ///< empty = no log file
  /// How long logs stay in `log_folder`; empty = for ever, as in a folder that the project's
  /// defaults do not name.
  std::optional<std::chrono::hours> log_age;
};

/// Where the log goes; makes room there. What runs must be ready to run.
void place_log(const LoadedPlan& loaded, mods::RunLog& log);

/// Whose settings they are: those of one instance, or `--set INSTANCE.key=value` of any.
enum class SettingsOf { one_instance, all_instances };

/// Reads the registry, the job, the project's defaults and the settings. What is wrong inside the
/// job is among the faults of the plan. Without a job, `beside` says from where the project is
/// looked for.
///
/// Errors: usage; bad_config; not_found for a job or a registry that is not there; io.
Result<std::unique_ptr<LoadedPlan>> load_plan(const Session& session, const RunOptions& options,
                                              SettingsOf settings_of, const std::string& instance,
                                              const std::string& beside = "");

/// Where dcr keeps what it can make anew; empty = nowhere.
[[nodiscard]] std::string cache_folder(const Session& session);

/// Shows what mods print: a line of stderr.
[[nodiscard]] mods::ShowLine show_on_stderr();

/// Tells of each fault on stderr.
void report_faults(const std::vector<mods::Fault>& faults);

[[nodiscard]] ExitCode exit_code(mods::RunCode code);

}  // namespace dcr::cli
