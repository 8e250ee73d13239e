// SPDX-License-Identifier: Apache-2.0
#include "core/mods/interpreter.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/sha256.hpp"
#include "core/base/text.hpp"
#include "core/process/child.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

bool is_program(const fs::path& path) {
  std::error_code failure;
  return fs::is_regular_file(path, failure) && access(path.c_str(), X_OK) == 0;
}

/// Whether the file is a script and no interpreter.
bool is_script(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 2> start{};
  file.read(start.data(), start.size());
  return file && start[0] == '#' && start[1] == '!';
}

/// The nearest file of that name in the current folder or above, as text for a key.
std::string nearest_file_text(const char* name) {
  std::error_code failure;
  for (fs::path at = fs::current_path(failure); !at.empty(); at = at.parent_path()) {
    if (const auto text = read_whole_file((at / name).string(), 65536)) return *text;
    if (at == at.parent_path()) break;
  }
  return {};
}

/// Changes when the shim, or what it goes by, does.
std::string shim_key(const fs::path& shim, const ReadVariable& environment) {
  struct stat status {};
  stat(shim.c_str(), &status);
  std::string key = fmt::format("{}\n{}\n{}\n{}\n", shim.string(), status.st_ino,
                                status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  for (const char* name : {"PYENV_VERSION", "PYENV_ROOT", "ASDF_PYTHON_VERSION", "HOME"}) {
    key += environment(name).value_or("") + "\n";
  }
  for (const char* name : {".python-version", ".tool-versions"}) {
    key += nearest_file_text(name) + "\n";
  }
  const fs::path chosen = shim.parent_path().parent_path() / "version";
  return key + read_whole_file(chosen.string(), 65536).value_or("");
}

/// The first line that a Python prints.
Result<std::string> ask(const std::string& program, const char* question) {
  auto outcome =
      process::run({.arguments = {program, "-I", "-S", "-c", question}, .output_limit = 65536});
  if (!outcome) return outcome.error();
  std::string answer = outcome->output.substr(0, outcome->output.find('\n'));
  if (outcome->succeeded() && !answer.empty()) return answer;
  return Error{ErrorKind::io,
               "'" + printable(program) + "' starts no Python",
               {},
               printable(outcome->errors.substr(0, outcome->errors.find('\n')))};
}

/// Asks a shim which interpreter it starts.
Result<std::string> ask_shim(const std::string& shim) {
  auto answer = ask(shim, "import sys; print(sys.executable)");
  if (!answer || (fs::path(*answer).is_absolute() && is_program(*answer))) return answer;
  return Error{ErrorKind::io,
               "'" + printable(shim) + "' starts no Python: it names '" + printable(*answer) + "'"};
}

Result<std::string> without_shim(const std::string& program, const InterpreterSearch& search) {
  if (!is_script(program)) return program;
  if (search.cache_folder.empty()) return ask_shim(program);
  const fs::path remembered = fs::path(search.cache_folder) / "interpreters" /
                              sha256_hex(shim_key(program, search.environment)).substr(0, 16);
  const auto known = read_whole_file(remembered.string(), 4096);
  if (known && fs::path(*known).is_absolute() && is_program(*known)) return *known;
  auto answer = ask_shim(program);
  if (!answer) return answer.error();
  std::error_code failure;
  fs::create_directories(remembered.parent_path(), failure);
  // Without a memory the next run asks again.
  [[maybe_unused]] const auto kept =
      write_atomically(remembered.string(), *answer, Durability::cache);
  return answer;
}

Result<std::string> named_program(const NamedInterpreter& named, const ReadVariable& environment) {
  const bool is_path = named.program.find('/') != std::string::npos;
  std::error_code failure;
  const std::string found = is_path ? fs::absolute(fs::path(named.folder) / named.program, failure)
                                          .lexically_normal()
                                          .string()
                                    : find_in_path(named.program, environment);
  if (!found.empty() && is_program(found)) return found;
  return Error{ErrorKind::not_found, "no Python '" + printable(named.program) + "'"};
}

/// Of the nearest `.venv`; empty when there is none.
std::string venv_program(const InterpreterSearch& search) {
  std::error_code failure;
  fs::path at = fs::weakly_canonical(fs::absolute(search.job_folder, failure), failure);
  while (!at.empty()) {
    const fs::path candidate = at / ".venv/bin/python3";
    if (is_program(candidate)) return candidate.string();
    if (search.top.empty() || at == fs::path(search.top) || at == at.parent_path()) break;
    at = at.parent_path();
  }
  return {};
}

}  // namespace

std::string python_of(const Component& component) {
  const auto found = component.other.find("python");
  return found == component.other.end() ? "" : found->second;
}

std::string find_in_path(const std::string& program, const ReadVariable& environment) {
  std::string path = environment("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  std::error_code failure;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const fs::path candidate = fs::absolute(path.substr(0, end), failure) / program;
    if (end > 0 && is_program(candidate)) return candidate.string();
    path.erase(0, end + 1);
  }
  return {};
}

Result<std::string> interpreter_version(const std::string& interpreter) {
  return ask(interpreter, "import sys; print('%d.%d.%d' % sys.version_info[:3])");
}

Result<std::string> find_interpreter(const InterpreterSearch& search) {
  for (const NamedInterpreter& named : search.named) {
    if (named.program.empty()) continue;
    auto program = named_program(named, search.environment);
    return program ? without_shim(*program, search) : program;
  }
  if (const auto active = search.environment("VIRTUAL_ENV"); active && !active->empty()) {
    const fs::path program = fs::path(*active) / "bin/python3";
    if (is_program(program)) return without_shim(program.string(), search);
  }
  if (const std::string program = venv_program(search); !program.empty()) {
    return without_shim(program, search);
  }
  const std::string program = find_in_path("python3", search.environment);
  if (!program.empty()) return without_shim(program, search);
  return Error{ErrorKind::not_found, "no python3 in PATH", {}, "install Python 3.8 or later"};
}

}  // namespace dcr::mods
