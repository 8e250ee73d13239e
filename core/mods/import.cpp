// SPDX-License-Identifier: Apache-2.0
#include "core/mods/import.hpp"

#include "core/base/text.hpp"
#include "core/process/child.hpp"

#include <fmt/format.h>

namespace dcr::mods {
namespace {

constexpr std::string_view script = R"(
import importlib, sys
name, roots = sys.argv[1], sys.argv[2:]
sys.path[:0] = roots
run = getattr(importlib.import_module(name), "run", None)
if not callable(run):
    sys.exit("it has no run() that can be called")
)";

/// What Python said last: the line that names the exception.
std::string last_line(const std::string& errors) {
  const auto end = errors.find_last_not_of(" \r\n");
  if (end == std::string::npos) return "";
  const auto begin = errors.rfind('\n', end) + 1;
  return errors.substr(begin, end + 1 - begin);
}

}  // namespace

Result<std::string> import_fault(const std::string& program, const std::string& folder,
                                 const std::vector<std::string>& roots, const std::string& module) {
  process::Child child;
  child.arguments = {program, "-c", std::string(script), module};
  child.arguments.insert(child.arguments.end(), roots.begin(), roots.end());
  child.folder = folder;
  const auto outcome = process::run(child);
  if (!outcome) return outcome.error();
  if (outcome->succeeded()) return std::string();
  const std::string reason = last_line(outcome->errors);
  const std::string end = outcome->signal != 0 ? fmt::format("signal {}", outcome->signal)
                                               : fmt::format("exit code {}", outcome->exit_code);
  return fmt::format("module '{}' cannot be imported: {}", printable(module),
                     reason.empty() ? end : printable(reason));
}

}  // namespace dcr::mods
