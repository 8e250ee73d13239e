// SPDX-License-Identifier: Apache-2.0
#include "core/formats/problem_error.hpp"

#include <fmt/format.h>

namespace dcr::formats {

namespace {

constexpr std::size_t most_shown = 50;

}  // namespace

Error error_of(const std::vector<Problem>& problems, std::string_view path, ErrorKind kind) {
  const Problem& first = problems.front();
  std::string message = first.message;
  if (problems.size() > 1) message += fmt::format(" (1 of {} problems)", problems.size());
  for (std::size_t i = 1; i < problems.size(); ++i) {
    if (i == most_shown) {
      message += fmt::format("\nand {} more", problems.size() - i);
      break;
    }
    const Position begin = problems[i].at.begin;
    message += fmt::format("\n{}:{}:{}: {}", path, begin.line, begin.column, problems[i].message);
  }
  return Error{kind, message, SourceSpan{std::string(path), first.at}, first.help};
}

}  // namespace dcr::formats
