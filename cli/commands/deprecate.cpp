// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/audit.hpp"
#include "cli/commands/status_change.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dcr::cli {
namespace {

/// Source: RFC 3986, section 3: a scheme, a colon, and something after it; no blanks.
bool is_uri(std::string_view text) {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size() || !is_letter(text.front())) {
    return false;
  }
  const std::string_view scheme = text.substr(0, colon);
  const bool named = std::ranges::all_of(scheme, [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
  const bool blank = std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"';
  });
  const std::string_view rest = text.substr(colon + 1);
  const bool web = scheme == "http" || scheme == "https";
  return named && !blank && is_utf8(text) && (!web || (rest.starts_with("//") && rest.size() > 2));
}

Result<void> require_sound(const StatusRequest& request) {
  if (request.uri && !is_uri(*request.uri)) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is no URI", printable(*request.uri)),
                 {},
                 "an address like https://wiki.example.com/migration"};
  }
  if (request.message && !is_utf8(*request.message)) {
    return Error{ErrorKind::usage, "the message is not UTF-8 text", {}, ""};
  }
  return {};
}

Result<ExitCode> run(const StatusRequest& request, const Session& session) {
  if (auto sound = require_sound(request); !sound) return sound.error();
  auto target = find_target(session, request);
  if (!target) return target.error();
  StatusPlan& plan = target->plan;
  if (plan.version.status == Status::archived) {
    return invalid_transition(plan, Status::deprecated);
  }
  const bool same = plan.version.status == Status::deprecated &&
                    request.uri.value_or(plan.deprecation_uri) == plan.deprecation_uri &&
                    request.message.value_or(plan.deprecation_message) == plan.deprecation_message;
  plan.deprecation_uri = request.uri.value_or(plan.deprecation_uri);
  plan.deprecation_message = request.message.value_or(plan.deprecation_message);
  const bool is_model = plan.version.document->contract.kind == ContractKind::model;
  if (plan.deprecation_uri.empty() && !is_model) {
    return Error{ErrorKind::usage,
                 "a deprecation needs the address of the migration plan",
                 {},
                 "dcr deprecate REFERENCE --uri https://wiki.example.com/migration"};
  }
  if (!same) {
    if (auto planned = plan_status(*target, Status::deprecated); !planned) return planned.error();
  }
  const auto done = carry_out(session, request, *target);
  if (done && !plan.files.empty() && !request.dry_run) {
    audit_deprecated(session, plan.version.document->contract, plan.version.version().text(),
                     plan.deprecation_uri);
  }
  return done;
}

Invocation set_up() {
  auto request = std::make_shared<StatusRequest>();
  std::vector<Option> options = {
      {.name = "--uri",
       .value_name = "URI",
       .help = "Where readers find the plan to move away; required of a contract that has none",
       .target = &request->uri},
      {.name = "--message",
       .short_name = "-m",
       .value_name = "TEXT",
       .help = "What readers should know, in a sentence",
       .target = &request->message}};
  for (Option& option : status_option_list(*request)) options.push_back(std::move(option));
  return {.options = std::move(options),
          .positionals = one_reference(*request),
          .run = [request](Session& session) { return run(*request, session); }};
}

}  // namespace

extern const Command deprecate_command;
const Command deprecate_command{
    .name = "deprecate",
    .group = Group::change,
    .summary = "Ask readers of a version to move away",
    .description =
        "Marks a version as deprecated, with the address of the migration plan; of a model a "
        "message, or nothing, is enough. Where the working "
        "tree has the version, its document is edited in place: comments, quotes and line ends "
        "stay. What only history has is noted in .dcr/lifecycle.yaml, and so are the address and "
        "the message of a format without a place for them. Only files are written: commit them to "
        "make it count.\n\n"
        "Exits with 1 and changes nothing when the version is archived.",
    .examples = {{"dcr deprecate users.daily_active@1.0.0 --uri https://wiki.example.com/users-v2",
                  "the version that 2.0.0 replaces"},
                 {"dcr deprecate user-service::User@1.0.0 -m 'Please upgrade to 2.0.0'", "a model"},
                 {"dcr deprecate orders@1.2.0 --uri https://wiki.example.com/orders --dry-run",
                  "what would be written"}},
    .setup = set_up,
};

}  // namespace dcr::cli
