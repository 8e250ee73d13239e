// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/source_span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

struct CsvField {
  std::string text;  ///< without the quotes around it
  Span at;           ///< the field's first line, quotes included
};

struct CsvTable {
  std::vector<std::vector<CsvField>> rows;  ///< lines without any text are left out
  std::vector<Problem> problems;            ///< empty when all is well
};

/// Reads comma-separated values, or those another delimiter separates: fields in quotes may hold
/// commas, line ends and doubled quotes.
///
/// Source: RFC 4180, with any line end, and a byte order mark allowed.
[[nodiscard]] CsvTable parse_csv(std::string_view text, char delimiter = ',');

}  // namespace dcr::formats
