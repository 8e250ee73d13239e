// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/status_change.hpp"

#include "cli/commands/json_output.hpp"
#include "cli/commands/working_contract.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/base/timestamp.hpp"
#include "core/formats/contract_edit.hpp"
#include "core/formats/lifecycle.hpp"
#include "core/git/working_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace dcr::cli {
namespace {

Result<std::string> day_of(const Session& session, const StatusRequest& request) {
  if (!request.now) return session.today().text();
  const auto now = parse_timestamp(*request.now);
  if (!now) return now.error();
  return utc_text(now->seconds).substr(0, std::string_view("2026-11-21").size());
}

Result<void> plan_ledger(ChangeTarget& target, Status status) {
  const git::Repository& repository = *target.open.registry.source().repository;
  StatusPlan& plan = target.plan;
  const std::string path(formats::lifecycle_path);
  const auto text = git::read_working_file(repository, path);
  if (!text) return text.error();
  const formats::LifecycleEntry entry{.status = status,
                                      .deprecation_uri = plan.deprecation_uri,
                                      .message = plan.deprecation_message,
                                      .since = plan.since};
  auto edited = formats::with_lifecycle_entry(text->value_or(""), plan.version.document->key(),
                                              plan.version.version(), entry);
  if (!edited) return edited.error();
  if (text->value_or("") != *edited)
    plan.files.push_back({path, *std::move(edited), fmt::format("{} in", to_string(status))});
  return {};
}

std::string commit_hint(const StatusPlan& plan) {
  const bool unknown_to_git =
      !plan.version.first_commit && plan.files.size() == 1 && !plan.files.front().content;
  if (unknown_to_git) return "no commit ever had it\n";
  std::string paths;
  for (const StatusPlan::File& file : plan.files) paths += " " + shell_word(file.path);
  return fmt::format("commit it to make it count: git add -A --{0} && git commit --{0}\n", paths);
}

std::string to_text(const StatusPlan& plan, bool dry_run) {
  std::string out;
  for (const StatusPlan::File& file : plan.files) {
    out += fmt::format("{}{} {} {}\n", dry_run ? "would be: " : "", named(plan), file.what,
                       printable(file.path));
  }
  return dry_run ? out : out + commit_hint(plan);
}

std::string to_json(const StatusPlan& plan, bool dry_run) {
  nlohmann::ordered_json out = identity_json(plan.version.document->contract);
  out["version"] = plan.version.version().text();
  out["previous_status"] = to_string(plan.version.status);
  out["status"] = to_string(plan.status);
  out["deprecation_uri"] = text_or_null(plan.deprecation_uri);
  out["deprecation_message"] = text_or_null(plan.deprecation_message);
  out["changed"] = !plan.files.empty() && !dry_run;
  out["files"] = nlohmann::ordered_json::array();
  for (const StatusPlan::File& file : plan.files) {
    out["files"].push_back({{"path", file.path}, {"removed", !file.content.has_value()}});
  }
  return json_text(out);
}

}  // namespace

std::string named(const StatusPlan& plan) {
  return fmt::format("{} {}", printable(plan.version.document->full_name()),
                     plan.version.version().text());
}

Error invalid_transition(const StatusPlan& plan, Status status) {
  return {ErrorKind::absent,
          fmt::format("{} is {} and cannot become {}", named(plan), to_string(plan.version.status),
                      to_string(status)),
          {},
          "dcr explain status_transition_invalid"};
}

Result<ChangeTarget> find_target(const Session& session, const StatusRequest& request) {
  if (request.references.empty()) {
    return Error{ErrorKind::usage, "no contract named", {}, "name a version: NAME@1.0.0"};
  }
  const auto reference = read_reference(session, request.references.front());
  if (!reference) return reference.error();
  auto open = open_for_change(session, request.registry);
  if (!open) return open.error();
  auto version = open->registry.resolve(*reference);
  if (!version) return version.error();
  auto day = day_of(session, request);
  if (!day) return day.error();
  StatusPlan plan{.version = *std::move(version), .since = *std::move(day)};
  plan.status = plan.version.status;
  plan.deprecation_uri = plan.version.deprecation_uri;
  plan.deprecation_message = plan.version.deprecation_message;
  return ChangeTarget{*std::move(open), std::move(plan)};
}

