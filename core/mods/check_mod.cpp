// SPDX-License-Identifier: Apache-2.0
#include "core/mods/check_mod.hpp"

#include "core/base/text.hpp"
#include "core/mods/requirement.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

class Checker {
 public:
  Checker(const Component& mod, const Surroundings& surroundings)
      : mod_(mod), surroundings_(surroundings) {}

  std::vector<Problem> run(const Module* module) {
    if (module != nullptr) check_module(*module);
    if (!mod_.command.empty()) check_program(*mod_.command.front(), mod_.command.front().at);
    for (const auto& package : mod_.packages) check_package(*package, package.at);
    check_python();
    return std::move(problems_);
  }

 private:
  void add(Severity severity, std::string field, Span at, std::string message,
           std::string help = {}) {
    Problem problem;
    problem.severity = severity;
    problem.field = std::move(field);
    problem.at = at;
    problem.message = std::move(message);
    problem.help = std::move(help);
    problems_.push_back(std::move(problem));
  }
  void error(std::string field, Span at, std::string message, std::string help = {}) {
    add(Severity::error, std::move(field), at, std::move(message), std::move(help));
  }

  static std::string in_file(const Module& module, int line) {
    return line > 0 ? fmt::format("{}:{}", printable(module.file), line) : printable(module.file);
  }

  void check_module(const Module& module) {
    const Span at = mod_.module_path.at.known() ? mod_.module_path.at : mod_.name.at;
    if (module.file.empty()) {
      error("module_path", at,
            fmt::format("no module '{}' below the registry's folder or where Python has packages",
                        printable(*mod_.module_path)));
      return;
    }
    if (!module.fault.empty()) {
      error("module_path", at,
            fmt::format("module '{}' cannot be read: {}", in_file(module, module.fault_line),
                        printable(module.fault)));
      return;
    }
    if (!module.has_run) {
      error("module_path", at, fmt::format("module '{}' has no run()", in_file(module, 0)),
            "a mod is a module with def run(params)");
    } else if (!module.run_fault.empty()) {
      error("module_path", at,
            fmt::format("{}: {}", in_file(module, module.run_line), module.run_fault));
    } else if (!module.run_is_certain) {
      add(Severity::warning, "module_path", at,
          fmt::format("{}: run is no function of this module, so it cannot be told how to call it",
                      in_file(module, module.run_line)),
          "dcr validate-registry --import finds out");
    }
  }

  [[nodiscard]] bool is_program(const fs::path& path) const {
    std::error_code fault;
    return fs::is_regular_file(path, fault) && access(path.c_str(), X_OK) == 0;
  }

  void check_program(const std::string& program, Span at) {
    if (program.find('/') != std::string::npos) {
      // An absolute program stays itself.
      if (is_program(fs::path(surroundings_.folder) / program)) return;
      error("command", at, fmt::format("'{}' is no program that can be run", printable(program)),
            "a relative path starts from the registry's folder; chmod +x makes a file a program");
      return;
    }
    std::string_view rest = surroundings_.path_variable;
    while (!rest.empty()) {
      const auto colon = std::min(rest.find(':'), rest.size());
      const fs::path folder(rest.substr(0, colon));
      rest.remove_prefix(std::min(colon + 1, rest.size()));
      if (folder.is_absolute() && is_program(folder / program)) return;
    }
    error("command", at, fmt::format("no program '{}' on PATH", printable(program)));
  }

  void check_package(const std::string& text, Span at) {
    const auto requirement = parse_requirement(text);
    if (!requirement) {
      error("dependencies.packages", at, requirement.error().message,
            "write it as pip takes it: \"pandas>=1.5\"");
      return;
    }
    if (surroundings_.dependencies == Dependencies::not_looked_at) return;
    if (!holds(requirement->marker, surroundings_.python.variables).value_or(true)) return;
    const auto installed = surroundings_.packages.find(requirement->name);
    if (installed == surroundings_.packages.end()) {
      error("dependencies.packages", at,
            fmt::format("package '{}' is not installed", requirement->name),
            fmt::format("pip install '{}'", printable(text)));
    } else if (!admits(requirement->clauses, installed->second.version)) {
      error("dependencies.packages", at,
            fmt::format("'{}' is asked for, and {} is installed", printable(text),
                        printable(installed->second.version)),
            fmt::format("pip install '{}'", printable(text)));
    } else if (!requirement->extras.empty()) {
      check_extras(*requirement, text, installed->second, at);
    }
  }

