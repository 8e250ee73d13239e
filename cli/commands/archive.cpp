// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/status_change.hpp"

#include <memory>

namespace dcr::cli {
namespace {

Result<ExitCode> run(const StatusRequest& request, const Session& session) {
  auto target = find_target(session, request);
  if (!target) return target.error();
  if (target->plan.version.status != Status::archived) {
    if (auto planned = plan_status(*target, Status::archived); !planned) return planned.error();
  }
  return carry_out(session, request, *target);
}

Invocation set_up() {
  auto request = std::make_shared<StatusRequest>();
  return {.options = status_option_list(*request),
          .positionals = one_reference(*request),
          .run = [request](Session& session) { return run(*request, session); }};
}

}  // namespace

extern const Command archive_command;
const Command archive_command{
    .name = "archive",
    .group = Group::change,
    .summary = "Close a version for good; its history stays",
    .description =
        "Marks a version as archived, which nothing takes back. Where the working tree has the "
        "version, its document is edited in place; what only history has is noted in "
        ".dcr/lifecycle.yaml. Only files are written: commit them to make it count.",
    .examples = {{"dcr archive users.daily_active@1.0.0", "once the last reader has moved"}},
    .setup = set_up,
};

}  // namespace dcr::cli
