// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/fault.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// How a mod ended, as its exit code.
enum class RunCode {
  success = 0,
  warning = 10,
  validation = 20,
  runtime = 30,
  timeout = 40,
  cancelled = 50
};

/// Which run a result is of.
struct RunIdentity {
  std::string mod_type;
  std::string mod_name;
  std::string run_id;
  std::string log_file;  ///< empty = none
};

/// "csv_reader_a1b2c3d4".
[[nodiscard]] std::string new_run_id(std::string_view mod_type);

/// The result of a run that did not end by itself, in the order of the specification.
///
/// Units: `seconds` of running.
[[nodiscard]] nlohmann::ordered_json failed_result(const RunIdentity& identity, RunCode code,
                                                   const std::string& message,
                                                   const std::string& error_code, double seconds);

/// The result of a mod that must not run.
[[nodiscard]] nlohmann::ordered_json refused_result(const RunIdentity& identity,
                                                    const std::vector<Fault>& faults);

/// What a mod or its Python answered, made a whole result: missing parts are there, its status and
/// exit code are known ones and agree, and it is of this run.
[[nodiscard]] nlohmann::ordered_json checked_result(nlohmann::ordered_json answer,
                                                    const RunIdentity& identity);

/// The result of a run that ended after it was asked to stop.
[[nodiscard]] nlohmann::ordered_json as_cancelled(nlohmann::ordered_json result);

[[nodiscard]] RunCode code_of(const nlohmann::ordered_json& result);

/// The results of a job as one document: its status and exit code are the worst of theirs.
[[nodiscard]] nlohmann::ordered_json job_result(const std::string& job,
                                                std::vector<nlohmann::ordered_json> results);

/// Now, UTC, with milliseconds: what results and logs have.
[[nodiscard]] std::string timestamp_now();

}  // namespace dcr::mods
