// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/offers.hpp"

#include "cli/completion/registry_words.hpp"
#include "cli/file_page.hpp"
#include "core/base/text.hpp"
#include "core/compat/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::cli {
namespace {

std::vector<Offer> commands_and_aliases() {
  std::vector<Offer> offers;
  for (const Command* command : shown_commands()) {
    const std::string summary(command->summary);
    offers.push_back({std::string(command->name), summary});
    if (!command->alias.empty()) offers.push_back({std::string(command->alias), summary});
  }
  return offers;
}

std::vector<Offer> rules() {
  std::vector<Offer> offers;
  for (const Rule& rule : catalogue()) {
    offers.push_back({std::string(rule.id), std::string(rule.summary)});
  }
  return offers;
}

std::vector<Offer> help_topics() {
  std::vector<Offer> offers = commands_and_aliases();
  for (const FilePage& page : file_pages()) {
    offers.push_back({std::string(page.topic), std::string(page.summary)});
  }
  return offers;
}

std::vector<Offer> values(const Session& session, const PartialLine& line, Completes completes) {
  switch (completes) {
    case Completes::nothing:
    case Completes::file:
    case Completes::folder: return {};
    case Completes::rule: return rules();
    case Completes::command: return commands_and_aliases();
    case Completes::help_topic: return help_topics();
    case Completes::revision:
    case Completes::revision_range:
    case Completes::contract:
    case Completes::contract_name:
    case Completes::side:
    case Completes::version:
    case Completes::field:
    case Completes::name_space:
    case Completes::mod:
    case Completes::instance:
    case Completes::category: return registry_words(session, line, completes);
  }
  return {};
}

Answer::Paths paths(Completes completes) {
  switch (completes) {
    case Completes::file:
    case Completes::side: return Answer::Paths::files;
    case Completes::folder: return Answer::Paths::folders;
    default: return Answer::Paths::none;
  }
}

/// Those that begin with what was typed, as whole words.
std::vector<Offer> narrowed(std::vector<Offer> offers, const PartialLine& line) {
  std::erase_if(offers, [&](const Offer& offer) { return !offer.word.starts_with(line.current); });
  for (Offer& offer : offers) offer.word.insert(0, line.before);
  return offers;
}

/// The same for values: none that would be read as an option.
std::vector<Offer> narrowed_values(std::vector<Offer> offers, const PartialLine& line) {
  if (!line.only_positionals && line.before.empty()) {
    std::erase_if(offers, [](const Offer& offer) { return offer.word.starts_with('-'); });
  }
  return narrowed(std::move(offers), line);
}

std::vector<Offer> as_offers(const std::vector<std::string_view>& words) {
  std::vector<Offer> offers;
  for (const std::string_view word : words) offers.push_back({std::string(word)});
  return offers;
}

/// Options that may still be given.
std::vector<Offer> option_names(const PartialLine& line) {
  std::vector<Offer> offers;
  for (const Option& option : line.options) {
    const bool repeats = std::holds_alternative<std::vector<std::string>*>(option.target);
    const bool is_excluded = std::ranges::any_of(line.options, [&](const Option& other) {
      const auto& excludes = other.excludes;
      return line.given.contains(other.name) &&
             std::ranges::find(excludes, option.name) != excludes.end();
    });
    if (is_excluded || (line.given.contains(option.name) && !repeats)) continue;
    offers.push_back({std::string(option.name), std::string(option.help)});
  }
  return offers;
}

Answer option_value(const Session& session, const PartialLine& line) {
  const Option& option = *line.option;
  const std::size_t equals = option.choice_to_file ? line.current.find('=') : std::string::npos;
  if (equals != std::string::npos) {
    return {.paths = Answer::Paths::files,
            .before_path = line.before + line.current.substr(0, equals + 1)};
  }
  if (!option.choices.empty()) return {.offers = narrowed(as_offers(option.choices), line)};
  return {.paths = paths(option.completes),
          .before_path = line.before,
          .offers = narrowed_values(values(session, line, option.completes), line)};
}

Answer positional(const Session& session, const PartialLine& line) {
  if (!line.command) return {};
  const Positionals& wanted = line.invocation.positionals;
  const bool is_full = wanted.at_most != 0 && line.positionals.size() >= wanted.at_most;
  if (wanted.value_name.empty() || is_full) {
    return {.offers = line.current.empty() && !line.only_positionals ? option_names(line)
                                                                     : std::vector<Offer>()};
  }
  if (!wanted.choices.empty()) return {.offers = narrowed(as_offers(wanted.choices), line)};
  return {.paths = paths(wanted.completes),
          .offers = narrowed_values(values(session, line, wanted.completes), line)};
}

bool is_plain(std::string_view text) {
  return is_utf8(text) &&
         std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

std::string_view to_string(Answer::Paths paths) {
  switch (paths) {
    case Answer::Paths::none: return "words";
    case Answer::Paths::files: return "files";
    case Answer::Paths::folders: return "folders";
  }
  return "";
}

}  // namespace

Answer complete(const Session& session, const PartialLine& line) {
  switch (line.at) {
    case PartialLine::At::command: return {.offers = narrowed(commands_and_aliases(), line)};
    case PartialLine::At::option_name: return {.offers = narrowed(option_names(line), line)};
    case PartialLine::At::option_value: return option_value(session, line);
    case PartialLine::At::positional: return positional(session, line);
  }
  return {};
}

std::string to_lines(const Answer& answer) {
  const bool shows_paths = is_plain(answer.before_path);
  std::string out =
      fmt::format("{} {}\n", to_string(shows_paths ? answer.paths : Answer::Paths::none),
                  shows_paths ? answer.before_path : "");
  for (const Offer& offer : answer.offers) {
    if (!is_plain(offer.word) || offer.word.empty()) continue;
    out += fmt::format("{}\t{}\n", offer.word, printable(offer.description));
  }
  return out;
}

}  // namespace dcr::cli
