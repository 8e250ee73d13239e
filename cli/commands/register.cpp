// SPDX-License-Identifier: Apache-2.0
#include "core/check/register.hpp"

#include "cli/command.hpp"
#include "cli/commands/audit.hpp"
#include "cli/commands/register_output.hpp"
#include "cli/commands/register_schema.hpp"
#include "cli/paths.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/git/commit.hpp"
#include "core/git/mainline_tip.hpp"
#include "core/git/tag.hpp"
#include "core/registry/release_tag.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dcr::cli {
namespace {

struct RegisterOptions {
  std::vector<std::string> files;
  std::optional<std::string> mode;
  std::optional<std::string> message;
  bool tag = false;
  bool dry_run = false;
  bool allow_overwrite = false;
  std::string format = "text";
  SchemaOptions model;

  [[nodiscard]] bool json() const { return format == "json"; }
};

Result<void> require_usable(const RegisterOptions& options) {
  if (options.files.empty() == !options.model.any()) {
    if (options.model.any()) {
      return Error{ErrorKind::usage,
                   "a file and --schema say two things",
                   {},
                   "name the file of a document, or describe a model by --schema and the options "
                   "beside it"};
    }
    return Error{ErrorKind::usage, "no file named", {}, "dcr register contracts/users.yaml"};
  }
  const std::string message = options.message.value_or("-");
  if (message.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Error{ErrorKind::usage, "the message is empty", {}, "say it, or leave --message out"};
  }
  return {};
}

/// The file that is judged; of a model that options describe, it is written first.
Result<std::string> file_to_judge(const RegisterOptions& options, const Session& session,
                                  const git::Repository& repository,
                                  std::optional<WrittenModel>& written) {
  if (!options.model.any()) {
    return repository_path(repository, options.files.front());
  }
  auto model = write_model(session, repository, options.model);
  if (!model) {
    return model.error();
  }
  written.emplace(*std::move(model));
  return written->path();
}

Result<check::Promotion> judge(const RegisterOptions& options, const Session& session,
                               const git::Repository& repository,
                               std::optional<WrittenModel>& written) {
  if (auto possible = git::require_committable(repository); !possible) {
    return possible.error();
  }
  auto path = file_to_judge(options, session, repository, written);
  if (!path) {
    return path.error();
  }
  check::PromotionRequest request;
  request.path = std::move(*path);
  if (options.mode) {
    request.mode = Mode::parse(*options.mode);
  }
  request.allow_overwrite = options.allow_overwrite;
  request.today = session.today();
  request.environment = session.environment();
  return check::judge_promotion(repository, request);
}

/// The tags of the subjects, in their order; each is still free.
Result<std::vector<git::TagRequest>> plan_tags(const RegisterOptions& options,
                                               const Session& session,
                                               const check::Promotion& promotion) {
  std::vector<git::TagRequest> tags;
  if (!options.tag) {
    return tags;
  }
  for (const check::PromotedContract* contract : subjects(promotion)) {
    git::TagRequest tag;
    tag.reference = release_ref(promotion.config.tags, contract->verdict.name,
                                contract->document->contract.version.value);
    tag.message = name_and_version(*contract);
    tag.environment = session.environment();
    const bool twice = std::ranges::any_of(
        tags, [&](const git::TagRequest& other) { return other.reference == tag.reference; });
    if (twice) {
      return Error{ErrorKind::usage,
                   fmt::format("two contracts would have the tag '{}'", printable(tag.reference)),
                   {},
                   "put {name} into `tags:` of dcr.yaml"};
    }
    if (auto free = git::require_free_tag(tag); !free) {
      return free.error();
    }
    tags.push_back(std::move(tag));
  }
  return tags;
}

std::vector<std::string> short_names(const std::vector<git::TagRequest>& tags) {
  std::vector<std::string> names;
  names.reserve(tags.size());
  for (const git::TagRequest& tag : tags) {
    names.push_back(tag.reference.substr(std::string_view("refs/tags/").size()));
  }
  return names;
}

/// What goes to stdout. The report tells people why a contract is refused, or what was let pass.
Result<void> print(const RegisterOptions& options, const Session& session,
                   const PromotionAnswer& answer) {
  if (options.json()) {
    return session.print(to_json(answer));
  }
  if (answer.status == PromotionStatus::already_registered) {
    return {};
  }
  const report::Report& report = answer.promotion->report;
  const bool refused = answer.status == PromotionStatus::incompatible;
  std::string text = report::to_text(report, {.colour = session.colour(), .quiet = !refused});
  if (!refused) {
    text += (text.empty() ? "" : "\n") + to_text(answer);
  }
  return session.print(text);
}

Error already_registered(const check::Promotion& promotion) {
  const std::string path = printable(promotion.file.path);
  const check::PromotedContract* duplicate = promotion.duplicate();
  if (duplicate == nullptr) {
    return {ErrorKind::absent, fmt::format("'{}' is committed already as it stands", path), {}, ""};
  }
  std::string help = fmt::format("'{}' did not change since", path);
  if (!promotion.unchanged) {
    help = "give it a version of its own";
    // What is refused for other reasons too cannot be let pass that way.
    if (duplicate->verdict.compatible()) {
      help += ", or replace the content of that one: --allow-overwrite";
    }
  }
  return {
      ErrorKind::absent,
      fmt::format("{} is already registered (commit {})", printable(name_and_version(*duplicate)),
                  duplicate->registered_by->short_hex()),
      {},
      std::move(help)};
}

Result<ExitCode> refuse(const RegisterOptions& options, const Session& session,
                        const PromotionAnswer& answer) {
  if (auto printed = print(options, session, answer); !printed) {
    return printed.error();
  }
  if (answer.status == PromotionStatus::already_registered) {
    return already_registered(*answer.promotion);
  }
  if (!options.dry_run) {
    audit_refused(session, answer.promotion->report);
  }
  session.note(fmt::format("'{}' was not registered", printable(answer.promotion->file.path)));
  return ExitCode::no;
}

/// What goes with the commit.
struct Plan {
  std::vector<git::TagRequest> tags{};
  std::optional<WrittenModel> written{};  ///< goes again unless it is committed
};

Result<ObjectId> commit(const RegisterOptions& options, const Session& session,
                        const git::Repository& repository, const check::Promotion& promotion,
                        Plan& plan) {
  git::CommitRequest request;
  request.paths = promotion.paths;
  request.message = options.message.value_or(commit_message(promotion));
  request.environment = session.environment();
  const auto committed = git::commit_only(repository, request);
  if (!committed) {
    return committed.error();
  }
  if (plan.written) {
    plan.written->keep();
  }
  if (!committed->words.empty()) {
    session.note(committed->words);
  }
  if (auto judged = check::require_judged(repository, promotion, committed->id); !judged) {
    return judged.error();
  }
  return committed->id;
}

Result<void> make_tags(const std::vector<git::TagRequest>& tags, const ObjectId& commit) {
  for (const git::TagRequest& tag : tags) {
    if (auto made = git::make_tag(tag, commit); !made) {
      Error error = made.error();
      error.message = fmt::format("committed {}, but {}", commit.short_hex(), error.message);
      return error;
    }
  }
  return {};
}

/// What the judgement allows.
PromotionStatus status_of(const check::Promotion& promotion) {
  if (promotion.unchanged || promotion.duplicate() != nullptr) {
    return PromotionStatus::already_registered;
  }
  return promotion.compatible() ? PromotionStatus::would_register : PromotionStatus::incompatible;
}

/// What the mainline lacks is no approved version yet: said, so that nobody waits for the gate to
/// open. Where the mainline cannot be found out there is nothing to say.
void tell_of_proposal(const Session& session, const git::Repository& repository,
                      const check::Promotion& promotion, const ObjectId& commit) {
  const auto mainline = git::mainline_tip(repository, promotion.config.mainline, commit);
  if (!mainline || !mainline->commit) {
    return;
  }
  const auto held = repository.is_ancestor(commit, *mainline->commit);
  if (held && !*held) {
    session.note(fmt::format("a proposal until {} has it", mainline->name));
  }
}

/// Commits, tags and tells of it.
Result<ExitCode> carry_out(const RegisterOptions& options, const Session& session,
                           const git::Repository& repository, Plan& plan, PromotionAnswer answer) {
  const check::Promotion& promotion = *answer.promotion;
  const auto made = commit(options, session, repository, promotion, plan);
  if (!made) {
    return made.error();
  }
  answer.status = PromotionStatus::registered;
  answer.commit = *made;
  // Whatever becomes of the tags and of the answer, the version is registered.
  const auto tagged = make_tags(plan.tags, *made);
  const auto printed = tagged ? print(options, session, answer) : tagged;
  audit_promoted(session, promotion);
  if (!printed) {
    return printed.error();
  }
  tell_of_proposal(session, repository, promotion, *made);
  return ExitCode::yes;
}

Result<ExitCode> run(const RegisterOptions& options, const Session& session) {
  if (auto usable = require_usable(options); !usable) {
    return usable.error();
  }
  const auto repository = session.open_repository();
  if (!repository) {
    return repository.error();
  }
  Plan plan;
  const auto promotion = judge(options, session, **repository, plan.written);
  if (!promotion) {
    return promotion.error();
  }
  for (const std::string& line : promotion->notes) {
    session.note(line);
  }
  PromotionAnswer answer{.promotion = &*promotion, .status = status_of(*promotion)};
  if (answer.status != PromotionStatus::would_register) {
    return refuse(options, session, answer);
  }
  auto tags = plan_tags(options, session, *promotion);
  if (!tags) {
    return tags.error();
  }
  plan.tags = *std::move(tags);
  answer.tags = short_names(plan.tags);
  if (!options.dry_run) {
    return carry_out(options, session, **repository, plan, std::move(answer));
  }
  if (auto printed = print(options, session, answer); !printed) {
    return printed.error();
  }
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<RegisterOptions>();
  std::vector<Option> list = {
      {.name = "--mode",
       .value_name = "MODE",
       .help = "Judge by this mode",
       .choices = {"backward", "backward_transitive", "forward", "forward_transitive", "full",
                   "full_transitive", "none"},
       .target = &options->mode},
      {.name = "--tag",
       .help = "Make an annotated tag too, named as `tags:` of dcr.yaml says",
       .target = &options->tag},
      {.name = "--message",
       .short_name = "-m",
       .value_name = "TEXT",
       .help = "The message of the commit, instead of dcr's own",
       .target = &options->message},
      {.name = "--dry-run",
       .help = "Judge and say what would be done; change nothing",
       .target = &options->dry_run},
      {.name = "--allow-overwrite",
       .help = "Let the file replace the content of a version already registered",
       .target = &options->allow_overwrite},
      {.name = "--format",
       .value_name = "FORMAT",
       .help = "How to answer (default: text)",
       .choices = {"text", "json"},
       .target = &options->format}};
  for (Option& option : schema_option_list(options->model)) {
    list.push_back(std::move(option));
  }
  return {
      .options = std::move(list),
      .positionals = {.value_name = "FILE",
                      .help = "The file of a contract or model, as it stands in the working tree",
                      .at_most = 1,
                      .target = &options->files},
      .run = [options](Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command register_command;
const Command register_command{
    .name = "register",
    .group = Group::change,
    .summary = "Check a contract or model, then commit it",
    .description =
        "Judges the file as dcr check does, and makes one commit that holds only this file: what "
        "else is staged or changed stays as it is. Hooks, author and signature are as git's "
        "configuration has them. A file that moved is committed together with its removal from "
        "the old place.\n\n"
        "Exits with 1 and changes nothing when a consumer would break, or when the version is "
        "registered already, on the mainline or on this branch. What the mainline lacks is a "
        "proposal, and may be committed again under its version.\n\n"
        "With --schema a model is described on the command line: its document is written, judged "
        "and committed; when it is refused, nothing stays behind.",
    .examples = {{"dcr register contracts/users.yaml", "the version the file has now"},
                 {"dcr register contracts/users.yaml --tag", "and a release tag"},
                 {"dcr register --schema user.json --name User --version 1.0.0 --namespace "
                  "user-service --meta team=platform",
                  "a model, from its JSON Schema"},
                 {"dcr register contracts/users.yaml --dry-run --format json",
                  "what would be done, for a program"}},
    .setup = set_up,
};

}  // namespace dcr::cli
