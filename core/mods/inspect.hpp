// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/yaml/node.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// core/mods/inspect.py as it was when dcr was built.
[[nodiscard]] std::string_view inspect_script();

/// METADATA or CONFIG_SCHEMA of a module.
struct Constant {
  int line = 0;
  std::shared_ptr<const yaml::Node> value;  ///< null when it is no literal
  std::string fault;                        ///< then why
};

/// What the text of a Python module says, without importing it or its parents.
struct Module {
  std::string file;   ///< empty when it was not found
  std::string fault;  ///< why it cannot be read; empty when it can
  int fault_line = 0;
  std::string doc;
  bool has_run = false;
  int run_line = 0;
  bool run_is_certain = true;  ///< false where it is imported or computed: only an import can tell
  std::string run_fault;       ///< why it cannot be called with one argument
  std::optional<Constant> metadata;
  std::optional<Constant> config_schema;
};

/// The Python that did the looking.
struct Python {
  std::string program;
  std::string version;                           ///< "3.11.2"
  std::vector<std::string> site_folders;         ///< where packages are installed
  std::map<std::string, std::string> variables;  ///< of markers
};

struct Inspection {
  Python python;
  std::vector<Module> modules;  ///< in the order of the request
};

/// One module to look at: by its dotted name, or its file where that is not empty.
struct ModuleTarget {
  std::string name;
  std::string file{};
};

/// Looks at modules with `program`, an absolute path; names are looked for below `roots`, in their
/// order, and then where that Python has its packages. Nothing is imported.
///
/// Errors: io when Python cannot be started or does not answer.
Result<Inspection> inspect(const std::string& program, const std::vector<std::string>& roots,
                           const std::vector<ModuleTarget>& targets);

/// The `python3` that looks at modules: from an absolute entry of PATH that is not below
/// `repository`, whose files are not trusted with running anything.
///
/// Errors: not_found.
Result<std::string> inspecting_python(std::string_view path_variable,
                                      const std::string& repository);

}  // namespace dcr::mods
