// SPDX-License-Identifier: Apache-2.0
#include "core/mods/command_child.hpp"

#include "core/base/atomic_file.hpp"
#include "core/mods/ending.hpp"
#include "core/mods/python_child.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t largest_result = std::size_t{64} << 20;

/// The folder of the result file, gone with its owner.
class ResultFolder {
 public:
  ResultFolder() {
    std::error_code failure;
    const fs::path above = fs::temp_directory_path(failure);
    folder_ = ((failure ? fs::path("/tmp") : above) / "dcr-result-XXXXXX").string();
    made_ = mkdtemp(folder_.data()) != nullptr;
  }
  ResultFolder(const ResultFolder&) = delete;
  ResultFolder& operator=(const ResultFolder&) = delete;
  ~ResultFolder() {
    std::error_code ignored;
    if (made_) fs::remove_all(folder_, ignored);
  }

  [[nodiscard]] bool is_there() const { return made_; }
  [[nodiscard]] std::string file() const { return folder_ + "/result.json"; }

 private:
  std::string folder_;
  bool made_ = false;
};

struct Watched {
  RunCode code = RunCode::success;  // other than success: why it did not end by itself
  process::Ending ending;
};

Watched watch(Conversation& conversation, const Deadline& deadline) {
  bool cancelled = false;
  Deadline until = deadline;
  while (true) {
    const Event event = conversation.next(until);
    switch (event.kind) {
      case EventKind::message:
      case EventKind::broken: break;  // it has no channel
      case EventKind::ended:
        return {cancelled ? RunCode::cancelled : RunCode::success, conversation.finish(grace)};
      case EventKind::deadline:
        return {cancelled ? RunCode::cancelled : RunCode::timeout, conversation.stop(grace)};
      case EventKind::signal:
        until = cancelled ? Clock::now() : Clock::now() + grace;
        cancelled = true;
        conversation.signal(event.signal);
        break;
    }
  }
}

/// The document that the program wrote, or what stands for one.
ordered_json written_result(const std::string& file, const process::Ending& ending) {
  const auto text = read_whole_file(file, largest_result);
  ordered_json result = ordered_json::object();
  if (text && !text->empty()) {
    result = ordered_json::parse(*text, nullptr, false);
    if (!result.is_object()) {
      return {{"status", "error"},
              {"errors", {{{"message", "the result that the mod wrote is no JSON object"}}}}};
    }
  }
  if (!result.contains("status")) {
    const bool warned = ending.exit_code == static_cast<int>(RunCode::warning);
    result["status"] = ending.exit_code == 0 ? "success" : warned ? "warning" : "error";
  }
  const auto stated = result.find("exit_code");
  const bool worse_stated = stated != result.end() && stated->is_number_integer() &&
                            stated->get<long long>() > ending.exit_code;
  if (!worse_stated) result["exit_code"] = ending.exit_code;
  return result;
}

process::StreamPlan stream_plan(const Prepared& prepared, const std::string& registry_folder,
                                const std::string& result_file) {
  process::StreamPlan plan;
  for (const Located<std::string>& argument : prepared.component->command) {
    plan.arguments.push_back(*argument);
  }
  std::string& program = plan.arguments.front();
  if (program.find('/') != std::string::npos) {
    program = (fs::path(registry_folder) / program).lexically_normal().string();
  }
  plan.environment = {{"DCR_RESULT", result_file},
                      {"DCR_RUN_ID", prepared.identity.run_id},
                      {"DCR_MOD_NAME", prepared.identity.mod_name},
                      {"DCR_MOD_TYPE", prepared.identity.mod_type}};
  return plan;
}

}  // namespace

ordered_json run_command(const Prepared& prepared, const std::string& registry_folder,
                         const process::SignalWatch& signals, RunLog& log,
                         const Deadline& deadline) {
  const Clock::time_point begin = Clock::now();
  const RunIdentity& identity = prepared.identity;
  const auto failed = [&](RunCode code, const std::string& message, const std::string& error_code) {
    const std::chrono::duration<double> seconds = Clock::now() - begin;
    return failed_result(identity, code, message, error_code, seconds.count());
  };
  const ResultFolder folder;
  if (!folder.is_there()) {
    return failed(RunCode::runtime, "cannot make a temporary folder for the result", "start");
  }
  process::StreamPlan plan = stream_plan(prepared, registry_folder, folder.file());
  const std::string input =
      to_json(*prepared.handed()).dump(-1, ' ', false, ordered_json::error_handler_t::replace) +
      "\n";
  plan.input = input;
  auto child = process::StreamChild::start(plan);
  if (!child) return failed(RunCode::runtime, child.error().message, "start");
  Conversation conversation(std::move(*child), signals,
                            [&log](std::string_view line) { log.print(line); });
  const Watched watched = watch(conversation, deadline);
  if (watched.code == RunCode::timeout) return failed(watched.code, "the time was up", "timeout");
  if (watched.code == RunCode::cancelled) {
    return failed(watched.code, "the run was cancelled", "cancelled");
  }
  if (watched.ending.signal != 0) {
    return failed(RunCode::runtime, "the mod " + ending_text(watched.ending), "crash");
  }
  ordered_json written = written_result(folder.file(), watched.ending);
  const std::chrono::duration<double> seconds = Clock::now() - begin;
  written["execution_time"] = seconds.count();
  return checked_result(std::move(written), identity);
}

}  // namespace dcr::mods
