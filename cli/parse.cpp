// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows CLI11. The command's name, `--` and the positional arguments are found
// here and not by CLI11 2.1: it would read `-5` as a path, split `[a,b]` into two, and give what
// follows `--` to the wrong level. So CLI11 sees one flat list of options, and everything that is
// left over is judged below.
#include "cli/parse.hpp"

#include "core/base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::cli {
namespace {

using Words = std::vector<std::string>;

/// An option with what the command line gave it.
struct Given {
  Option option;
  bool flag = false;
  Words values;
  std::size_t times = 0;
};

Error usage_error(const Command* command, std::string message) {
  std::string help = command ? fmt::format("dcr {} --help lists the options", command->name)
                             : "dcr --help lists the commands and options";
  return {.kind = ErrorKind::usage, .message = std::move(message), .where = {}, .help = help};
}

bool looks_like_option(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

std::string_view without_value(std::string_view word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word;
}

const Option* find_option(std::span<const Given> options, std::string_view word) {
  for (const Given& given : options) {
    if (word == given.option.name || (!word.empty() && word == given.option.short_name)) {
      return &given.option;
    }
  }
  return nullptr;
}

void declare(CLI::App& app, std::vector<Given>& options) {
  for (Given& given : options) {
    const Option& option = given.option;
    const std::string names = option.short_name.empty()
                                  ? std::string(option.name)
                                  : fmt::format("{},{}", option.short_name, option.name);
    if (option.value_name.empty()) {
      app.add_flag(names, given.flag);
    } else {
      // allow_extra_args(false) also keeps CLI11 from splitting a value such as `[a,b]`.
      app.add_option(names, given.values)->expected(1)->take_all()->allow_extra_args(false);
    }
  }
}

/// CLI11 would take `--staged=no` for a flag that is given.
std::optional<Error> check_flags(const Command* command, const Words& words,
                                 std::span<const Given> options) {
  for (const std::string& word : words) {
    const std::string_view name = without_value(word);
    const Option* option = name.size() < word.size() ? find_option(options, name) : nullptr;
    if (option && option->value_name.empty()) {
      return usage_error(command, fmt::format("option '{}' takes no value", name));
    }
  }
  return std::nullopt;
}

/// Words a failure of CLI11 by looking at the arguments: its own texts name types, not values.
Error describe_failure(const Command* command, const Words& words, std::span<const Given> options,
                       std::string_view fallback) {
  for (const std::string& word : words) {
    const std::string_view name = without_value(word);
    const bool value_is_missing = word.ends_with('=') || &word == &words.back();
    const Option* option = value_is_missing ? find_option(options, name) : nullptr;
    if (option) {
      return usage_error(command,
                         fmt::format("option '{}' needs a value: {}", name, option->value_name));
    }
  }
  return usage_error(command, printable(fallback));
}

Error unknown_option(const Command* command, std::string_view word,
                     std::span<const Given> options) {
  const std::string_view asked = without_value(word);
  std::vector<std::string_view> names;
  for (const Given& given : options) {
    // One letter is as near to any other.
    if (asked.starts_with("--")) names.push_back(given.option.name);
  }
  return usage_error(
      command, fmt::format("unknown option '{}'{}", printable(asked), did_you_mean(asked, names)));
}

/// Gives `words` to CLI11; returns what is no option, in order.
Result<Words> read_options(const Command* command, const Words& words,
                           std::vector<Given>& options) {
  if (auto error = check_flags(command, words, options)) return *error;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  declare(app, options);
  Words reversed(words.rbegin(), words.rend());  // as CLI11 wants it
  try {
    app.parse(reversed);
    // Counted here: CLI11's own options end with `app`.
    for (Given& given : options) given.times = app.count(std::string(given.option.name));
  } catch (const CLI::ParseError& failure) {
    return describe_failure(command, words, options, failure.what());
  }
  Words rest = app.remaining();
  for (const std::string& word : rest) {
    if (looks_like_option(word)) return unknown_option(command, word, options);
  }
  return rest;
}

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(const std::vector<std::string_view>& choices) {
  return fmt::format("{}", fmt::join(choices, ", "));
}

std::optional<Error> check_choice(const Command* command, const Option& option,
                                  std::string_view value) {
  std::string_view word = value;
  if (option.choice_to_file) word = value.substr(0, value.find('='));
  if (option.choices.empty() || contains(option.choices, word)) return std::nullopt;
  return usage_error(
      command, fmt::format("'{}' takes one of {}, not '{}'{}", option.name, joined(option.choices),
                           printable(word), did_you_mean(word, option.choices)));
}

/// Moves what was given into the command's own variables.
std::optional<Error> store(const Command* command, const Given& given) {
  if (given.times == 0) return std::nullopt;
  for (const std::string& value : given.values) {
    if (auto error = check_choice(command, given.option, value)) return error;
  }
  if (auto* const* all = std::get_if<std::vector<std::string>*>(&given.option.target)) {
    (*all)->insert((*all)->end(), given.values.begin(), given.values.end());
    return std::nullopt;
  }
  if (auto* const* flag = std::get_if<bool*>(&given.option.target)) {
    **flag = given.flag;
    return std::nullopt;
  }
  if (given.values.size() != 1) {
    return usage_error(command, fmt::format("option '{}' was given {} times", given.option.name,
                                            given.values.size()));
  }
  if (auto* const* text = std::get_if<std::string*>(&given.option.target)) {
    **text = given.values.front();
  } else if (auto* const* maybe = std::get_if<std::optional<std::string>*>(&given.option.target)) {
    **maybe = given.values.front();
  }
  return std::nullopt;
}

std::optional<Error> check_exclusions(const Command* command, std::span<const Given> options) {
  for (const Given& given : options) {
    if (given.times == 0) continue;
    for (const Given& other : options) {
      if (contains(given.option.excludes, other.option.name) && other.times > 0) {
        return usage_error(command, fmt::format("'{}' and '{}' cannot be used together",
                                                given.option.name, other.option.name));
      }
    }
  }
  return std::nullopt;
}

std::vector<Given> as_given(std::vector<Option> options) {
  std::vector<Given> given;
  // CLI11 keeps references to the members: no growth after this.
  given.reserve(options.size());
  for (Option& option : options) given.push_back({.option = std::move(option), .values = {}});
  return given;
}

/// Reads `words` into the variables of `options`; returns what is no option.
Result<Words> fill(const Command* command, const Words& words, std::vector<Option> options) {
  std::vector<Given> given = as_given(std::move(options));
  Result<Words> rest = read_options(command, words, given);
  if (!rest) return rest.error();
  if (auto error = check_exclusions(command, given)) return *error;
  for (const Given& one : given) {
    if (auto error = store(command, one)) return *error;
  }
  return rest;
}

std::optional<Error> take_positionals(const Command& command, const Positionals& wanted,
                                      Words words) {
  const bool none_wanted = wanted.value_name.empty();
  if (none_wanted && !words.empty()) {
    return usage_error(&command, fmt::format("{} takes no argument, but got '{}'", command.name,
                                             printable(words.front())));
  }
  if (wanted.at_most != 0 && words.size() > wanted.at_most) {
    return usage_error(&command, fmt::format("{} takes {}, but got '{}' as well", command.name,
                                             counted(wanted.at_most, wanted.value_name),
                                             printable(words[wanted.at_most])));
  }
  if (!none_wanted) *wanted.target = std::move(words);
  return std::nullopt;
}

/// Reads what follows the command's name.
std::optional<Error> parse_command(Request& request, std::span<const std::string> arguments) {
  const auto tail = std::find(arguments.begin(), arguments.end(), "--");
  const Words words(arguments.begin(), tail);
  // Help is an answer to any command line, also to a wrong one.
  if (std::any_of(words.begin(), words.end(),
                  [](const std::string& word) { return word == "-h" || word == "--help"; })) {
    request.globals.help = true;
    return std::nullopt;
  }
  request.invocation = request.command->setup();
  std::vector<Option> options = request.invocation.options;
  // Apart from those before the name: a later --color overrules, a later -C adds.
  for (Option& option : global_options(request.globals)) options.push_back(std::move(option));
  Result<Words> rest = fill(request.command, words, std::move(options));
  if (!rest) return rest.error();
  if (tail != arguments.end()) rest->insert(rest->end(), tail + 1, arguments.end());
  return take_positionals(*request.command, request.invocation.positionals, std::move(*rest));
}

/// How many leading words are global options with their values.
std::size_t words_before_command(std::span<const std::string> arguments) {
  std::size_t at = 0;
  while (at < arguments.size() && looks_like_option(arguments[at])) {
    const bool value_follows = arguments[at] == "-C" || arguments[at] == "--color";
    at += value_follows ? 2 : 1;
  }
  return std::min(at, arguments.size());
}

}  // namespace

std::vector<Option> global_options(GlobalOptions& globals) {
  return {
      {.name = "-C",
       .value_name = "DIR",
       .help = "Run as if started in DIR; several are taken one after the other",
       .completes = Completes::folder,
       .target = &globals.folders},
      {.name = "--color",
       .value_name = "WHEN",
       .help = "Colour the output; auto obeys NO_COLOR, CLICOLOR_FORCE and the terminal",
       .choices = {"auto", "always", "never"},
       .target = &globals.colour},
      {.name = "--help", .short_name = "-h", .help = "Show help", .target = &globals.help},
  };
}

Option version_option(GlobalOptions& globals) {
  return {.name = "--version", .help = "Show the version", .target = &globals.version};
}

std::vector<Option> shared_options() {
  static GlobalOptions unused;
  return global_options(unused);
}

std::vector<Option> leading_options() {
  static GlobalOptions unused;
  std::vector<Option> options = global_options(unused);
  options.push_back(version_option(unused));
  return options;
}

std::vector<Option> all_options(const Invocation& invocation) {
  std::vector<Option> options = invocation.options;
  for (Option& option : shared_options()) options.push_back(std::move(option));
  return options;
}

Result<Request> parse(std::span<const std::string> arguments) {
  Request request;
  const std::size_t split = words_before_command(arguments);
  std::vector<Option> leading = global_options(request.globals);
  leading.push_back(version_option(request.globals));
  const Words before(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(split));
  Result<Words> left = fill(nullptr, before, std::move(leading));
  if (!left) return left.error();
  if (split == arguments.size()) return request;

  request.command = find_command(arguments[split]);
  if (!request.command) return unknown_command(arguments[split]);
  if (auto error = parse_command(request, arguments.subspan(split + 1))) return *error;
  return request;
}

}  // namespace dcr::cli
