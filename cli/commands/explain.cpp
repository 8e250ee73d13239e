// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/rule_text.hpp"
#include "cli/help.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/compat/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dcr::cli {
namespace {

struct ExplainOptions {
  std::string format = "text";
  std::vector<std::string> rules;
};

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("  {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string section(std::string_view title, std::string_view text) {
  return text.empty() ? "" : fmt::format("\n{}\n{}", title, indented(text));
}

std::string severities(const Rule& rule) {
  if (rule.scope == RuleScope::always) {
    return fmt::format("  {} in every mode, also none\n", severity_text(rule.backward));
  }
  if (rule.scope == RuleScope::on_request) {
    return "  none: 'dcr diff' lists it, 'dcr check' only where dcr.yaml gives it a severity\n";
  }
  return fmt::format("  {:<8} for backward compatibility\n  {:<8} for forward compatibility\n",
                     severity_text(rule.backward), severity_text(rule.forward));
}

std::string bumps(const Rule& rule) {
  if (!rule.bump_forward || *rule.bump_forward == rule.bump) {
    return rule.bump == Bump::none ? "" : std::string(to_string(rule.bump));
  }
  return fmt::format("{:<8} for backward compatibility\n{:<8} for forward compatibility",
                     to_string(rule.bump), to_string(*rule.bump_forward));
}

/// What to do with a finding that is meant.
std::string ways_through(const Rule& rule) {
  std::string text =
      fmt::format("in dcr.yaml, for all contracts:   rules: {{{}: warning}}", rule.id);
  if (!rule.triggers.empty()) {
    text += fmt::format(
        "\nin the contract, for this change:  # dcr:accept {}{} "
        "until=YYYY-MM-DD reason=\"...\"",
        rule.id, rule.group == RuleGroup::field ? "(FIELD)" : "");
  }
  return text;
}

std::string explained(const Rule& rule) {
  std::string out = fmt::format("{}: {}\n\nSeverity\n{}", rule.id, rule.summary, severities(rule));
  out += section("Version bump", bumps(rule));
  out += section("Why", wrapped(in_general(rule.why), 0, 2));
  out += section("Fix", wrapped(in_general(rule.fix), 0, 2));
  out += section("Before", rule.example_before);
  out += section("After", rule.example_after);
  return out + section("If it is meant", ways_through(rule));
}

Result<ExitCode> run(const ExplainOptions& options, const Session& session) {
  if (options.rules.empty()) {
    return Error{ErrorKind::usage, "explain needs the name of a rule", {}, "dcr rules lists them"};
  }
  const std::string& name = options.rules.front();
  const Rule* rule = find_rule(name);
  if (!rule) {
    return Error{ErrorKind::usage,
                 fmt::format("no rule '{}'{}", printable(name), did_you_mean(name, rule_ids())),
                 {},
                 "dcr rules lists them"};
  }
  Result<void> printed =
      session.print(options.format == "json" ? to_json(std::span(rule, 1)) : explained(*rule));
  if (!printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ExplainOptions>();
  return {
      .options = {{.name = "--format",
                   .value_name = "FORMAT",
                   .help = "How to print",
                   .choices = {"text", "json"},
                   .target = &options->format}},
      .positionals = {.value_name = "RULE",
                      .help = "The rule's name, as a report shows it in brackets",
                      .at_most = 1,
                      .required = true,
                      .completes = Completes::rule,
                      .target = &options->rules},
      .run = [options](const Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command explain_command;
const Command explain_command{
    .name = "explain",
    .group = Group::learn,
    .summary = "Tell why a rule exists and how to satisfy it",
    .description =
        "What raises the rule, how severe it is, why that matters to consumers, an "
        "example before and after, and what to do.",
    .examples = {{"dcr explain field_removed", "after a report named field_removed"}},
    .setup = set_up,
};

}  // namespace dcr::cli
