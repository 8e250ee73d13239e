// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/conversation.hpp"
#include "core/mods/plan.hpp"
#include "core/mods/run_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace dcr::mods {

/// Runs a mod that is a program of any kind:
///
/// - stdin holds its parameters, one JSON object, with `_mod_name`, `_mod_type` and `_globals`;
/// - `DCR_RESULT` names an empty file for its result document, of which every part may be missing;
/// - `DCR_RUN_ID`, `DCR_MOD_NAME` and `DCR_MOD_TYPE` say which run it is;
/// - what it prints is its log;
/// - its exit code is 0, 10, 20, 30, 40 or 50; any other one is 30. Of the code and the document's
///   status the worse counts.
///
/// A program with a slash in its name is looked for from `registry_folder`, another one in PATH. It
/// runs in the folder where dcr was started.
nlohmann::ordered_json run_command(const Prepared& prepared, const std::string& registry_folder,
                                   const process::SignalWatch& signals, RunLog& log,
                                   const Deadline& deadline);

}  // namespace dcr::mods
