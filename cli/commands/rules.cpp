// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/rule_text.hpp"
#include "cli/session.hpp"
#include "core/compat/catalogue.hpp"

#include <fmt/format.h>

#include <memory>

namespace dcr::cli {
namespace {

struct RulesOptions {
  std::string format = "text";
  bool names = false;
};

std::string table() {
  std::string out;
  std::optional<RuleGroup> group;
  for (const Rule& rule : catalogue()) {
    if (group != rule.group) {
      out += fmt::format("{}{}\n", group ? "\n" : "", to_string(rule.group));
      group = rule.group;
    }
    const std::string id =
        fmt::format("{}{}", rule.id, rule.scope == RuleScope::always ? " *" : "");
    out += fmt::format("  {:<29} {:<8} {:<8} {:<8} {}\n", id, severity_text(rule.backward),
                       severity_text(forward_severity(rule)), bump_text(rule), rule.summary);
  }
  return fmt::format("{:<31} {:<8} {:<8} {:<8} {}\n\n{}\n{}\n", "rule", "backward", "forward",
                     "bump", "raised when", out,
                     "*    in every mode, also none\na/b  a for backward, b for forward\n"
                     "'dcr explain RULE' tells more of a rule.");
}

std::string names() {
  std::string out;
  for (const Rule& rule : catalogue()) out += fmt::format("{}\n", rule.id);
  return out;
}

Result<ExitCode> run(const RulesOptions& options, const Session& session) {
  std::string text = options.names              ? names()
                     : options.format == "json" ? to_json(catalogue())
                                                : table();
  Result<void> printed = session.print(text);
  if (!printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<RulesOptions>();
  return {
      .options = {{.name = "--format",
                   .value_name = "FORMAT",
                   .help = "How to print",
                   .choices = {"text", "json"},
                   .target = &options->format},
                  {.name = "--names",
                   .help = "Print the names only, one a line",
                   .excludes = {"--format"},
                   .target = &options->names}},
      .run = [options](const Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command rules_command;
const Command rules_command{
    .name = "rules",
    .group = Group::learn,
    .summary = "List the rules that check judges by",
    .description =
        "Each rule with its severity for backward and forward compatibility "
        "(full is both), the version bump it asks for, and what raises it. A severity "
        "can be changed under 'rules:' in dcr.yaml.",
    .examples = {{"dcr rules", "the table"},
                 {"dcr rules --format json", "with reasons and examples, for programs"}},
    .setup = set_up,
};

}  // namespace dcr::cli
