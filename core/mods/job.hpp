// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/located.hpp"
#include "core/base/result.hpp"
#include "core/mods/fault.hpp"
#include "core/mods/values.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// One named use of a mod in a job.
struct Instance {
  Located<std::string> name;
  Located<std::string> type;    ///< `_type`; empty where it is missing
  std::string python;           ///< `_python`: its interpreter; empty for the job's
  NodePointer parameters;       ///< a mapping, without the keys that begin with `_`
  std::vector<Fault> faults{};  ///< of this instance alone
};

/// A job file.
struct Job {
  std::string path;     ///< as the user named it
  NodePointer globals;  ///< a mapping
  std::string python;   ///< the interpreter of its mods; empty = not said
  std::vector<Instance> instances;
  std::vector<Fault> faults;  ///< of the file as a whole

  [[nodiscard]] const Instance* find(std::string_view name) const;
};

/// Reads a job: `globals`, `mods` and `python`. Never fails: what is wrong is among its faults.
Job read_job(std::string_view text, const std::string& path);

/// project_defaults.yaml.
struct ProjectDefaults {
  std::string path;
  NodePointer globals;          ///< a mapping
  NodePointer mod_defaults;     ///< a mapping of mappings
  std::string log_folder;       ///< `logging.base_path`; empty = not said
  std::optional<int> log_days;  ///< `logging.retention_days`
  std::vector<Fault> faults;
};

ProjectDefaults read_project_defaults(std::string_view text, const std::string& path);

/// The project_defaults.yaml in `folder` or the nearest folder above it, up to `top` (an absolute
/// path; empty = the root of the file system).
///
/// Units: an absolute path; a path below the current folder is made relative to it.
[[nodiscard]] std::optional<std::string> nearest_project_defaults(const std::string& folder,
                                                                  const std::string& top);

/// A file that the user named or dcr found.
///
/// Errors: not_found; io when it cannot be read or holds more than 64 MiB.
Result<std::string> read_file(const std::string& path);

}  // namespace dcr::mods
