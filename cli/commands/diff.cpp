// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/diff_sides.hpp"
#include "cli/commands/report_output.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/compare.hpp"
#include "core/check/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace dcr::cli {
namespace {

struct DiffOptions {
  std::vector<std::string> words;
  std::optional<std::string> mode;
  bool exit_code = false;
  ReportOptions report;
  RegistryOptions registry;
};

using SidePair = std::pair<DiffSide, DiffSide>;

Error kinds_differ(const std::vector<std::string>& words, bool first_is_tree) {
  const std::string& tree = words[first_is_tree ? 0 : 1];
  const std::string& contract = words[first_is_tree ? 1 : 0];
  return {ErrorKind::usage,
          fmt::format("cannot compare the contracts of revision '{}' with one contract, '{}'",
                      printable(tree), printable(contract)),
          {},
          fmt::format("name a file of it: {}:path/to/contract.yaml", printable(tree))};
}

Result<SidePair> two_sides(const DiffSides& sides, const std::vector<std::string>& words) {
  if (words[0] == "-" && words[1] == "-") {
    return Error{ErrorKind::usage, "standard input can be one side only", {}, ""};
  }
  auto before = sides.named(words[0]);
  if (!before) {
    return before.error();
  }
  auto after = sides.named(words[1]);
  if (!after) {
    return after.error();
  }
  if (before->is_tree() != after->is_tree()) {
    return kinds_differ(words, before->is_tree());
  }
  return SidePair(std::move(*before), std::move(*after));
}

Result<SidePair> find_sides(const DiffSides& sides, const std::vector<std::string>& words) {
  if (words.size() == 2) {
    return two_sides(sides, words);
  }
  if (words.size() == 1) {
    return sides.with_working_tree(words.front());
  }
  auto before = sides.head();
  if (!before) {
    return before.error();
  }
  auto after = sides.working_tree();
  if (!after) {
    return after.error();
  }
  if (after->side.kind != "worktree") {
    return Error{ErrorKind::usage,
                 "there is no working tree to compare HEAD with",
                 {},
                 "name both sides: dcr diff REV REV"};
  }
  return SidePair(std::move(*before), std::move(*after));
}

/// Of a side with several contracts, the one the other side names.
void keep_namesakes(DiffSide& several, const DiffSide& one) {
  const std::string name = one.only_name();
  if (name.empty() || several.documents.size() < 2) {
    return;
  }
  const bool has = std::ranges::any_of(
      several.documents, [&](const auto& document) { return document->full_name() == name; });
  if (has) {
    std::erase_if(several.documents,
                  [&](const auto& document) { return document->full_name() != name; });
  }
}

/// As `check` has it: a commit is judged by the configuration of its base, the working tree by its
/// own.
Result<Config> config_for(const DiffSides& sides, const SidePair& pair) {
  const auto& [before, after] = pair;
  if (!before.is_tree() || !before.commit || after.side.kind == "worktree") {
    return sides.config();
  }
  auto loaded = check::load_config(*before.tree);
  if (!loaded) {
    return loaded.error();
  }
  return std::move(loaded->config);
}

Result<report::Comparison> compare(const DiffSides& sides, SidePair& pair,
                                   const check::Terms& terms) {
  auto& [before, after] = pair;
  if (!before.is_tree()) {
    keep_namesakes(before, after);
    keep_namesakes(after, before);
    return check::compare_documents(before.documents, after.documents, terms);
  }
  const PathFilter filter(terms.config->documents());
  const git::Repository& repository = *sides.repository();
  return check::compare_trees(repository,
                              {.before = before.tree.get(),
                               .after = after.tree.get(),
                               .before_filter = filter,
                               .after_filter = filter,
                               .before_commit = before.commit,
                               .cache_folder = repository.common_folder() + "/dcr"},
                              terms);
}

Result<ExitCode> run(const DiffOptions& options, const Session& session) {
  const auto sides = DiffSides::open(session, options.registry);
  if (!sides) {
    return sides.error();
  }
  auto pair = find_sides(*sides, options.words);
  if (!pair) {
    return pair.error();
  }
  const auto config = config_for(*sides, *pair);
  if (!config) {
    return config.error();
  }
  check::Terms terms;
  terms.config = &*config;
  terms.forced_mode = options.mode ? Mode::parse(*options.mode) : std::nullopt;
  terms.today = session.today();
  auto comparison = compare(*sides, *pair, terms);
  if (!comparison) {
    return comparison.error();
  }
  comparison->base = pair->first.side;
  comparison->head = pair->second.side;
  report::Report report;
  report.comparisons.push_back(std::move(*comparison));
  if (auto written = write_report(session, report, options.report); !written) {
    return written.error();
  }
  return options.exit_code && report::differs(report) ? ExitCode::no : ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<DiffOptions>();
  options->report.has_named_paths = true;
  Invocation invocation;
  invocation.options = {mode_option(options->mode),
                        {.name = "--exit-code",
                         .help = "Exit with 1 when there is a difference",
                         .target = &options->exit_code}};
  for (Option& option : report_option_list(options->report)) {
    // A document for other tools of the standard, which have no word for a verdict of check.
    if (option.name == "--format") option.choices.emplace_back("omds");
    if (option.name != "--fail-on") {
      invocation.options.push_back(std::move(option));
    }
  }
  invocation.options.push_back(kind_option(options->registry));
  for (Option& option : registry_option_list(options->registry)) {
    if (option.name == "--registry") {
      invocation.options.push_back(std::move(option));
    }
  }
  invocation.positionals = {.value_name = "SIDE",
                            .help =
                                "A reference (users@1.0.0), a file (- is standard input, "
                                "REV:FILE one of a commit), or a revision",
                            .at_most = 2,
                            .completes = Completes::side,
                            .target = &options->words};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command diff_command;
const Command diff_command{
    .name = "diff",
    .group = Group::read,
    .summary = "Show what differs between versions, files or revisions",
    .description =
        "Lists every difference, also what breaks nobody, each with its rule, its severity under "
        "the contract's mode and the version bump it asks for. Two references or files are two "
        "contracts, of any names and formats; two revisions are all contracts of both trees. One "
        "argument is compared with the working tree, and without any HEAD is.\n\n"
        "Formatting, comments and the order of fields are no difference.\n\n"
        "--format omds writes MetadataDifference documents of the Open Metadata Difference "
        "Standard, a draft of Bitol, in YAML: one for each contract or model that differs. What "
        "one side lacks has no place in it and is named on stderr.",
    .examples = {{"dcr diff", "what the working tree changes"},
                 {"dcr diff users.daily_active@1.0.0 users.daily_active@1.1.0", "two versions"},
                 {"dcr diff HEAD~3 HEAD --exit-code", "what three commits changed, in a script"},
                 {"dcr diff main:contracts/users.yaml proposal.yaml --mode full", "two files"}},
    .setup = set_up,
};

}  // namespace dcr::cli
