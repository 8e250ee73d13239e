// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/mod_plan.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <system_error>

namespace dcr::cli {
namespace {

struct RunScriptOptions {
  std::vector<std::string> arguments;  // the script and what it is given
  RunOptions run;
  bool sdk_path = false;
};

/// Answers with the folder that holds `datapy`, which stays there.
Result<ExitCode> print_sdk_path(const RunScriptOptions& options, const Session& session) {
  if (!options.arguments.empty()) {
    return Error{ErrorKind::usage, "--sdk-path runs nothing, and a script is named too"};
  }
  const auto package = mods::Package::unpack(cache_folder(session));
  if (!package) return package.error();
  if (package->is_temporary()) {
    return Error{ErrorKind::io,
                 "no folder to keep the Python package in",
                 {},
                 "set XDG_CACHE_HOME to a folder that can be written"};
  }
  if (auto printed = session.print(package->folder() + "\n"); !printed) return printed.error();
  return ExitCode::yes;
}

/// A script may end with a mod's exit code; any other failure is one of running.
ExitCode exit_code_of_script(int code) {
  constexpr std::array known{mods::RunCode::success,    mods::RunCode::warning,
                             mods::RunCode::validation, mods::RunCode::runtime,
                             mods::RunCode::timeout,    mods::RunCode::cancelled};
  const auto* found = std::ranges::find(
      known, code, [](mods::RunCode candidate) { return static_cast<int>(candidate); });
  return exit_code(found == known.end() ? mods::RunCode::runtime : *found);
}

Result<ExitCode> run(const RunScriptOptions& options, const Session& session) {
  namespace fs = std::filesystem;
  if (options.sdk_path) return print_sdk_path(options, session);
  if (options.arguments.empty()) {
    return Error{ErrorKind::usage, "which script?", {}, "dcr run-script FILE --params config.yaml"};
  }
  const std::string& named = options.arguments.front();
  std::error_code failure;
  if (!fs::is_regular_file(named, failure)) {
    return Error{ErrorKind::not_found, "no file '" + printable(named) + "'"};
  }
  auto loaded = load_plan(session, options.run, SettingsOf::one_instance, "", named);
  if (!loaded) return loaded.error();
  mods::RunLog log(show_on_stderr(), named);
  mods::Runner runner((*loaded)->plan, (*loaded)->surroundings, log);
  const auto globals = mods::resolved_globals((*loaded)->plan);
  std::vector<mods::Fault> faults = mods::common_faults((*loaded)->plan);
  faults.insert(faults.end(), globals.faults.begin(), globals.faults.end());
  if (!faults.empty()) {
    report_faults(faults);
    return ExitCode::mod_validation;
  }
  place_log(**loaded, log);
  const auto code = runner.run_script(fs::absolute(named, failure).lexically_normal().string(),
                                      {options.arguments.begin() + 1, options.arguments.end()},
                                      mods::to_json(*globals.values));
  if (!code) return code.error();
  return exit_code_of_script(*code);
}

Invocation set_up() {
  auto options = std::make_shared<RunScriptOptions>();
  Invocation invocation;
  invocation.options = run_option_list(options->run);
  invocation.options.push_back({.name = "--sdk-path",
                                .help = "Run nothing: print the folder of the SDK, for PYTHONPATH",
                                .target = &options->sdk_path});
  invocation.positionals = {.value_name = "FILE",
                            .help = "The script; what follows it, after --, are its arguments",
                            .completes = Completes::file,
                            .target = &options->arguments};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command run_script_command;
const Command run_script_command{
    .name = "run-script",
    .group = Group::run,
    .summary = "Run a Python script that runs mods",
    .description =
        "The script finds datapy.mod_manager.sdk with set_global_config and run_mod, and "
        "datapy.mod_manager.registry with ModRegistry, whether or not anything is installed. The "
        "mods that it runs get their parameters as run-mod gives them, with what the script says "
        "in the place of the job. The globals of --params are set before it starts.\n\n"
        "It runs in the current folder; modules beside it can be imported. What it prints comes "
        "out as it is printed, secrets of mods too. An exit code other than 0, 10, 20, 30, 40 and "
        "50 becomes 30.\n\n"
        "The SDK is a Python package, datapy, that dcr carries. A datapy package of the project's "
        "own adds its modules to it and replaces none. For an editor, a type checker and `python3 "
        "-m datapy run-mod`, which is dcr run-mod, put it in reach: export "
        "PYTHONPATH=$(dcr run-script --sdk-path). In a folder with a datapy of its own python3 -m "
        "finds that one first, unless PYTHONSAFEPATH=1 is set (Python 3.11).",
    .examples = {{"dcr run-script my_pipeline.py --params config.yaml", "an orchestration"},
                 {"PYTHONPATH=$(dcr run-script --sdk-path) python3 -m datapy list-registry",
                  "dcr by its Python name"},
                 {"dcr run-script my_pipeline.py -- --day 2024-08-12", "with its own arguments"}},
    .setup = set_up,
};

}  // namespace dcr::cli
