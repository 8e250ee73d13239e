// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/report_output.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/push.hpp"
#include "core/check/push_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace dcr::cli {
namespace {

/// A push of a hundred thousand references, and then some.
///
/// Units: bytes.
constexpr std::size_t longest_push = std::size_t{64} << 20;

/// What a hook may know of its surroundings: git, and where its user's files are. Variables of dcr
/// and of CI systems come from whoever pushes or commits, and choose what is compared.
git::Environment environment_of_git(const Session& session) {
  return [all = session.environment()](const char* name) -> std::optional<std::string> {
    static constexpr std::array<std::string_view, 4> others = {"HOME", "PATH", "SUDO_UID",
                                                               "XDG_CONFIG_HOME"};
    const std::string_view wanted = name;
    const bool known = wanted.starts_with("GIT_") || std::ranges::count(others, wanted) > 0;
    return known ? all(name) : std::nullopt;
  };
}

Result<ExitCode> judge_commit(const Session& session, const git::Repository& repository,
                              const git::Environment& environment) {
  check::Request request;
  request.side = check::NewSide::index;
  request.today = session.today();
  request.environment = environment;
  const auto answer = check::run(repository, request);
  if (!answer) return answer.error();
  for (const std::string& line : answer->notes) session.note(line);
  if (auto written = write_report(session, answer->report, {}); !written) return written.error();
  return verdict_code(answer->report, {});
}

/// What a person wants to read of a branch that is not refused: nothing of one without contracts.
bool is_worth_a_report(const check::PushVerdict& verdict) {
  return verdict.is_protected ||
         std::ranges::any_of(verdict.answer->report.comparisons, [](const report::Comparison& one) {
           return !one.contracts.empty() || !one.issues.empty();
         });
}

/// The last word on one branch; empty where the report says it all.
std::string conclusion(const check::PushVerdict& verdict) {
  const std::string branch = printable(verdict.branch);
  if (verdict.is_deleted && verdict.is_protected) {
    return fmt::format("{} is protected, so it cannot be deleted", branch);
  }
  if (verdict.failure) {
    return verdict.is_protected
               ? fmt::format("{} is refused: it could not be judged", branch)
               : fmt::format("{} could not be judged; it is not protected, so it may pass", branch);
  }
  if (!verdict.answer || verdict.answer->report.compatible()) return "";
  return verdict.is_protected
             ? fmt::format("{} is refused; see dcr help hook", branch)
             : fmt::format(
                   "{} is not protected, so it may pass; a protected branch would refuse it",
                   branch);
}

Result<void> tell(const Session& session, const check::PushVerdict& verdict) {
  if (verdict.failure) report_error(*verdict.failure);
  if (verdict.answer && is_worth_a_report(verdict)) {
    for (const std::string& line : verdict.answer->notes) session.note(line);
    if (auto written = write_report(session, verdict.answer->report, {}); !written) return written;
  }
  for (const std::string& line : {verdict.note, conclusion(verdict)}) {
    if (!line.empty()) session.note(line);
  }
  return {};
}

using Updates = Result<std::vector<check::RefUpdate>>;

Result<ExitCode> judge_push(const Session& session, const git::Repository& repository,
                            const std::vector<check::RefUpdate>& updates,
                            const check::PushRules& rules, const std::string& remote) {
  if (rules.protected_branches.empty()) {
    session.note("no branch is protected: HEAD names none; git config dcr.protected main");
  }
  ExitCode code = ExitCode::yes;
  for (const check::RefUpdate& update : updates) {
    auto verdict = check::judge_update(repository, update, rules);
    if (!verdict) continue;
    if (verdict->failure && !remote.empty() && !repository.commit(update.before)) {
      verdict->failure->help = "git fetch " + remote;
    }
    if (auto told = tell(session, *verdict); !told) return told.error();
    if (!verdict->is_refused()) continue;
    // That something breaks is the plainer answer where both are true.
    const ExitCode own = verdict->failure ? exit_code(verdict->failure->kind) : ExitCode::no;
    if (code != ExitCode::no) code = own;
  }
  return code;
}

Result<ExitCode> judge_sent(const Session& session, const git::Repository& repository,
                            const git::Environment& environment, const std::string& remote) {
  const auto text = session.read_stdin(longest_push);
  if (!text) return text.error();
  const Updates updates = check::parse_pre_push(*text);
  if (!updates) return updates.error();
  auto rules = check::sending_rules(repository, environment);
  if (!rules) return rules.error();
  rules->today = session.today();
  return judge_push(session, repository, *updates, *rules, remote);
}

Result<ExitCode> judge_received(const Session& session, const git::Repository& repository,
                                const git::Environment& environment) {
  const auto text = session.read_stdin(longest_push);
  if (!text) return text.error();
  Updates updates = check::parse_pre_receive(*text);
  if (!updates) return updates.error();
  if (auto named = check::follow_aliases(repository, environment, *updates); !named) {
    return named.error();
  }
  auto rules = check::receiving_rules(repository, environment);
  if (!rules) return rules.error();
  rules->today = session.today();
  return judge_push(session, repository, *updates, *rules, "");
}

constexpr std::array<std::string_view, 3> hooks = {"pre-commit", "pre-push", "pre-receive"};

Error no_such_hook(const std::vector<std::string>& words) {
  const std::string help = "dcr hook pre-commit, dcr hook pre-push or dcr hook pre-receive";
  if (words.empty()) return {ErrorKind::usage, "which hook is it?", {}, help};
  return {ErrorKind::usage,
          fmt::format("no hook '{}'{}", printable(words.front()),
                      did_you_mean(words.front(), {hooks.begin(), hooks.end()})),
          {},
          help};
}

Result<ExitCode> run(const std::vector<std::string>& words, const Session& session) {
  if (words.empty() || std::ranges::count(hooks, words.front()) == 0) return no_such_hook(words);
  const std::string& hook = words.front();
  const git::Environment environment = environment_of_git(session);
  const auto repository = git::Repository::open({.start_folder = ".", .environment = environment});
  if (!repository) return repository.error();
  if (hook == "pre-commit") return judge_commit(session, **repository, environment);
  if (hook == "pre-receive") return judge_received(session, **repository, environment);
  return judge_sent(session, **repository, environment, words.size() > 1 ? words[1] : "");
}

Invocation set_up() {
  auto words = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "HOOK",
                      .help = "pre-commit, pre-push or pre-receive, then what git gives that hook",
                      .required = true,
                      .completes = Completes::nothing,
                      .target = words.get()},
      .run = [words](Session& session) { return run(*words, session); },
  };
}

}  // namespace

