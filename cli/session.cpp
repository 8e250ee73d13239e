// SPDX-License-Identifier: Apache-2.0
#include "cli/session.hpp"

#include "cli/progress_line.hpp"
#include "core/base/progress.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace dcr::cli {
namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

bool is_zero(const char* name) {
  const char* value = std::getenv(name);
  return value && std::strcmp(value, "0") == 0;
}

/// Source: https://no-color.org and https://bixense.com/clicolors: whoever asks for none is heard
/// first, and whoever insists on colours needs no terminal.
report::Colour colour_of_stdout(std::string_view asked) {
  if (asked == "always") return report::Colour::always;
  if (asked == "never" || is_set("NO_COLOR")) return report::Colour::never;
  if (is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE")) return report::Colour::always;
  const char* terminal = std::getenv("TERM");
  const bool refused = is_zero("CLICOLOR") || (terminal && std::strcmp(terminal, "dumb") == 0);
  return !refused && isatty(STDOUT_FILENO) != 0 ? report::Colour::always : report::Colour::never;
}

/// Lines of a message with everything that could steer a terminal made visible.
std::string printable_lines(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) out += '\n';
    out += printable(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string place_of(const SourceSpan& where) {
  const Position& at = where.at.begin;
  if (!at.known()) return where.path + ": ";
  return fmt::format("{}:{}:{}: ", where.path, at.line, at.column);
}

}  // namespace

Result<Session> Session::begin(const GlobalOptions& globals) {
  for (const std::string& folder : globals.folders) {
    if (folder.empty()) continue;  // as git: `-C ""` stays where it is
    std::error_code failure;
    std::filesystem::current_path(folder, failure);
    if (failure) {
      return Error{.kind = ErrorKind::not_found,
                   .message = fmt::format("cannot enter folder '{}': {}", printable(folder),
                                          failure.message()),
                   .where = {},
                   .help = {}};
    }
  }
  return Session(colour_of_stdout(globals.colour));
}

std::optional<std::string> Session::environment(const char* name) const {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}

git::Environment Session::environment() const {
  return [session = *this](const char* name) { return session.environment(name); };
}

Timestamp Session::now() const {
  const auto now = std::chrono::system_clock::now();
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(now - second);
  return {second.time_since_epoch().count(), static_cast<std::int32_t>(rest.count())};
}

Date Session::today() const {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::chrono::year_month_day day(days);
  return {int{day.year()}, static_cast<int>(unsigned{day.month()}),
          static_cast<int>(unsigned{day.day()})};
}

report::Colour Session::colour() const { return colour_; }

bool Session::stdout_is_terminal() const { return isatty(STDOUT_FILENO) != 0; }

Result<void> Session::print(std::string_view text) const {
  ProgressLine::make_room();
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if ((written && std::fflush(stdout) == 0) || errno == EPIPE) return {};
  return Error{.kind = ErrorKind::io,
               .message = fmt::format("cannot write to standard output: {}", std::strerror(errno)),
               .where = {},
               .help = {}};
}

void Session::note(std::string_view line) const {
  ProgressLine::make_room();
  const std::string text = fmt::format("dcr: {}\n", printable_lines(line));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

Result<std::string> Session::read_stdin(std::size_t limit_bytes) const {
  const Phase phase("reading standard input");
  std::string text;
  std::array<char, 65536> block{};
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), stdin)) {
    text.append(block.data(), size);
    if (text.size() > limit_bytes) {
      return Error{.kind = ErrorKind::io,
                   .message = fmt::format("standard input holds more than {} bytes", limit_bytes),
                   .where = {},
                   .help = {}};
    }
  }
  if (std::ferror(stdin) == 0) return text;
  return Error{.kind = ErrorKind::io,
               .message = fmt::format("cannot read standard input: {}", std::strerror(errno)),
               .where = {},
               .help = {}};
}

Result<std::shared_ptr<const git::Repository>> Session::open_repository(
    const std::string& start_folder) const {
  return git::Repository::open({.start_folder = start_folder, .environment = environment()});
}

void report_error(const Error& error) {
  ProgressLine::make_room();
  const std::string_view label = error.kind == ErrorKind::usage ? "" : "error: ";
  const std::string place = error.where ? place_of(*error.where) : "";
  std::string text =
      fmt::format("dcr: {}{}{}\n", label, printable(place), printable_lines(error.message));
  if (!error.help.empty()) text += fmt::format("  help: {}\n", printable_lines(error.help));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace dcr::cli
