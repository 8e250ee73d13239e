// SPDX-License-Identifier: Apache-2.0
#include "core/mods/run_log.hpp"

#include "core/base/text.hpp"
#include "core/mods/log_retention.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr int usual_rank = 20;
/// Source: the levels of Python's logging.
constexpr std::array<std::pair<std::string_view, int>, 8> ranks{{{"NOTSET", 0},
                                                                 {"DEBUG", 10},
                                                                 {"INFO", usual_rank},
                                                                 {"WARNING", 30},
                                                                 {"WARN", 30},
                                                                 {"ERROR", 40},
                                                                 {"CRITICAL", 50},
                                                                 {"FATAL", 50}}};

std::optional<int> rank_of(std::string_view level) {
  std::string upper(level);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  const auto* found = std::ranges::find(ranks, upper, [](const auto& rank) { return rank.first; });
  if (found == ranks.end()) return std::nullopt;
  return found->second;
}

std::string messages_at(const ordered_json& item) {
  const auto found = item.is_object() ? item.find("message") : item.end();
  return found != item.end() && found->is_string() ? found->get<std::string>() : item.dump();
}

std::string shown_end(const ordered_json& result) {
  const auto part = [&](const char* key) {
    const auto found = result.find(key);
    return found == result.end() ? ordered_json() : *found;
  };
  const ordered_json status = part("status");
  const ordered_json time = part("execution_time");
  return fmt::format("ended: {}, exit code {}, {:.3f} s",
                     status.is_string() ? status.get<std::string>() : "error",
                     part("exit_code").dump(), time.is_number() ? time.get<double>() : 0.0);
}

}  // namespace

void RunLog::place(const std::string& folder) {
  if (folder.empty()) return;
  std::error_code failure;
  std::string absolute = fs::absolute(folder, failure).lexically_normal().string();
  if (absolute == folder_) return;
  folder_ = std::move(absolute);
  is_placed_ = false;
}

const std::string& RunLog::file() {
  if (folder_.empty() || is_placed_) return file_;
  is_placed_ = true;
  std::error_code failure;
  fs::create_directories(folder_, failure);
  const std::string path =
      (fs::path(folder_) / log_name(job_, timestamp_now(), getpid())).lexically_normal();
  constexpr int flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC;
  const int number = ::open(path.c_str(), flags, 0640);
  if (number < 0) {
    show_(fmt::format("dcr: warning: cannot write the log '{}': {}", path, std::strerror(errno)));
  }
  descriptor_ = Descriptor(number);
  file_ = descriptor_.is_open() ? path : "";
  return file_;
}

void RunLog::begin(const RunIdentity& identity, const std::string& level) {
  const std::optional<int> least = level.empty() ? usual_rank : rank_of(level);
  if (!least && strange_levels_.insert(level).second) {
    show_("dcr: warning: log_level '" + secrets_.masked(level) +
          "' is none of DEBUG, INFO, WARNING, ERROR and CRITICAL; INFO is used");
  }
  runs_.push_back({identity, least.value_or(usual_rank)});
  if (is_wanted("INFO")) write("INFO", "started");
}

void RunLog::end(const ordered_json& result) {
  if (runs_.empty()) return;
  for (const auto& [part, level] : {std::pair{"warnings", "WARNING"}, {"errors", "ERROR"}}) {
    const auto found = result.find(part);
    if (found == result.end() || !found->is_array() || !is_wanted(level)) continue;
    for (const ordered_json& item : *found) write(level, secrets_.masked(messages_at(item)));
  }
  if (is_wanted("INFO")) write("INFO", shown_end(result));
  runs_.pop_back();
}

bool RunLog::is_wanted(std::string_view level) const {
  return runs_.empty() || rank_of(level).value_or(usual_rank) >= runs_.back().least;
}

void RunLog::print(std::string_view line) {
  if (secrets_.empty()) {
    show("", line);
    write("PRINT", line);
    return;
  }
  const std::string masked = secrets_.masked(line);
  show("", masked);
  write("PRINT", masked);
}

void RunLog::record(std::string_view level, std::string_view message) {
  if (!is_wanted(level)) return;
  const std::string masked = secrets_.masked(message);
  show(fmt::format("{}: ", level), masked);
  write(level, masked);
}

void RunLog::show(std::string_view label, std::string_view text) {
  std::string line;
  if (!runs_.empty()) line = fmt::format("[{}] ", runs_.back().identity.mod_name);
  line += label;
  line += text;
  show_(line);
}

void RunLog::write(std::string_view level, std::string_view text) {
  file();
  if (!descriptor_.is_open()) return;
  const RunIdentity none;
  const RunIdentity& identity = runs_.empty() ? none : runs_.back().identity;
  ordered_json record;
  record["timestamp"] = timestamp_now();
  record["level"] = level;
  record["run_id"] = identity.run_id;
  record["mod_type"] = identity.mod_type;
  record["mod_name"] = identity.mod_name;
  record["message"] = text;
  const std::string line =
      record.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  // One write a line: several jobs may write to one file. A full disk must not end the job.
  [[maybe_unused]] const ssize_t written = ::write(descriptor_.number(), line.data(), line.size());
}

}  // namespace dcr::mods
