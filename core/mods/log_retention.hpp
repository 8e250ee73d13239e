// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace dcr::mods {

/// The name of a log: JOB_20240812_143022_PID.log.
///
/// Units: `timestamp` as timestamp_now has it, UTC.
[[nodiscard]] std::string log_name(const std::string& job, const std::string& timestamp,
                                   long process);

/// Whether a file of that name may be one of dcr's logs.
[[nodiscard]] bool is_log_name(std::string_view name);

/// What every record of a log begins with.
inline constexpr std::string_view record_start = R"({"timestamp":")";

/// Removes logs of dcr from `folder` that were last written `age` or longer ago: regular files with
/// the name and the first characters of a log. Whatever cannot be looked at or removed stays.
///
/// Units: how many were removed.
std::size_t remove_old_logs(const std::string& folder, std::chrono::hours age);

}  // namespace dcr::mods
