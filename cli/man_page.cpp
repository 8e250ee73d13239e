// SPDX-License-Identifier: Apache-2.0
#include "cli/man_page.hpp"

#include "cli/help.hpp"
#include "cli/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace dcr::cli {
namespace {

// Moved by hand when the pages change in substance: a date of the build would differ every day.
constexpr std::string_view date = "November 21, 2026";

/// Text in which roff sees no request, no escape and no macro.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  if (!out.empty() && (out.front() == '.' || out.front() == '\'')) out.insert(0, "\\&");
  return out;
}

/// Words of text in lines of at most 80 bytes, a new sentence on a new line, as mdoc wants it.
std::string filled(std::string_view text) {
  std::string out;
  std::size_t line_begins = 0;
  bool sentence_ended = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word = escaped(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!out.empty()) {
      const bool full = out.size() - line_begins + 1 + word.size() > 80;
      out += full || sentence_ended ? '\n' : ' ';
      if (full || sentence_ended) line_begins = out.size();
    }
    out += word;
    sentence_ended = word.ends_with('.');
  }
  return out + '\n';
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

std::string head(std::string_view page, int section, std::string_view summary) {
  const std::string_view source = section == 1 ? "the command's text in cli/commands"
                                               : "its schema in schemas, or cli/file_page.cpp";
  return fmt::format(
      ".\\\" Printed by dcr: change {}, not this file.\n"
      ".Dd {}\n.Dt {} {}\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n",
      source, date, upper(page), section, page, escaped(summary));
}

/// `Fl \-staged` and `Ar REV`: an option as mdoc's macros name it. Fl writes the first dash.
std::string flag(const Option& option) {
  std::string out;
  for (const std::string_view name : {option.short_name, option.name}) {
    if (name.empty()) continue;
    out += fmt::format("{}Fl {}", out.empty() ? "" : " , ", escaped(name.substr(1)));
  }
  if (!option.value_name.empty()) out += fmt::format(" Ar {}", escaped(option.value_name));
  return out;
}

std::string option_list(const std::vector<Option>& options) {
  std::string out = ".Bl -tag -width Ds\n";
  for (const Option& option : options) {
    out += fmt::format(".It {}\n{}", flag(option), filled(full_help(option) + "."));
  }
  return out + ".El\n";
}

std::string exit_codes(std::span<const ExitCodeMeaning> codes) {
  std::string out = ".Sh EXIT STATUS\n.Bl -tag -width Ds\n";
  for (const ExitCodeMeaning& code : codes) {
    out += fmt::format(".It {}\n{}", static_cast<int>(code.code),
                       filled(fmt::format("{}.", code.meaning)));
  }
  return out + ".El\n";
}

std::string synopsis(const Command& command, const Invocation& invocation) {
  std::string out = fmt::format(".Sh SYNOPSIS\n.Nm dcr {}\n", command.name);
  for (const Option& option : invocation.options) {
    const bool repeats = std::holds_alternative<std::vector<std::string>*>(option.target);
    out += fmt::format(".Op {}{}\n", flag(option), repeats ? " ..." : "");
  }
  const Positionals& positionals = invocation.positionals;
  if (!positionals.value_name.empty()) {
    out += fmt::format(".{}Ar {}{}\n", positionals.required ? "" : "Op ",
                       escaped(positionals.value_name), positionals.at_most == 1 ? "" : " ...");
  }
  return out;
}

std::string description(const Command& command, const Invocation& invocation) {
  std::string out = ".Sh DESCRIPTION\n";
  bool first = true;
  for (const std::string& paragraph : paragraphs(command.description)) {
    out += (first ? "" : ".Pp\n") + filled(paragraph);
    first = false;
  }
  if (!command.alias.empty()) {
    out += fmt::format(".Pp\n.Nm dcr {}\nis another name of it.\n", escaped(command.alias));
  }
  const Positionals& positionals = invocation.positionals;
  if (!positionals.value_name.empty()) {
    out += fmt::format(".Bl -tag -width Ds\n.It Ar {}\n{}.El\n", escaped(positionals.value_name),
                       filled(fmt::format("{}.", positionals.help)));
  }
  return out + ".Pp\nThe options are as follows:\n" + option_list(all_options(invocation));
}

std::string examples(const Command& command) {
  if (command.examples.empty()) return "";
  std::string out = ".Sh EXAMPLES\n.Bl -tag -width Ds\n";
  for (const Example& example : command.examples) {
    out += fmt::format(".It Li {}\n{}.\n", escaped(example.command), escaped(example.what));
  }
  return out + ".El\n";
}

}  // namespace

std::string man_page() {
  std::string out = head("dcr", 1, "the data contract registry that lives in git");
  out +=
      ".Sh SYNOPSIS\n.Nm\n.Op Fl C Ar DIR\n.Op Fl \\-color Ar WHEN\n.Ar COMMAND\n"
      ".Op Ar ARGUMENT ...\n.Sh DESCRIPTION\n"
      "Data contracts are YAML files in a git repository.\n"
      ".Nm\ncompares them with what history promised and fails when a consumer would break.\n"
      ".Pp\nThe options are as follows:\n";
  out += option_list(leading_options()) + ".Sh COMMANDS\n.Bl -tag -width Ds\n";
  for (const Command* command : shown_commands()) {
    out += fmt::format(".It Xr dcr-{} 1\n{}.\n", command->name, escaped(command->summary));
  }
  out += ".El\n" + exit_codes(exit_code_meanings) + ".Sh SEE ALSO\n";
  std::vector<std::string> references;
  for (const FilePage& page : file_pages())
    references.push_back(fmt::format(".Xr {} 5", page.page));
  std::ranges::sort(references);
  return out + fmt::format("{}\n", fmt::join(references, " ,\n"));
}

std::string man_page(const Command& command) {
  const Invocation invocation = command.setup();
  std::string summary(command.summary);
  summary.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(summary.front())));
  return head(fmt::format("dcr-{}", command.name), 1, summary) + synopsis(command, invocation) +
         description(command, invocation) + exit_codes(exit_codes_of(command)) + examples(command) +
         ".Sh SEE ALSO\n.Xr dcr 1\n";
}

std::string man_page(const FilePage& page) {
  const FileDescription file = describe(page);
  std::string out = head(page.page, 5, page.summary) + ".Sh DESCRIPTION\n" + filled(file.about) +
                    ".Pp\nThe keys are as follows:\n.Bl -tag -width Ds\n";
  for (const FileKey& key : file.keys) {
    const std::string facts = key_facts(key);
    out += fmt::format(".It Li {}{}\n", escaped(key.path),
                       facts.empty() ? "" : fmt::format(" Pq {}", escaped(facts)));
    const std::string text = key_sentences(key);
    if (!text.empty()) out += filled(text);
  }
  out += ".El\n.Sh FILES\n" + filled(page.files) + ".Sh EXAMPLES\n.Bd -literal -offset indent\n";
  for (std::string_view rest = page.example; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    out += escaped(rest.substr(0, end)) + '\n';
    rest.remove_prefix(end + 1);
  }
  return out + ".Ed\n.Sh SEE ALSO\n.Xr dcr 1\n";
}

}  // namespace dcr::cli
