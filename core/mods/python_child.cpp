// SPDX-License-Identifier: Apache-2.0
#include "core/mods/python_child.hpp"

#include "core/mods/ending.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace dcr::mods {
namespace {

using nlohmann::ordered_json;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

ordered_json parsed(const std::string& line) { return ordered_json::parse(line, nullptr, false); }

}  // namespace

/// What watching a run came to: its result, or how it ended without one.
struct PythonChild::Watched {
  std::optional<ordered_json> result;
  RunCode code = RunCode::runtime;
  std::string message;
  std::string error_code;
  process::Ending ending;
};

Result<std::unique_ptr<PythonChild>> PythonChild::start(const PythonPlan& plan,
                                                        const process::SignalWatch& signals,
                                                        RunLog& log, Answer answer) {
  process::StreamPlan stream;
  stream.arguments = {plan.interpreter, plan.package + "/datapy/_dcr/host.py",
                      std::to_string(process::channel_number)};
  stream.arguments.insert(stream.arguments.end(), plan.folders.begin(), plan.folders.end());
  stream.environment = plan.environment;
  stream.prints = plan.prints;
  stream.channel = true;
  auto child = process::StreamChild::start(stream);
  if (!child) return child.error();
  Conversation conversation(std::move(*child), signals,
                            [&log](std::string_view line) { log.print(line); });
  return std::make_unique<PythonChild>(std::move(conversation), log, std::move(answer));
}

void PythonChild::say(const ordered_json& message) {
  // False means that it has ended, which the next event tells.
  conversation_.say(message.dump(-1, ' ', true, ordered_json::error_handler_t::replace) + "\n");
}

/// A message that is no result: a record of a logger, or a question.
void PythonChild::handle(const ordered_json& message) {
  if (const auto found = message.find("log"); found != message.end() && found->is_object()) {
    log_.record(found->value("level", "INFO"), found->value("message", ""));
    return;
  }
  if (message.contains("hello")) return;
  const ordered_json answer = answer_(message);
  if (!answer.is_null()) say(answer);
}

PythonChild::Watched PythonChild::watch(const Deadline& deadline) {
  Deadline until = deadline;
  while (true) {
    Event event = conversation_.next(until);
    switch (event.kind) {
      case EventKind::message: {
        ordered_json message = parsed(event.line);
        if (!message.is_object()) continue;  // a mod that writes here itself is not listened to
        const auto result = message.find("result");
        if (result != message.end())
          return {.result = std::move(*result),
                  .code = {},
                  .message = {},
                  .error_code = {},
                  .ending = {}};
        handle(message);
        break;
      }
      case EventKind::ended: {
        alive_ = false;
        const process::Ending ending = conversation_.finish(grace);
        if (cancelled_)
          return {{}, RunCode::cancelled, "the run was cancelled", "cancelled", ending};
        return {{}, RunCode::runtime, "the mod's process " + ending_text(ending), "crash", ending};
      }
      case EventKind::deadline: {
        alive_ = false;
        const process::Ending ending = conversation_.stop(grace);
        if (cancelled_)
          return {{}, RunCode::cancelled, "the run was cancelled", "cancelled", ending};
        return {{}, RunCode::timeout, "the time was up", "timeout", ending};
      }
      case EventKind::signal:
        // A second one means: at once.
        until = cancelled_ ? Clock::now() : Clock::now() + grace;
        cancelled_ = true;
        conversation_.signal(event.signal);
        break;
      case EventKind::broken: {
        alive_ = false;
        const process::Ending ending = conversation_.stop(grace);
        return {{},
                RunCode::runtime,
                "the mod's process sent a message without an end",
                "protocol",
                ending};
      }
    }
  }
}

ordered_json PythonChild::run(const Prepared& prepared, const std::vector<std::string>& keep,
                              const Deadline& deadline) {
  const Clock::time_point begin = Clock::now();
  const RunIdentity& identity = prepared.identity;
  ordered_json job;
  job["type"] = identity.mod_type;
  job["name"] = identity.mod_name;
  job["module"] = *prepared.component->module_path;
  job["run_id"] = identity.run_id;
  job["log_file"] = identity.log_file.empty() ? ordered_json() : ordered_json(identity.log_file);
  job["keep"] = keep;
  job["params"] = to_json(*prepared.handed());
  say({{"run", std::move(job)}});
  Watched watched = watch(deadline);
  if (!watched.result) {
    return failed_result(identity, watched.code, watched.message, watched.error_code,
                         seconds_since(begin));
  }
  ordered_json result = checked_result(std::move(*watched.result), identity);
  return cancelled_ ? as_cancelled(std::move(result)) : result;
}

int PythonChild::run_script(const ordered_json& script, const Deadline& deadline) {
  say({{"script", script}});
  const Watched watched = watch(deadline);
  if (watched.result) return static_cast<int>(RunCode::runtime);  // no script has one
  if (watched.code == RunCode::runtime) return watched.ending.exit_code;
  return static_cast<int>(watched.code);
}

void PythonChild::finish() {
  if (alive_) conversation_.finish(grace);
  alive_ = false;
}

}  // namespace dcr::mods
