// SPDX-License-Identifier: Apache-2.0
#include "core/mods/import.hpp"

#include "core/base/text.hpp"
#include "core/mods/ending.hpp"

#include <fmt/format.h>

#include <utility>

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

/// What it is given to end by itself once the time is up.
constexpr std::chrono::seconds patience{2};

}  // namespace

Result<std::string> import_fault(const Importer& importer, const process::SignalWatch& signals,
                                 const std::string& module) {
  process::StreamPlan plan;
  plan.arguments = {importer.program, "-c", std::string(script), module};
  plan.arguments.insert(plan.arguments.end(), importer.roots.begin(), importer.roots.end());
  plan.folder = importer.folder;
  auto child = process::StreamChild::start(plan);
  if (!child) return child.error();
  std::string last_line;  // names the exception
  Conversation conversation(std::move(*child), signals, [&](std::string_view line) {
    if (line.find_first_not_of(" \r") != std::string_view::npos) last_line = line;
  });
  const Deadline deadline = Clock::now() + importer.timeout;
  const auto fault = [&](std::string_view reason) {
    return fmt::format("module '{}' cannot be imported: {}", printable(module), reason);
  };
  while (true) {
    const Event event = conversation.next(deadline);
    if (event.kind == EventKind::signal) {
      conversation.stop(patience);
      return Error{ErrorKind::io, "interrupted while modules were imported", {}, {}};
    }
    if (event.kind == EventKind::deadline) {
      conversation.stop(patience);
      const std::chrono::duration<double> seconds = importer.timeout;
      return fault(fmt::format("it is not done after {} s", seconds.count()));
    }
    if (event.kind != EventKind::ended) continue;  // It has no channel to say anything on.
    const process::Ending ending = conversation.finish(patience);
    if (ending.exit_code == 0 && ending.signal == 0) return std::string();
    const bool crashed = ending.signal != 0 || last_line.empty();
    return fault(crashed ? "Python " + ending_text(ending) : printable(last_line));
  }
}

}  // namespace dcr::mods