extern const Command hook_command;
const Command hook_command{
    .name = "hook",
    .group = Group::judge,
    .summary = "Judge what git is about to commit, push or receive",
    .description =
        "What the hooks of git call: dcr init --hooks installs the first two.\n\n"
        "pre-commit judges what the commit would take, as dcr check --staged does.\n\n"
        "pre-receive, on the server, and pre-push, before the push leaves, read what is pushed on "
        "stdin and judge each branch once, by its result: a protected branch against what it is "
        "before the push, another or a new one against its merge base with a protected one. Only "
        "a push to a protected branch is refused, when it breaks a contract, cannot be judged or "
        "deletes the branch; the report on other branches is printed, so that a proposal can be "
        "pushed for review. Tags are not judged. Protected is what git config --add dcr.protected "
        "names: branches or patterns such as release/*; without it the server's HEAD branch, and "
        "before a push the mainline.\n\n"
        "A push does not bring along the policy that judges it. dcr.yaml is that of the protected "
        "branch before the push, a contract's own `compatibility` that of its document there, and "
        "an acceptance counts once the branch has it. So a change of policy takes two pushes: "
        "first the policy alone (a new mode, other globs, `# dcr:accept` in the contract, "
        "`accept:` "
        "in dcr.yaml), which is reviewed, reported and taken; then the change that needs it. To "
        "move contracts out of the globs, first push globs that cover both "
        "places. To have a weaker policy refused, set `rules: {policy_weakened: error, "
        "acceptance_unused: error}`; to weaken it then takes who may change the server.\n\n"
        "Where pushers must set no policy at all, git config dcr.policy FILE on the server names a "
        "dcr.yaml that replaces the one in the tree: acceptances in contracts then count for "
        "nothing, and a contract's own `compatibility` only where it asks for more. Variables of "
        "dcr and of CI systems are ignored.",
    .examples = {{"dcr hook pre-commit", "as .git/hooks/pre-commit"},
                 {"dcr hook pre-push \"$@\"", "as .git/hooks/pre-push"},
                 {"dcr hook pre-receive", "as hooks/pre-receive of a bare repository"},
                 {"git config --add dcr.protected main",
                  "on the server, then the same for others"}},
    .setup = set_up,
};

}  // namespace dcr::cli