  void check_extras(const Requirement& requirement, const std::string& text,
                    const InstalledPackage& installed, Span at) {
    const PackageExtras extras = extras_of(installed);
    for (const std::string& asked : requirement.extras) {
      const std::string extra = normal_name(asked);
      if (!extras.names.contains(extra)) {
        // pip warns of it too, and installs the rest.
        add(Severity::warning, "dependencies.packages", at,
            fmt::format("'{}' {} has no extra '{}'{}", requirement.name,
                        printable(installed.version), printable(asked), others(extras.names)));
        continue;
      }
      for (const std::string& needed : extras.requirements) {
        if (const std::string fault = extra_fault(needed, extra); !fault.empty()) {
          error("dependencies.packages", at,
                fmt::format("the extra '{}' of '{}' needs '{}', and {}", extra, requirement.name,
                            printable(without_marker(needed)), fault),
                fmt::format("pip install '{}'", printable(text)));
        }
      }
    }
  }

  static std::string others(const std::set<std::string>& names) {
    constexpr std::size_t most = 10;
    if (names.empty()) return ", and no other";
    std::vector<std::string> shown;
    for (const std::string& name : names) {
      if (shown.size() < most) shown.push_back(printable(name));
    }
    return fmt::format("; it has {}{}", fmt::join(shown, ", "), names.size() > most ? ", …" : "");
  }

  static std::string without_marker(const std::string& text) {
    const auto end = text.find_last_not_of(" ", text.find(';') - 1);
    return text.substr(0, end + 1);
  }

  /// Why a requirement of an extra is not met; empty where it is, or another extra asks for it.
  [[nodiscard]] std::string extra_fault(const std::string& text, const std::string& extra) const {
    const auto needed = parse_requirement(text);
    if (!needed) return {};
    std::map<std::string, std::string> variables = surroundings_.python.variables;
    const bool always = holds(needed->marker, variables).value_or(true);
    variables["extra"] = extra;
    if (always || !holds(needed->marker, variables).value_or(false)) return {};
    const auto found = surroundings_.packages.find(needed->name);
    if (found == surroundings_.packages.end()) return "it is not installed";
    if (admits(needed->clauses, found->second.version)) return {};
    return fmt::format("{} is installed", printable(found->second.version));
  }

  void check_python() {
    auto problem = python_problem(mod_, surroundings_.python.program, surroundings_.python.version);
    if (!problem) return;
    const bool looks = surroundings_.dependencies == Dependencies::required;
    const bool is_readable = parse_specifier(*mod_.python_version).has_value();
    if (is_readable && (!looks || mod_.module_path->empty())) return;
    if (is_readable && !surroundings_.python_runs_mods) {
      problem->help =
          "this Python only looks at modules; dcr validate-registry --import asks the one that "
          "mods run with";
    }
    problems_.push_back(std::move(*problem));
  }

  const Component& mod_;
  const Surroundings& surroundings_;
  std::vector<Problem> problems_;
};

}  // namespace

std::optional<Problem> python_problem(const Component& mod, const std::string& program,
                                      const std::string& version) {
  const auto& wanted = mod.python_version;
  if (wanted->empty()) return std::nullopt;
  Problem problem;
  problem.severity = Severity::error;
  problem.field = "dependencies.python_version";
  problem.at = wanted.at;
  const auto clauses = parse_specifier(*wanted);
  if (!clauses) {
    problem.message = clauses.error().message;
    problem.help = "write it as pip does: \">=3.8\"";
    return problem;
  }
  if (admits(*clauses, version)) return std::nullopt;
  problem.message = fmt::format("Python {} is asked for, and '{}' is {}", printable(*wanted),
                                printable(program), version);
  return problem;
}

std::vector<Problem> check_mod(const Component& mod, const Module* module,
                               const Surroundings& surroundings) {
  return Checker(mod, surroundings).run(module);
}

}  // namespace dcr::mods
