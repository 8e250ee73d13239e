// SPDX-License-Identifier: Apache-2.0
#include "core/mods/python_child.hpp"

#include "core/mods/ending.hpp"
#include "core/mods/requirement.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace dcr::mods {
namespace {

using nlohmann::ordered_json;

/// Of the messages, as core/mods/python/datapy/_dcr/host.py says it.
constexpr int protocol_version = 1;
/// What the carried package can be read by.
constexpr const char* oldest_python = "3.8";

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// No JSON, and an empty line, are discarded.
ordered_json parsed(const std::string& line) {
  if (line.empty()) return nullptr;
  return ordered_json::parse(line, nullptr, false);
}

std::string text_at(const ordered_json& object, const char* key, const char* otherwise) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

}  // namespace

ordered_json packages_json(const Component& component) {
  auto packages = ordered_json::array();
  for (const Located<std::string>& package : component.packages) {
    const auto requirement = parse_requirement(*package);
    if (requirement) packages.push_back({{"name", requirement->name}, {"requirement", *package}});
  }
  return packages;
}

/// What watching came to: the result of a run, or how it ended without one; neither after a hello.
struct PythonChild::Watched {
  std::optional<ordered_json> result{};
  RunCode code = RunCode::success;
  std::string message{};
  std::string error_code{};
  process::Ending ending{};
};

PythonChild::PythonChild(std::string interpreter, Conversation conversation, RunLog& log,
                         Answer answer)
    : interpreter_(std::move(interpreter)),
      conversation_(std::move(conversation)),
      log_(log),
      answer_(std::move(answer)) {}

PythonChild::~PythonChild() = default;

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
  return std::make_unique<PythonChild>(plan.interpreter, std::move(conversation), log,
                                       std::move(answer));
}

void PythonChild::say(const ordered_json& message) {
  // False means that it has ended, which the next event tells.
  conversation_.say(message.dump(-1, ' ', true, ordered_json::error_handler_t::replace) + "\n");
}

/// A message that is no result: a record of a logger, or a question.
void PythonChild::handle(const ordered_json& message) {
  if (const auto found = message.find("log"); found != message.end() && found->is_object()) {
    log_.record(text_at(*found, "level", "INFO"), text_at(*found, "message", ""));
    return;
  }
  const ordered_json answer = answer_(message);
  if (!answer.is_null()) say(answer);
}

/// Ends the child, which is at fault or out of time.
PythonChild::Watched PythonChild::stopped(RunCode code, const char* message,
                                          const char* error_code) {
  alive_ = false;
  Watched watched{.ending = conversation_.stop(grace)};
  watched.code = cancelled_ ? RunCode::cancelled : code;
  watched.message = cancelled_ ? "the run was cancelled" : message;
  watched.error_code = cancelled_ ? "cancelled" : error_code;
  return watched;
}

/// The first message; why it is not one to go on with.
std::optional<PythonChild::Watched> PythonChild::take_hello(const ordered_json& message) {
  if (text_at(message, "hello", "") != "dcr mods" ||
      message.value("version", ordered_json()) != protocol_version) {
    return stopped(RunCode::runtime, "the Python of the mods speaks another protocol than this dcr",
                   "protocol");
  }
  const std::string version = text_at(message, "python", "");
  if (compare_python_versions(version, oldest_python) < 0) {
    const std::string why = fmt::format("mods need Python {} or later, and '{}' is {}",
                                        oldest_python, interpreter_, version);
    return stopped(RunCode::validation, why.c_str(), "python_version");
  }
  version_ = version;
  return std::nullopt;
}

PythonChild::Watched PythonChild::watch(Until until, const Deadline& deadline) {
  Deadline patience = deadline;
  while (true) {
    Event event = conversation_.next(patience);
    switch (event.kind) {
      case EventKind::message: {
        ordered_json message = parsed(event.line);
        if (!message.is_object()) continue;  // a mod that writes here itself is not listened to
        if (version_.empty()) {
          if (auto failed = take_hello(message)) return std::move(*failed);
          if (until == Until::hello) return {};
          continue;
        }
        const auto result = message.find("result");
        if (result != message.end()) return {.result = std::move(*result)};
        handle(message);
        break;
      }
      case EventKind::ended: {
        alive_ = false;
        Watched watched{.code = RunCode::runtime, .ending = conversation_.finish(grace)};
        watched.message = "the mod's process " + ending_text(watched.ending);
        watched.error_code = "crash";
        if (version_.empty()) {
          watched.message =
              fmt::format("'{}' did not start: it {}", interpreter_, ending_text(watched.ending));
          watched.error_code = "start";
        }
        if (!cancelled_) return watched;
        return {.code = RunCode::cancelled,
                .message = "the run was cancelled",
                .error_code = "cancelled",
                .ending = watched.ending};
      }
      case EventKind::deadline: return stopped(RunCode::timeout, "the time was up", "timeout");
      case EventKind::signal:
        // A second one means: at once.
        patience = cancelled_ ? Clock::now() : Clock::now() + grace;
        cancelled_ = true;
        conversation_.signal(event.signal);
        break;
      case EventKind::broken:
        return stopped(RunCode::runtime, "the mod's process sent a message without an end",
                       "protocol");
    }
  }
}

/// Waits for the hello, once; null when it came.
const PythonChild::Watched* PythonChild::start_failure(const Deadline& deadline) {
  if (!version_.empty() || failed_start_) return failed_start_.get();
  Watched watched = watch(Until::hello, deadline);
  if (version_.empty()) failed_start_ = std::make_unique<Watched>(std::move(watched));
  return failed_start_.get();
}

const std::string& PythonChild::version(const Deadline& deadline) {
  start_failure(deadline);
  return version_;
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
  job["packages"] = packages_json(*prepared.component);
  job["params"] = to_json(*prepared.handed());
  if (const Watched* failed = start_failure(deadline)) {
    return failed_result(identity, failed->code, failed->message, failed->error_code,
                         seconds_since(begin));
  }
  say({{"run", std::move(job)}});
  Watched watched = watch(Until::result, deadline);
  if (!watched.result) {
    return failed_result(identity, watched.code, watched.message, watched.error_code,
                         seconds_since(begin));
  }
  ordered_json result = checked_result(std::move(*watched.result), identity);
  return cancelled_ ? as_cancelled(std::move(result)) : result;
}

int PythonChild::run_script(const ordered_json& script, const Deadline& deadline) {
  if (const Watched* failed = start_failure(deadline)) {
    log_.record("ERROR", failed->message);
    return static_cast<int>(failed->code);
  }
  say({{"script", script}});
  const Watched watched = watch(Until::result, deadline);
  if (watched.result) return static_cast<int>(RunCode::runtime);  // no script has one
  if (watched.code == RunCode::runtime) return watched.ending.exit_code;
  return static_cast<int>(watched.code);
}

void PythonChild::finish() {
  if (alive_) conversation_.finish(grace);
  alive_ = false;
}

}  // namespace dcr::mods
