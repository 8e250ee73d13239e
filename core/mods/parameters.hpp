// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/component.hpp"
#include "core/mods/fault.hpp"
#include "core/mods/job.hpp"
#include "core/mods/setting.hpp"
#include "core/mods/substitution.hpp"
#include "core/mods/values.hpp"
#include "core/schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// Who said the value of a parameter; a later one wins.
enum class Origin { schema_default, project_defaults, job, script, command_line };

/// "schema default", "project defaults", "job", "script", "--set".
[[nodiscard]] std::string_view to_string(Origin origin);

/// A parameter as its mod receives it.
struct Parameter {
  std::string name;
  NodePointer value;    ///< references replaced
  NodePointer written;  ///< as it was said
  Origin origin = Origin::job;
  std::string file;  ///< where it was said; empty for the command line and a script
  Span at;
  bool secret = false;  ///< the schema says so of the parameter as a whole
};

/// What is known of one run before its parameters are resolved.
struct Layers {
  const Component* component = nullptr;  ///< its schema's defaults are the first layer
  const schema::Schema* schema = nullptr;
  std::string registry_file;
  const ProjectDefaults* defaults = nullptr;  ///< null where there is no file
  NodePointer own;                            ///< of the job or the script
  Origin own_origin = Origin::job;
  std::string own_file;           ///< empty for a script
  Span at;                        ///< what a missing parameter is reported at, in `own_file`
  std::vector<Setting> settings;  ///< of this run alone
  Scope scope;                    ///< its `parameters` are made here
};

struct Resolved {
  std::vector<Parameter> parameters;  ///< in the order of the schema, then as they were said
  std::vector<Fault> faults;          ///< empty when the mod may run
};

/// Schema defaults, project defaults, the job's own values and settings, each key the last that
/// says it; then references; then validation with every error at once.
Resolved resolve(const Layers& layers);

/// The globals of a run: the project's, the job's over them, `--set globals.KEY=…` over both. Their
/// references are still in them.
NamedValues layered_globals(const ProjectDefaults* defaults, const NodePointer& own,
                            const std::string& own_file, const std::vector<Setting>& settings);

}  // namespace dcr::mods
