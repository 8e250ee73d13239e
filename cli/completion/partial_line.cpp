// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/partial_line.hpp"

#include "cli/parse.hpp"

#include <algorithm>
#include <utility>

namespace dcr::cli {
namespace {

const Option* find_option(const std::vector<Option>& options, std::string_view name) {
  const auto found = std::ranges::find_if(options, [&](const Option& option) {
    return name == option.name || (!name.empty() && name == option.short_name);
  });
  return found == options.end() ? nullptr : &*found;
}

bool is_option(const PartialLine& line, std::string_view word) {
  return !line.only_positionals && word.size() > 1 && word.front() == '-';
}

void take_command(PartialLine& line, const std::string& word) {
  line.command = find_command(word);
  line.at = PartialLine::At::positional;
  line.options.clear();
  if (!line.command) return;
  line.invocation = line.command->setup();
  line.options = all_options(line.invocation);
}

/// Takes a word before the cursor. An option that waits for its value stays in `line.option`.
void take(PartialLine& line, const std::string& word) {
  if (line.option) {
    line.given[std::exchange(line.option, nullptr)->name].push_back(word);
    return;
  }
  if (word == "--" && line.command) {
    line.only_positionals = true;
    return;
  }
  if (!is_option(line, word)) {
    if (line.at == PartialLine::At::command) {
      take_command(line, word);
    } else {
      line.positionals.push_back(word);
    }
    return;
  }
  const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
  const Option* option = find_option(line.options, std::string_view(word).substr(0, equals));
  if (!option) return;
  if (option->value_name.empty()) {
    line.given[option->name].emplace_back();
  } else if (equals != std::string::npos) {
    line.given[option->name].push_back(word.substr(equals + 1));
  } else {
    line.option = option;
  }
}

void place_cursor(PartialLine& line, const std::string& word) {
  line.current = word;
  if (line.option) {
    line.at = PartialLine::At::option_value;
  } else if (!line.only_positionals && word.starts_with('-')) {
    line.at = PartialLine::At::option_name;
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    if (equals == std::string::npos) return;
    line.option = find_option(line.options, std::string_view(word).substr(0, equals));
    if (!line.option || line.option->value_name.empty()) return;
    line.at = PartialLine::At::option_value;
    line.before = word.substr(0, equals + 1);
    line.current = word.substr(equals + 1);
  }
}

}  // namespace

std::string PartialLine::value_of(std::string_view option_name) const {
  const auto found = given.find(option_name);
  return found == given.end() || found->second.empty() ? "" : found->second.back();
}

PartialLine read_partial_line(std::span<const std::string> words) {
  PartialLine line;
  line.options = leading_options();
  if (words.empty()) return line;
  for (const std::string& word : words.first(words.size() - 1)) take(line, word);
  place_cursor(line, words.back());
  return line;
}

}  // namespace dcr::cli
