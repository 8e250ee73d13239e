// SPDX-License-Identifier: Apache-2.0
#include "core/process/parts.hpp"

#include "core/process/child.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace dcr::process {
namespace {

std::atomic<bool> programs_are_forbidden = false;

std::string name_of(const std::string& entry) { return entry.substr(0, entry.find('=')); }

bool is_folder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

Error system_error(const std::string& what, int number) {
  return Error{ErrorKind::io, what + ": " + std::strerror(number), {}, {}};
}

Descriptor above_standard(int number) {
  Descriptor low(number);
  if (number < 0 || number > STDERR_FILENO) return low;
  return Descriptor(fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return system_error("cannot make a pipe", errno);
  Pipe made{above_standard(ends[0]), above_standard(ends[1])};
  if (!made.reader.is_open() || !made.writer.is_open()) {
    return system_error("cannot make a pipe", errno);
  }
  return made;
}

Result<Descriptor> input_file(std::string_view input) {
  if (input.empty()) return above_standard(open("/dev/null", O_RDONLY | O_CLOEXEC));
  Descriptor file = above_standard(memfd_create("dcr-input", MFD_CLOEXEC));
  if (!file.is_open()) return system_error("cannot hold the input of a program", errno);
  while (!input.empty()) {
    const ssize_t wrote = write(file.number(), input.data(), input.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return system_error("cannot hold the input of a program", errno);
    input.remove_prefix(static_cast<std::size_t>(wrote));
  }
  lseek(file.number(), 0, SEEK_SET);
  return file;
}

std::vector<std::string> environment_of(const EnvironmentChanges& changes) {
  std::vector<std::string> result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string name = name_of(*entry);
    const bool changed = std::any_of(changes.begin(), changes.end(),
                                     [&](const auto& change) { return change.first == name; });
    if (!changed) result.emplace_back(*entry);
  }
  for (const auto& [name, value] : changes) {
    if (value) result.push_back(name + "=" + *value);
  }
  return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

void forbid_programs() { programs_are_forbidden = true; }

bool programs_forbidden() { return programs_are_forbidden; }

Result<void> check(const std::vector<std::string>& arguments, const std::string& folder) {
  const std::string& program = arguments.front();
  if (programs_are_forbidden) {
    return Error{ErrorKind::unavailable, "'" + program + "' may not run here", {}, {}};
  }
  for (const std::string& argument : arguments) {
    // The system would cut the argument there, and another command would run than the one asked.
    if (argument.find('\0') != std::string::npos) {
      return Error{ErrorKind::usage, "an argument for '" + program + "' holds a NUL byte", {}, {}};
    }
  }
  if (!folder.empty() && !is_folder(folder)) {
    return Error{
        ErrorKind::io, "cannot run '" + program + "' in '" + folder + "': not a folder", {}, {}};
  }
  return {};
}

}  // namespace dcr::process
