// SPDX-License-Identifier: Apache-2.0
#include "core/base/bug.hpp"
#include "core/base/sha256.hpp"
#include "core/base/text.hpp"
#include "core/report/formats.hpp"
#include "core/report/listed.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace dcr::report {

namespace {

constexpr std::size_t most_of_a_level = 10;

enum class Level { error, warning, notice };
constexpr std::array levels = {Level::error, Level::warning, Level::notice};

std::string_view to_string(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::notice: return "notice";
  }
  unreachable();
}

Level level_of(const Issue& issue) {
  if (issue.accepted) return Level::notice;
  switch (issue.severity) {
    case Severity::error: return Level::error;
    case Severity::warning: return Level::warning;
    case Severity::info: return Level::notice;
  }
  unreachable();
}

std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string message(std::string_view text) { return escaped(text, "%\r\n"); }

std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }

/// The path as it is, which GitHub looks up; where a terminal would obey it, made visible.
std::string file_property(const std::string& path) {
  std::string without_ends = path;
  std::erase_if(without_ends, [](char c) { return c == '\n' || c == '\r'; });
  return property(printable(without_ends) == without_ends ? path : printable(path));
}

std::string annotation(const Listed& listed) {
  const Span& at = listed.at;
  std::string place = fmt::format("file={},line={}", file_property(listed.path), at.begin.line);
  if (at.begin.column > 0) {
    place += fmt::format(",col={},endColumn={}", at.begin.column,
                         at.begin.column + std::max(1, at.length));
  }
  std::string title = printable(listed.issue->rule);
  if (listed.contract) title += " in " + printable(listed.contract->name);
  return fmt::format("::{} {},title={}::{}\n", to_string(level_of(*listed.issue)), place,
                     property(title), message(whole_text(listed)));
}

struct Sorted {
  std::array<std::vector<const Listed*>, levels.size()> of;

  [[nodiscard]] std::vector<const Listed*>& at(Level level) {
    return of[static_cast<std::size_t>(level)];
  }
};

std::string annotations(const Report& report) {
  const std::vector<Listed> all = list_issues(report);
  Sorted sorted;
  for (const Listed& listed : all) sorted.at(level_of(*listed.issue)).push_back(&listed);
  const bool overflows = std::ranges::any_of(
      sorted.of, [](const auto& issues) { return issues.size() > most_of_a_level; });
  std::string out;
  std::vector<std::string> hidden;
  for (const Level level : levels) {
    // The notice that tells of the rest is one of ten, too.
    const std::size_t most = most_of_a_level - (overflows && level == Level::notice ? 1 : 0);
    const std::vector<const Listed*>& issues = sorted.at(level);
    for (std::size_t i = 0; i < std::min(most, issues.size()); ++i) out += annotation(*issues[i]);
    if (issues.size() > most) hidden.push_back(counted(issues.size() - most, to_string(level)));
  }
  if (hidden.empty()) return out;
  return out + fmt::format(
                   "::notice title=dcr::{} without an annotation, of which GitHub takes {} "
                   "a level: the log and the summary of this step list all\n",
                   fmt::join(hidden, ", "), most_of_a_level);
}

}  // namespace

std::string to_github(const Report& report, const TextOptions& options) {
  const std::string text = to_text(report, options);
  if (text.empty()) return annotations(report);
  // GitHub would obey a line of the report that looks like a command, until it reads a word that
  // nobody can have planted: no text holds its own digest.
  const std::string token = sha256_hex(text);
  return fmt::format("{}::stop-commands::{}\n{}::{}::\n", annotations(report), token, text, token);
}

}  // namespace dcr::report
