// SPDX-License-Identifier: Apache-2.0
#include "core/formats/native_lifecycle.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace dcr::formats {
namespace {

const std::vector<std::string_view> status_words = {"draft", "active", "deprecated", "archived"};
const std::vector<std::string_view> mode_words = {
    "backward",           "forward",        "full", "none", "backward_transitive",
    "forward_transitive", "full_transitive"};

}  // namespace

void read_native_status(MappingReader& root, Contract& contract, ProblemList& problems) {
  if (auto word = root.text("status")) {
    if (const auto status = parse_status(word->value)) {
      contract.status = Located<Status>{*status, word->at};
    } else {
      problems.error("", word->at,
                     fmt::format("unknown status '{}'{}", printable(word->value),
                                 problems.suggestion(word->value, status_words)),
                     "a status is draft, active, deprecated or archived");
    }
  }
  if (auto uri = root.name("deprecation_uri")) contract.deprecation_uri = *uri;
  if (auto text = root.text("deprecation_message")) contract.deprecation_message = *text;
}

void read_native_compatibility(MappingReader& root, Contract& contract, ProblemList& problems) {
  const auto word = root.text("compatibility");
  if (!word) return;
  if (const auto mode = Mode::parse(word->value)) {
    contract.compatibility = Located<Mode>{*mode, word->at};
    return;
  }
  problems.error("", word->at,
                 fmt::format("unknown compatibility '{}'{}", printable(word->value),
                             problems.suggestion(word->value, mode_words)),
                 "a mode is backward, forward or full, each also with _transitive, or none");
}

}  // namespace dcr::formats
