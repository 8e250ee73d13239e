// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace dcr::imports {

inline constexpr std::size_t default_sample_rows = 10'000;
/// What is read of a file at most, however long its rows are.
inline constexpr std::size_t largest_sample_bytes = std::size_t{64} << 20U;

/// How a table of comma-separated values is looked at.
struct CsvRequest {
  std::size_t sample_rows = default_sample_rows;
  std::optional<char> delimiter{};  ///< empty = whichever of , ; tab | cuts the header into most
  bool is_whole = true;             ///< false when `text` is the beginning of a longer file
};

/// A contract of a table whose first row holds the names, called as the file. Types, and that a
/// column is never empty, are inferred from the sample and said to be.
///
/// Errors: io, with the place, for what is no such table.
/// Source: RFC 4180.
Result<Imported> read_csv(std::string_view text, std::string_view path, const CsvRequest& csv);

/// Whether `text` holds a header and `rows` rows at least, so that no more need be read.
[[nodiscard]] bool holds_rows(std::string_view text, std::size_t rows);

}  // namespace dcr::imports
