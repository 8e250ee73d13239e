// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mod_registry.hpp"
#include "core/mods/job.hpp"
#include "core/mods/parameters.hpp"
#include "core/mods/result.hpp"
#include "core/mods/secrets.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::mods {

/// All that is known before a job or a script runs.
struct Plan {
  std::string registry_file;  ///< as messages name it
  formats::ModRegistry registry;
  Job job;  ///< of a script, the globals alone
  std::optional<ProjectDefaults> defaults;
  std::map<std::string, std::vector<Setting>> settings;  ///< `--set` of each instance
  std::vector<Setting> global_settings;                  ///< `--set globals.KEY=…`
  ReadVariable environment;

  [[nodiscard]] const ProjectDefaults* project() const { return defaults ? &*defaults : nullptr; }
};

/// One run, ready or refused.
struct Prepared {
  const Component* component = nullptr;  ///< null where the mod is unknown
  RunIdentity identity;
  std::vector<Parameter> parameters;
  NodePointer globals;  ///< references replaced
  Secrets secrets;
  std::vector<Fault> faults;  ///< empty when it may run

  /// What the mod receives: its parameters, `_mod_name`, `_mod_type` and `_globals`.
  [[nodiscard]] NodePointer handed() const;
  /// The global `log_level`; empty where there is none.
  [[nodiscard]] std::string log_level() const;
};

/// What `prepare` goes by besides the plan.
struct Circumstances {
  const ProducedByName* produced = nullptr;
  std::string home;          ///< the Python the mod will run in; empty for a command
  bool leaves_open = false;  ///< nothing has run: references to mods stay as they are
  Origin own_origin = Origin::job;
  NodePointer own_globals;  ///< a script's, in the place of the job's; null = the job's
};

/// Compiles the schemas of mods, each once.
class Schemas {
 public:
  /// The schema; without one the reasons are among `faults`.
  const schema::Schema* of(const Component& component, const std::string& registry_file,
                           std::vector<Fault>& faults);

 private:
  std::map<const Component*, schema::Compilation> compiled_;
};

/// Resolves and validates one instance: every fault at once.
Prepared prepare(const Plan& plan, Schemas& schemas, const Instance& instance,
                 const Circumstances& circumstances);

/// The globals of the plan as a script starts with them.
struct Globals {
  NodePointer values;  ///< a mapping, references replaced
  std::vector<Fault> faults;
};
Globals resolved_globals(const Plan& plan);

/// The faults of everything that is not one instance: of the job file and the project's defaults.
[[nodiscard]] std::vector<Fault> common_faults(const Plan& plan);

}  // namespace dcr::mods
