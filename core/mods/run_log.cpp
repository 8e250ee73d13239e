// SPDX-License-Identifier: Apache-2.0
#include "core/mods/run_log.hpp"

#include "core/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

/// "2024-08-12T14:30:22.123Z" as "20240812_143022".
std::string compact(const std::string& timestamp) {
  std::string digits;
  for (const char c : timestamp.substr(0, 19)) {
    if (c >= '0' && c <= '9') digits += c;
    if (c == 'T') digits += '_';
  }
  return digits;
}

/// A job's name as part of a file's name.
std::string as_file_name(const std::string& job) {
  std::string name = fs::path(job).stem().string();
  std::ranges::replace_if(
      name, [](char c) { return c == '/' || static_cast<unsigned char>(c) < 0x21; }, '_');
  return name.empty() ? "job" : name;
}

}  // namespace

void RunLog::open(const std::string& folder, const std::string& job) {
  if (folder.empty() || failed_ || descriptor_.is_open()) return;
  std::error_code failure;
  fs::create_directories(folder, failure);
  const std::string name =
      fmt::format("{}_{}_{}.log", as_file_name(job), compact(timestamp_now()), getpid());
  const std::string path = fs::absolute(fs::path(folder) / name, failure).lexically_normal();
  descriptor_ = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
  failed_ = !descriptor_.is_open();
  if (failed_) {
    show_(fmt::format("dcr: warning: cannot write the log '{}': {}", path, std::strerror(errno)));
    return;
  }
  file_ = path;
}

void RunLog::begin(const RunIdentity& identity, const Secrets& secrets) {
  runs_.push_back({identity, secrets});
}

void RunLog::end() {
  if (!runs_.empty()) runs_.pop_back();
}

void RunLog::print(std::string_view line) { write("PRINT", line); }

void RunLog::record(std::string_view level, std::string_view message) { write(level, message); }

void RunLog::write(std::string_view level, std::string_view message) {
  std::string shown(message);
  for (const Run& run : runs_) {
    if (!run.secrets.empty()) shown = run.secrets.masked(shown);
  }
  const RunIdentity none;
  const RunIdentity& identity = runs_.empty() ? none : runs_.back().identity;
  const std::string label = level == "PRINT" ? "" : std::string(level) + ": ";
  const std::string tag = runs_.empty() ? "" : fmt::format("[{}] ", identity.mod_name);
  show_(tag + label + shown);
  if (!descriptor_.is_open()) return;
  nlohmann::ordered_json record;
  record["timestamp"] = timestamp_now();
  record["level"] = level;
  record["run_id"] = identity.run_id;
  record["mod_type"] = identity.mod_type;
  record["mod_name"] = identity.mod_name;
  record["message"] = shown;
  const std::string line =
      record.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  // One write a line: several jobs may write to one file. A full disk must not end the job.
  [[maybe_unused]] const ssize_t written = ::write(descriptor_.number(), line.data(), line.size());
}

}  // namespace dcr::mods
