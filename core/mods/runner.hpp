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

/// Runs the mods of a plan: those of one interpreter in one Python, each command by itself.
class Runner {
 public:
  Runner(const Plan& plan, const RunSurroundings& surroundings, RunLog& log);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  /// Resolves an instance as it would run now; with `leaves_open` as it would before all others.
  Prepared prepare_instance(const Instance& instance, bool leaves_open);
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
  PythonPlan python_plan(const std::string& interpreter);
  std::vector<std::string> kept_artifacts(const std::string& name) const;
  nlohmann::ordered_json run_prepared(const Prepared& prepared, const std::string& interpreter);
  void remember(const Prepared& prepared, const nlohmann::ordered_json& result,
                const std::string& home);
  [[nodiscard]] Deadline deadline() const;

  nlohmann::ordered_json answer(const nlohmann::ordered_json& question);
  nlohmann::ordered_json answer_resolve(const nlohmann::ordered_json& question);

  const Plan& plan_;
  RunSurroundings surroundings_;
  RunLog& log_;
  Schemas schemas_;
  process::SignalWatch signals_;
  std::optional<Package> package_;
  std::map<std::string, std::string> interpreters_;  // by the names that choose one
  std::map<std::string, std::unique_ptr<PythonChild>> pythons_;
  std::map<std::string, std::set<std::string>, std::less<>> wanted_;  // artifacts by instance
  ProducedByName produced_;
  bool cancelled_ = false;
};

}  // namespace dcr::mods
