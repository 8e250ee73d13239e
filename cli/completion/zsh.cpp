// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/completion.hpp"

#include <fmt/format.h>

namespace dcr::cli {
namespace {

constexpr std::string_view zsh_quote = "'\\''";

/// Text in the brackets of an _arguments specification.
std::string bracketed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action(const std::vector<std::string_view>& choices, Completes completes) {
  if (!choices.empty()) return fmt::format("({})", fmt::join(choices, " "));
  switch (completes) {
    case Completes::nothing: return "";
    case Completes::file: return "_files";
    case Completes::folder: return "_files -/";
    case Completes::revision: return "_dcr_revisions";
    case Completes::rule: return "_dcr_rules";
    case Completes::command: return "_dcr_commands";
    case Completes::contract: return "_dcr_contracts";
  }
  return "";
}

std::string specification(const Option& option) {
  const bool repeats = std::holds_alternative<std::vector<std::string>*>(option.target);
  std::string rest = fmt::format("[{}]", bracketed(option.help));
  if (!option.value_name.empty()) {
    rest += fmt::format(":{}:{}", bracketed(option.value_name),
                        action(option.choices, option.completes));
  }
  std::vector<std::string_view> excluded = option.excludes;
  if (!option.short_name.empty()) excluded.push_back(option.short_name);
  if (!repeats) excluded.push_back(option.name);
  const std::string before = repeats ? "*" : fmt::format("({})", fmt::join(excluded, " "));
  if (option.short_name.empty()) {
    return single_quoted(fmt::format("{}{}{}", before, option.name, rest), zsh_quote);
  }
  return fmt::format("{}{{{},{}}}{}", single_quoted(before, zsh_quote), option.short_name,
                     option.name, single_quoted(rest, zsh_quote));
}

std::string arguments_of(const Command& command) {
  const Invocation invocation = command.setup();
  std::string out = fmt::format("        {}{}{})\n          _arguments", command.name,
                                command.alias.empty() ? "" : "|", command.alias);
  for (const Option& option : all_options(invocation)) {
    out += fmt::format(" \\\n            {}", specification(option));
  }
  const Positionals& positionals = invocation.positionals;
  if (!positionals.value_name.empty()) {
    const std::string text = fmt::format("{}:{}:{}", positionals.at_most == 1 ? "1" : "*",
                                         bracketed(positionals.value_name),
                                         action(positionals.choices, positionals.completes));
    out += fmt::format(" \\\n            {}", single_quoted(text, zsh_quote));
  }
  return out + "\n          ;;\n";
}

}  // namespace

std::string zsh_completion() {
  std::string out =
      "#compdef dcr\n# zsh completion of dcr; printed by 'dcr completion zsh'\n\n"
      "_dcr_commands() {\n  local -a commands\n  commands=(\n";
  for (const Command* command : shown_commands()) {
    const std::string entry = fmt::format("{}:{}", command->name, bracketed(command->summary));
    out += fmt::format("    {}\n", single_quoted(entry, zsh_quote));
  }
  out += "  )\n  _describe -t commands command commands\n}\n\n";
  for (const auto& [function, command] :
       {std::pair{"_dcr_rules", list_rules}, std::pair{"_dcr_revisions", list_revisions},
        std::pair{"_dcr_contracts", list_contracts}}) {
    out += fmt::format(
        "{}() {{\n  local -a words\n  words=(${{(f)\"$({})\"}})\n"
        "  compadd -a words\n}}\n\n",
        function, command);
  }
  out +=
      "_dcr() {\n  local curcontext=$curcontext state line\n  typeset -A opt_args\n"
      "  _arguments -C";
  for (const Option& option : leading_options()) {
    out += fmt::format(" \\\n    {}", specification(option));
  }
  out +=
      " \\\n    '1:command:_dcr_commands' \\\n    '*::argument:->argument'\n"
      "  case $state in\n    argument)\n      case $words[1] in\n";
  for (const Command* command : shown_commands()) out += arguments_of(*command);
  return out + "      esac\n      ;;\n  esac\n}\n\n_dcr \"$@\"\n";
}

}  // namespace dcr::cli
