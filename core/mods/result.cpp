// SPDX-License-Identifier: Apache-2.0
#include "core/mods/result.hpp"

#include "core/base/timestamp.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

namespace dcr::mods {
namespace {

using nlohmann::ordered_json;

constexpr std::array codes{RunCode::success, RunCode::warning, RunCode::validation,
                           RunCode::runtime, RunCode::timeout, RunCode::cancelled};

std::string_view status_of(RunCode code) {
  if (code == RunCode::success) return "success";
  return code == RunCode::warning ? "warning" : "error";
}

ordered_json error_entry(const std::string& message, const std::string& error_code) {
  return {{"message", message}, {"error_code", error_code}, {"timestamp", timestamp_now()}};
}

ordered_json logs_of(const RunIdentity& identity) {
  ordered_json logs;
  logs["log_file"] = identity.log_file.empty() ? ordered_json() : ordered_json(identity.log_file);
  logs["run_id"] = identity.run_id;
  logs["mod_type"] = identity.mod_type;
  logs["mod_name"] = identity.mod_name;
  return logs;
}

ordered_json bare_result(const RunIdentity& identity, RunCode code, double seconds) {
  ordered_json result;
  result["status"] = status_of(code);
  result["execution_time"] = seconds;
  result["exit_code"] = static_cast<int>(code);
  for (const char* part : {"metrics", "artifacts", "globals"})
    result[part] = ordered_json::object();
  for (const char* part : {"warnings", "errors"}) result[part] = ordered_json::array();
  result["logs"] = logs_of(identity);
  return result;
}

/// The code that a status stands for.
RunCode code_of_status(const ordered_json& answer) {
  const auto status = answer.find("status");
  if (status == answer.end() || !status->is_string()) return RunCode::runtime;
  if (*status == "success") return RunCode::success;
  return *status == "warning" ? RunCode::warning : RunCode::runtime;
}

/// The worse of status and exit code; an unknown exit code goes into the errors.
RunCode settled_code(const ordered_json& answer, ordered_json& errors) {
  const RunCode usual = code_of_status(answer);
  const auto stated = answer.find("exit_code");
  if (stated == answer.end() || !stated->is_number_integer()) return usual;
  const auto known = std::ranges::find(codes, stated->get<long long>(),
                                       [](RunCode code) { return static_cast<long long>(code); });
  if (known == codes.end()) {
    errors.push_back(
        error_entry(fmt::format("the mod ended with exit code {}", stated->dump()), "exit_code"));
    return RunCode::runtime;
  }
  return std::max(*known, *known <= RunCode::warning ? usual : RunCode::success);
}

ordered_json entry_of(const ordered_json& found, const char* code_key) {
  const auto text = [&](const char* key) -> ordered_json {
    if (!found.is_object() || !found.contains(key)) return nullptr;
    const ordered_json& value = found[key];
    return value.is_string() || value.is_null() ? value : ordered_json(value.dump());
  };
  ordered_json entry;
  const ordered_json message = found.is_string() ? found : text("message");
  entry["message"] = message.is_string() ? message : ordered_json(found.dump());
  entry[code_key] = text(code_key);
  entry["timestamp"] = text("timestamp");
  return entry;
}

void take_entries(const ordered_json& answer, ordered_json& result, const char* part,
                  const char* code_key) {
  const auto found = answer.find(part);
  if (found == answer.end() || !found->is_array()) return;
  for (const ordered_json& item : *found) result[part].push_back(entry_of(item, code_key));
}

}  // namespace

std::string timestamp_now() {
  const auto now = std::chrono::system_clock::now();
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now - second).count();
  std::string text = utc_text(second.time_since_epoch().count());
  text.insert(text.size() - 1, fmt::format(".{:03}", milliseconds));
  return text;
}

std::string new_run_id(std::string_view mod_type) {
  std::random_device random;
  return fmt::format("{}_{:08x}", mod_type, static_cast<std::uint32_t>(random()));
}

ordered_json failed_result(const RunIdentity& identity, RunCode code, const std::string& message,
                           const std::string& error_code, double seconds) {
  ordered_json result = bare_result(identity, code, seconds);
  result["errors"].push_back(error_entry(message, error_code));
  return result;
}

ordered_json refused_result(const RunIdentity& identity, const std::vector<Fault>& faults) {
  ordered_json result = bare_result(identity, RunCode::validation, 0.0);
  for (const Fault& fault : faults) {
    result["errors"].push_back(error_entry(to_line(fault), "invalid_params"));
  }
  return result;
}

ordered_json checked_result(ordered_json answer, const RunIdentity& identity) {
  if (!answer.is_object()) answer = ordered_json::object();
  ordered_json errors = ordered_json::array();
  const RunCode code = settled_code(answer, errors);
  const auto time = answer.find("execution_time");
  const bool timed = time != answer.end() && time->is_number();
  ordered_json result = bare_result(identity, code, timed ? time->get<double>() : 0.0);
  for (const char* part : {"metrics", "artifacts", "globals"}) {
    const auto found = answer.find(part);
    if (found != answer.end() && found->is_object()) result[part] = std::move(*found);
  }
  take_entries(answer, result, "warnings", "warning_code");
  take_entries(answer, result, "errors", "error_code");
  for (ordered_json& error : errors) result["errors"].push_back(std::move(error));
  return result;
}

ordered_json as_cancelled(ordered_json result) {
  if (code_of(result) == RunCode::cancelled) return result;
  result["status"] = status_of(RunCode::cancelled);
  result["exit_code"] = static_cast<int>(RunCode::cancelled);
  result["errors"].push_back(error_entry("the run was cancelled", "cancelled"));
  return result;
}

RunCode code_of(const ordered_json& result) {
  return static_cast<RunCode>(result.at("exit_code").get<int>());
}

ordered_json job_result(const std::string& job, std::vector<ordered_json> results) {
  RunCode worst = RunCode::success;
  double seconds = 0;
  for (const ordered_json& result : results) {
    worst = std::max(worst, code_of(result));
    seconds += result.at("execution_time").get<double>();
  }
  ordered_json out;
  out["status"] = status_of(worst);
  out["execution_time"] = seconds;
  out["exit_code"] = static_cast<int>(worst);
  out["job"] = job;
  out["mods"] = ordered_json(std::move(results));
  return out;
}

}  // namespace dcr::mods
