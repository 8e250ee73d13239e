// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dcr::report {

/// The names a dotted path is made of, without quotes; the items of a list are the name "[]".
[[nodiscard]] std::vector<std::string> path_names(std::string_view dotted);

/// `[name=orders]`; a value that would end the selector early is in double quotes.
[[nodiscard]] std::string selector(std::string_view key, std::string_view value);

/// Where a field is: `/schema[name=orders]/properties[name=tags]/items`. A path begins with the
/// object where there are several `objects`; of one without a name it is `/schema/0`.
[[nodiscard]] std::string field_pointer(std::string_view dotted,
                                        const std::vector<std::string>& objects);

/// Where a service level is, which reports call `latency of 'orders.at' (analytics)`:
/// `/slaProperties[property=latency,element=orders.at,driver=analytics]`.
[[nodiscard]] std::string level_pointer(std::string_view level);

}  // namespace dcr::report
