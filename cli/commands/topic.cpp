// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/topic.hpp"

#include "cli/session.hpp"

#include <fmt/format.h>

#include <memory>
#include <vector>

namespace dcr::cli {
namespace {

Result<std::string> text_of(const TopicTexts& texts, const std::vector<std::string>& names) {
  if (names.empty()) return texts.of_dcr();
  if (const Command* command = find_command(names.front())) return texts.of_command(*command);
  if (const FilePage* page = find_file_page(names.front())) return texts.of_file(*page);
  return unknown_command(names.front());
}

}  // namespace

Invocation tell_of_topic(const TopicTexts& texts) {
  auto names = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "TOPIC",
                      .help = texts.help,
                      .at_most = 1,
                      .completes = Completes::help_topic,
                      .target = names.get()},
      .run = [names, texts](const Session& session) -> Result<ExitCode> {
        const Result<std::string> text = text_of(texts, *names);
        if (!text) return text.error();
        Result<void> printed = session.print(*text);
        if (!printed) return printed.error();
        return ExitCode::yes;
      },
  };
}

}  // namespace dcr::cli
