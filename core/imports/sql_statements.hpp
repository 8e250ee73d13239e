// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/source_span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::imports {

struct SqlStatement {
  std::string_view text;           ///< without its semicolon and what stands before its first word
  Position at;                     ///< of its first character
  std::vector<std::string> words;  ///< its first words, lowered, up to anything that is none
};

/// Cuts a script of psql into statements. psql's own lines (`\connect`), comments and the data of
/// COPY are left out. Only quotes, dollar quotes and comments are looked at: whether a statement is
/// SQL is not asked.
///
/// Errors: io, with the place, for a quote or comment without an end.
Result<std::vector<SqlStatement>> sql_statements(std::string_view text, std::string_view path);

/// Finds places in one statement, in one walk as long as each lies behind the one before.
class StatementPlaces {
 public:
  explicit StatementPlaces(const SqlStatement& statement)
      : statement_(statement), at_(statement.at) {}

  /// Where the first `bytes` of the statement's text end.
  [[nodiscard]] Position after(std::size_t bytes);

 private:
  const SqlStatement& statement_;
  std::size_t bytes_ = 0;
  Position at_;
};

}  // namespace dcr::imports
