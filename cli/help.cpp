// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include "cli/package/revision.hpp"
#include "cli/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dcr::cli {
namespace {

constexpr std::size_t line_width = 80;

/// A row of two columns; a long left side gets a line of its own.
std::string row(std::string_view left, std::string_view right, std::size_t column) {
  std::string out = fmt::format("  {}", left);
  out += out.size() + 2 > column ? '\n' + std::string(column, ' ')
                                 : std::string(column - out.size(), ' ');
  return out + wrapped(right, column, column) + '\n';
}

std::string option_label(const Option& option) {
  std::string label = option.short_name.empty()
                          ? std::string(option.name.starts_with("--") ? "    " : "")
                          : fmt::format("{}, ", option.short_name);
  label += option.name;
  if (!option.value_name.empty()) label += fmt::format(" {}", option.value_name);
  return label;
}

std::string options_section(std::string_view title, const std::vector<Option>& options) {
  constexpr std::size_t column = 27;
  std::string out = fmt::format("\n{}\n", title);
  for (const Option& option : options) out += row(option_label(option), full_help(option), column);
  return out;
}

std::string usage_line(const Command& command, const Invocation& invocation) {
  const std::string start = fmt::format("usage: dcr {}", command.name);
  std::string line = start;
  std::string out;
  for (const std::string& piece : usage_pieces(invocation)) {
    if (line.size() + 1 + piece.size() > line_width) {
      out += line + '\n';
      line = std::string(start.size(), ' ');
    }
    line += ' ' + piece;
  }
  return out + line + '\n';
}

std::string positionals_section(const Positionals& positionals) {
  if (positionals.value_name.empty()) return "";
  constexpr std::size_t column = 27;
  return "\nArguments\n" + row(positionals.value_name, positionals.help, column);
}

std::string exit_code_section(std::span<const ExitCodeMeaning> codes) {
  std::string out = "\nExit codes\n";
  for (const ExitCodeMeaning& code : codes) {
    out += row(fmt::format("{:>2}", static_cast<int>(code.code)), code.meaning, 6);
  }
  return out;
}

std::string examples_section(const Command& command) {
  if (command.examples.empty()) return "";
  std::size_t column = 0;
  for (const Example& example : command.examples) {
    column = std::max(column, example.command.size() + 4);
  }
  std::string out = "\nExamples\n";
  for (const Example& example : command.examples) {
    out += row(example.command, example.what, std::min<std::size_t>(column, 40));
  }
  return out;
}

std::string name_and_alias(const Command& command) {
  if (command.alias.empty()) return std::string(command.name);
  return fmt::format("{}, {}", command.name, command.alias);
}

}  // namespace

std::string version_line() {
  const std::string_view built = revision();
  return built.empty() ? "dcr " DCR_VERSION "\n" : fmt::format("dcr " DCR_VERSION " ({})\n", built);
}

std::string overview() {
  std::string out =
      "dcr: the data contract registry that lives in git\n\n"
      "usage: dcr [-C DIR] [--color WHEN] COMMAND [ARGUMENT...]\n";
  constexpr std::size_t column = 23;
  for (const Group group :
       {Group::judge, Group::read, Group::change, Group::run, Group::start, Group::learn}) {
    out += fmt::format("\n{}\n", to_string(group));
    for (const Command* command : commands()) {
      if (command->group == group) out += row(name_and_alias(*command), command->summary, column);
    }
  }
  out += options_section("Options", leading_options());
  out += exit_code_section(exit_code_meanings);
  std::vector<std::string_view> files;
  for (const FilePage& page : file_pages()) files.push_back(page.topic);
  return out + fmt::format(
                   "\n'dcr help COMMAND' tells more of a command, 'dcr help FILE' of a "
                   "file: {}.\n",
                   fmt::join(files, ", "));
}

std::string command_help(const Command& command) {
  const Invocation invocation = command.setup();
  std::string out = fmt::format("{}\n\n{}", command.summary, usage_line(command, invocation));
  if (!command.alias.empty()) out += fmt::format("alias: dcr {}\n", command.alias);
  for (const std::string& paragraph : paragraphs(command.description)) {
    out += '\n' + wrapped(paragraph, 0, 0) + '\n';
  }
  out += positionals_section(invocation.positionals);
  if (!invocation.options.empty()) out += options_section("Options", invocation.options);
  out += options_section("Options of every command", shared_options());
  // Those of all others stand in the overview.
  if (command.group == Group::run) out += exit_code_section(exit_codes_of(command));
  return out + examples_section(command);
}

std::string file_help(const FilePage& page) {
  const FileDescription file = describe(page);
  std::string out = fmt::format("{}: {}\n\n{}\n\n{}\n\nKeys\n", page.topic, page.summary,
                                wrapped(page.files, 0, 0), wrapped(file.about, 0, 0));
  constexpr std::size_t column = 6;
  for (const FileKey& key : file.keys) {
    const std::string facts = key_facts(key);
    out += fmt::format("  {}{}\n", key.path, facts.empty() ? "" : fmt::format(" ({})", facts));
    const std::string text = key_sentences(key);
    const std::string indent(column, ' ');
    if (!text.empty()) out += indent + wrapped(text, column, column) + '\n';
  }
  out += "\nExample\n";
  for (std::string_view rest = page.example; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    out += fmt::format("  {}\n", rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return out;
}

std::string key_facts(const FileKey& key) {
  std::string facts = key.type;
  if (key.required) facts += facts.empty() ? "required" : ", required";
  return facts;
}

std::string key_sentences(const FileKey& key) {
  std::string text = key.help;
  const auto add = [&](std::string_view what, const std::string& value) {
    text += fmt::format("{}{}: {}.", text.empty() ? "" : " ", what, value);
  };
  if (!key.choices.empty()) add("One of", fmt::format("{}", fmt::join(key.choices, ", ")));
  if (!key.standard.empty()) add("Default", key.standard);
  if (!key.example.empty()) add("Example", key.example);
  return text;
}

std::vector<std::string> usage_pieces(const Invocation& invocation) {
  std::vector<std::string> pieces;
  for (const Option& option : invocation.options) {
    const std::string_view name = option.short_name.empty() ? option.name : option.short_name;
    std::string piece = option.value_name.empty() ? fmt::format("[{}]", name)
                                                  : fmt::format("[{} {}]", name, option.value_name);
    if (std::holds_alternative<std::vector<std::string>*>(option.target)) piece += "...";
    pieces.push_back(std::move(piece));
  }
  const Positionals& positionals = invocation.positionals;
  if (!positionals.value_name.empty()) {
    std::string piece(positionals.value_name);
    if (positionals.at_most != 1) piece += "...";
    pieces.push_back(positionals.required ? piece : fmt::format("[{}]", piece));
  }
  return pieces;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t first_column) {
  std::string out;
  std::size_t column = first_column;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool line_begins = out.empty() || out.back() == '\n';
    if (!line_begins && column + 1 + word.size() > line_width) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!line_begins) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::vector<std::string> paragraphs(std::string_view description) {
  std::vector<std::string> out;
  while (!description.empty()) {
    const std::size_t end = std::min(description.find("\n\n"), description.size());
    std::string paragraph(description.substr(0, end));
    std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
    out.push_back(std::move(paragraph));
    description.remove_prefix(std::min(end + 2, description.size()));
  }
  return out;
}

std::string full_help(const Option& option) {
  if (option.choices.empty()) return std::string(option.help);
  return fmt::format("{}: {}", option.help, fmt::join(option.choices, ", "));
}

}  // namespace dcr::cli
