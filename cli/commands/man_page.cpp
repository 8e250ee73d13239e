// SPDX-License-Identifier: Apache-2.0
#include "cli/man_page.hpp"

#include "cli/command.hpp"
#include "cli/commands/topic.hpp"

namespace dcr::cli {
namespace {

Invocation set_up() {
  return tell_of_topic({.help = "The command or file to describe; dcr itself when absent",
                        .of_dcr = man_page,
                        .of_command = man_page,
                        .of_file = man_page});
}

}  // namespace

extern const Command man_page_command;
// Hidden: it makes the files below man/, which packages install; a user calls man.
const Command man_page_command{
    .name = "man-page",
    .group = Group::hidden,
    .summary = "Print the manual page of dcr, of a command or of a file",
    .description = "In mdoc, as the files below man/ hold it.",
    .examples = {{"dcr man-page rules", "the source of dcr-rules(1)"},
                 {"dcr man-page dcr-contract", "the source of dcr-contract(5)"}},
    .setup = set_up,
};

}  // namespace dcr::cli
