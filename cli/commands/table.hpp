// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace dcr::cli {

/// Rows for people or for a pipe: on a terminal aligned columns below a heading; in a pipe one
/// record a line, its values divided by tabs, without a heading, so that `cut` and `awk` can read
/// it. Control characters are escaped in both.
struct Table {
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;  ///< each as long as the heading
};

[[nodiscard]] std::string to_text(const Table& table, bool aligned);

}  // namespace dcr::cli
