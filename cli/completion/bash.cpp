// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/completion.hpp"

#include <fmt/format.h>

namespace dcr::cli {
namespace {

constexpr std::string_view opening =
    R"bash(# bash completion of dcr; printed by 'dcr completion bash'

_dcr_offer() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done
}

# Not compgen -W: it would expand what a repository calls its branches and contracts.
_dcr_offer_lines() {
  local word
  while IFS= read -r word; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done
}

_dcr() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' i
  COMPREPLY=()
  # bash divides --color=never into three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -C | --color) ((i++)) ;;
      -* | =) ;;
      *)
        command=${COMP_WORDS[i]}
        break
        ;;
    esac
  done
)bash";

// With nothing offered, `-o default` completes file names.
constexpr std::string_view closing = R"bash(}

complete -o bashdefault -o default -F _dcr dcr
)bash";

std::string offer_words(const std::vector<std::string_view>& words) {
  return fmt::format("_dcr_offer < <(compgen -W '{}' -- \"$cur\")", fmt::join(words, " "));
}

std::string offer(Completes completes) {
  switch (completes) {
    case Completes::nothing:
    case Completes::file: return ":";
    case Completes::folder: return "_dcr_offer < <(compgen -d -- \"$cur\")";
    case Completes::revision: return fmt::format("_dcr_offer_lines < <({})", list_revisions);
    case Completes::rule: return fmt::format("_dcr_offer_lines < <({})", list_rules);
    case Completes::contract: return fmt::format("_dcr_offer_lines < <({})", list_contracts);
    case Completes::command: return offer_words(command_names());
  }
  return ":";
}

/// The `case` arms for the values of options; `command` is `*` for those of every command.
std::string value_arms(std::string_view command, const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) {
    if (option.value_name.empty()) continue;
    const std::string what =
        option.choices.empty() ? offer(option.completes) : offer_words(option.choices);
    for (const std::string_view name : {option.short_name, option.name}) {
      if (!name.empty()) out += fmt::format("    {},{}) {}; return ;;\n", command, name, what);
    }
  }
  return out;
}

std::vector<std::string_view> option_names(const std::vector<Option>& options) {
  std::vector<std::string_view> names;
  for (const Option& option : options) {
    if (!option.short_name.empty()) names.push_back(option.short_name);
    names.push_back(option.name);
  }
  return names;
}

std::string word_arm(const Command& command) {
  const Invocation invocation = command.setup();
  const Positionals& positionals = invocation.positionals;
  const std::string rest =
      positionals.choices.empty() ? offer(positionals.completes) : offer_words(positionals.choices);
  return fmt::format(
      "    {})\n      if [[ $cur == -* ]]; then\n        {}\n      else\n        {}\n      fi\n"
      "      ;;\n",
      command.name, offer_words(option_names(all_options(invocation))), rest);
}

}  // namespace

std::string bash_completion() {
  std::string out(opening);
  out += "  case $command in\n";
  for (const Command* command : shown_commands()) {
    if (command->alias.empty()) continue;
    out += fmt::format("    {}) command={} ;;\n", command->alias, command->name);
  }
  out += "  esac\n  case $command,$prev in\n" + value_arms("*", leading_options());
  for (const Command* command : shown_commands()) {
    out += value_arms(command->name, command->setup().options);
  }
  std::vector<std::string_view> first = command_names();
  for (const std::string_view name : option_names(leading_options())) first.push_back(name);
  out += fmt::format("  esac\n  case $command in\n    '') {} ;;\n", offer_words(first));
  for (const Command* command : shown_commands()) out += word_arm(*command);
  out += "  esac\n";
  return out + std::string(closing);
}

}  // namespace dcr::cli
