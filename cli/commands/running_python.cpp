// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/running_python.hpp"

#include "cli/commands/mod_plan.hpp"
#include "core/mods/installed.hpp"
#include "core/mods/interpreter.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

namespace dcr::cli {

namespace fs = std::filesystem;

Result<const mods::Surroundings*> RunningPythons::surroundings_of(const Component& mod) {
  mods::InterpreterSearch search;
  search.job_folder = fs::path(file_.absolute()).parent_path().string();
  search.named = {{mods::python_of(mod), search.job_folder}, {file_.config.python, file_.folder}};
  search.environment = [this](const char* name) { return session_.environment(name); };
  search.top = file_.folder;
  search.cache_folder = cache_folder(session_);
  const auto program = mods::find_interpreter(search);
  if (!program) return program.error();
  const auto known = known_.find(*program);
  if (known != known_.end()) return &known->second;
  auto asked = mods::inspect(*program, {}, {});
  if (!asked) return asked.error();
  mods::Surroundings own = shared_;
  own.python = std::move(asked->python);
  own.python_runs_mods = true;
  // An interpreter of an environment lies in the `bin` of it.
  std::vector<std::string> folders =
      mods::environment_folders(fs::path(*program).parent_path().parent_path().string());
  std::ranges::copy(own.python.site_folders, std::back_inserter(folders));
  for (auto& [name, package] : mods::installed_packages(folders)) {
    own.packages.insert_or_assign(name, package);
  }
  return &known_.emplace(*program, std::move(own)).first->second;
}

}  // namespace dcr::cli