Result<void> plan_status(ChangeTarget& target, Status status) {
  StatusPlan& plan = target.plan;
  plan.status = status;
  const LoadedDocument& document = *plan.version.document;
  // A bare JSON Schema has no place for a status.
  const bool is_bare = document.contract.format == Format::json_schema;
  if (!plan.version.in_tree || is_bare) return plan_ledger(target, status);
  const auto working = read_working_contract(*target.open.registry.source().repository, document);
  if (!working) return working.error();
  auto edited = formats::with_status(working->text, document.path, working->contract,
                                     {status, plan.deprecation_uri, plan.deprecation_message});
  if (!edited) return edited.error();
  if (*edited != working->text) {
    plan.files.push_back(
        {document.path, *std::move(edited), fmt::format("{} in", to_string(status))});
  }
  const bool says_more = !plan.deprecation_uri.empty() || !plan.deprecation_message.empty();
  if (says_more && !formats::holds_deprecation(document.contract.format)) {
    return plan_ledger(target, status);
  }
  return {};
}

Result<void> plan_removal(ChangeTarget& target) {
  StatusPlan& plan = target.plan;
  const LoadedDocument& document = *plan.version.document;
  if (!plan.version.in_tree) {
    return Error{ErrorKind::absent,
                 fmt::format("{} is not in the working tree any more", named(plan)),
                 {},
                 fmt::format("say that it is history: dcr archive {}@{}", document.full_name(),
                             plan.version.version().text())};
  }
  const auto working = read_working_contract(*target.open.registry.source().repository, document);
  if (!working) return working.error();
  auto rest = formats::without_contract(working->text, document.path, working->contract);
  if (!rest) return rest.error();
  plan.status = Status::archived;
  // The ledger first: between the two the document still has the last word.
  if (plan.version.first_commit) {
    if (auto planned = plan_ledger(target, Status::archived); !planned) return planned.error();
  }
  const bool whole_file = !rest->has_value();
  plan.files.push_back(
      {document.path, *std::move(rest), whole_file ? "removed with" : "removed from"});
  return {};
}

Result<ExitCode> carry_out(const Session& session, const StatusRequest& request,
                           const ChangeTarget& target) {
  const git::Repository& repository = *target.open.registry.source().repository;
  const StatusPlan& plan = target.plan;
  for (const StatusPlan::File& file : plan.files) {
    if (request.dry_run) break;
    const auto done = file.content ? git::write_working_file(repository, file.path, *file.content)
                                   : git::delete_working_file(repository, file.path);
    if (!done) return done.error();
  }
  std::string text =
      request.json() ? to_json(plan, request.dry_run) : to_text(plan, request.dry_run);
  if (plan.files.empty() && !request.json()) {
    text = fmt::format("{} is {} already: nothing to do\n", named(plan), to_string(plan.status));
  }
  if (auto printed = session.print(text); !printed) return printed.error();
  return ExitCode::yes;
}

std::vector<Option> status_option_list(StatusRequest& request) {
  return {kind_option(request.registry),
          {.name = "--dry-run",
           .help = "Say what would be written, and write nothing",
           .target = &request.dry_run},
          {.name = "--now",
           .value_name = "TIME",
           .help = "The moment it is, as RFC 3339 writes it (default: now)",
           .target = &request.now},
          {.name = "--format",
           .value_name = "FORMAT",
           .help = "How to answer (default: text)",
           .choices = {"text", "json"},
           .target = &request.format}};
}

Positionals one_reference(StatusRequest& request) {
  return {.value_name = "REFERENCE",
          .help = "The version: NAME@1.0.0; NAME alone is the newest active one",
          .at_most = 1,
          .required = true,
          .completes = Completes::contract,
          .target = &request.references};
}

}  // namespace dcr::cli
