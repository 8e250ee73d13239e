// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/package.hpp"
#include "core/mods/plan.hpp"
#include "core/mods/python_child.hpp"
#include "core/mods/run_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dcr::mods {

/// What runs go by besides the plan.
struct RunSurroundings {
  std::string program;        ///< this dcr; absolute
  std::string registry_path;  ///< absolute
  std::string top;            ///< of the git repository; absolute, empty = none
  std::string python;         ///< the interpreter of dcr.yaml; empty = not said
  std::string cache_folder;   ///< empty = none
  std::optional<std::chrono::milliseconds> timeout;  ///< of each mod
};

/// When an instance is prepared.
enum class Stage {
  shown,       ///< it will not run: a dry run
  before_all,  ///< nothing has run: references to other mods stay as they are
  now,         ///< it runs next
};

/// Runs the mods of a plan: those of one interpreter in one Python, each command by itself.
class Runner {
 public:
  /// A script may change the registry while it runs: then that of `plan` is read again.
  Runner(Plan& plan, const RunSurroundings& surroundings, RunLog& log);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  /// Resolves an instance, and looks whether the Python that it will run in suits it.
  Prepared prepare_instance(const Instance& instance, Stage stage);
  /// Runs it, or refuses it: the result document with its secrets masked.
  nlohmann::ordered_json run(const Instance& instance);
  /// Runs a script to its end; the mods that it runs are prepared by the plan, with the globals
  /// that the script starts with and sets.
  ///
  /// Units: the exit code as a shell has it.
  /// Errors: those of finding and starting Python.
  Result<int> run_script(const std::string& file, const std::vector<std::string>& arguments,
                         const nlohmann::ordered_json& globals);

  [[nodiscard]] bool was_cancelled() const { return cancelled_; }

 private:
  Result<std::string> interpreter_of(const Instance& instance, const Component* component);
  Result<PythonChild*> python(const std::string& interpreter);
  Result<void> unpack_package();
  PythonPlan python_plan(const std::string& interpreter);
  std::vector<std::string> kept_artifacts(const std::string& name) const;
  /// Adds to the faults why the mod cannot run in the Python of that name.
  void check_python(Prepared& prepared, const std::string& interpreter, Stage stage);
  nlohmann::ordered_json run_prepared(const Prepared& prepared, const std::string& interpreter);
  void remember(const Prepared& prepared, const nlohmann::ordered_json& result,
                const std::string& home);
  [[nodiscard]] Deadline deadline() const;

  nlohmann::ordered_json answer(const nlohmann::ordered_json& question);
  nlohmann::ordered_json answer_reload();
  nlohmann::ordered_json answer_resolve(const nlohmann::ordered_json& question);

  Plan& plan_;
  std::vector<formats::ModRegistry> former_registries_;  // what runs may be of one of them
  RunSurroundings surroundings_;
  RunLog& log_;
  Schemas schemas_;
  process::SignalWatch signals_;
  std::optional<Package> package_;
  struct {
    std::string interpreter;
    std::string version;
  } script_python_;                                  // of the script that runs
  std::map<std::string, std::string> interpreters_;  // by the names that choose one
  std::map<std::string, std::unique_ptr<PythonChild>> pythons_;
  std::map<std::string, std::set<std::string>, std::less<>> wanted_;  // artifacts by instance
  ProducedByName produced_;
  bool cancelled_ = false;
};

}  // namespace dcr::mods
