// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/completion.hpp"

#include "cli/parse.hpp"

#include <utility>

namespace dcr::cli {
namespace {

// The scripts read what the options are, never where their values go.
GlobalOptions unused;

}  // namespace

std::vector<const Command*> shown_commands() {
  std::vector<const Command*> shown;
  for (const Command* command : commands()) {
    if (command->group != Group::hidden) shown.push_back(command);
  }
  return shown;
}

std::vector<Option> all_options(const Invocation& invocation) {
  std::vector<Option> options = invocation.options;
  for (Option& option : global_options(unused)) options.push_back(std::move(option));
  return options;
}

std::vector<Option> leading_options() {
  std::vector<Option> options = global_options(unused);
  options.push_back(version_option(unused));
  return options;
}

std::string single_quoted(std::string_view text, std::string_view quote) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += quote;
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace dcr::cli
