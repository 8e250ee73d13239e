// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/status_change.hpp"

#include <memory>

namespace dcr::cli {
namespace {

Result<ExitCode> run(const StatusRequest& request, const Session& session) {
  if (!request.references.empty() && !request.force && !request.dry_run) {
    return Error{ErrorKind::usage,
                 "remove deletes the document from the working tree",
                 {},
                 "add --force if that is meant, or keep it and say: dcr archive"};
  }
  auto target = find_target(session, request);
  if (!target) return target.error();
  if (auto planned = plan_removal(*target); !planned) return planned.error();
  return carry_out(session, request, *target);
}

Invocation set_up() {
  auto request = std::make_shared<StatusRequest>();
  std::vector<Option> options = {{.name = "--force",
                                  .help = "Really delete; without it nothing is",
                                  .target = &request->force}};
  for (Option& option : status_option_list(*request)) options.push_back(std::move(option));
  return {.options = std::move(options),
          .positionals = one_reference(*request),
          .run = [request](Session& session) { return run(*request, session); }};
}

}  // namespace

extern const Command remove_command;
const Command remove_command{
    .name = "remove",
    .group = Group::change,
    .summary = "Delete a version from the working tree",
    .description =
        "Deletes the file of a version, or its document where the file holds several. What a "
        "commit has carried stays in history, and is noted as archived in .dcr/lifecycle.yaml so "
        "that nothing takes it for alive. dcr check still judges the removal of a contract that "
        "is active.",
    .examples = {{"dcr remove users.daily_active@1.0.0 --force", "an archived version"}},
    .setup = set_up,
};

}  // namespace dcr::cli
