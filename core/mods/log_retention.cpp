// SPDX-License-Identifier: Apache-2.0
#include "core/mods/log_retention.hpp"

#include "core/base/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".log";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "2024-08-12T14:30:22.123Z" as "20240812_143022".
std::string compact(const std::string& timestamp) {
  std::string digits;
  for (const char c : timestamp.substr(0, 19)) {
    if (is_digit(c)) digits += c;
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

/// Takes `_` and digits, `least` to `most` of them, from the end of a name.
bool take_number(std::string_view& name, std::size_t least, std::size_t most) {
  std::size_t digits = 0;
  while (digits < name.size() && is_digit(name[name.size() - 1 - digits])) ++digits;
  if (digits < least || digits > most || digits == name.size()) return false;
  name.remove_suffix(digits);
  if (name.back() != '_') return false;
  name.remove_suffix(1);
  return true;
}

/// Whether the file, which is not followed when it is a link, is a log older than `oldest`.
bool is_old_log(const std::string& path, std::time_t oldest) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file.is_open() || fstat(file.number(), &status) != 0) return false;
  if (!S_ISREG(status.st_mode) || status.st_mtim.tv_sec > oldest) return false;
  std::array<char, record_start.size()> start{};
  const ssize_t size = read(file.number(), start.data(), start.size());
  // A log of a job that was killed before it could say anything is empty.
  return size >= 0 && record_start.starts_with({start.data(), static_cast<std::size_t>(size)}) &&
         (size == 0 || static_cast<std::size_t>(size) == start.size());
}

}  // namespace

std::string log_name(const std::string& job, const std::string& timestamp, long process) {
  return fmt::format("{}_{}_{}{}", as_file_name(job), compact(timestamp), process, ending);
}

bool is_log_name(std::string_view name) {
  if (!name.ends_with(ending)) return false;
  name.remove_suffix(ending.size());
  return take_number(name, 1, 10) && take_number(name, 6, 6) && take_number(name, 8, 8) &&
         !name.empty();
}

std::size_t remove_old_logs(const std::string& folder, std::chrono::hours age) {
  const auto now = std::chrono::system_clock::now();
  const std::time_t oldest = std::chrono::system_clock::to_time_t(now - age);
  std::size_t removed = 0;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
    const std::string path = at->path().string();
    if (!is_log_name(at->path().filename().string()) || !is_old_log(path, oldest)) continue;
    if (unlink(path.c_str()) == 0) ++removed;
  }
  return removed;
}

}  // namespace dcr::mods
