// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/imports/sql_statements.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string_view>

namespace dcr::imports {

/// PostgreSQL's own parser, as libpg_query has it, loaded when SQL is imported: linked, it would
/// cost every start of dcr what it takes to map two megabytes.
class PgParser {
 public:
  /// Errors: unavailable when this system has no libpg_query.
  static Result<PgParser> load();

  /// The syntax tree of one statement: the mapping below "stmt".
  ///
  /// Errors: io, with the place in `path`, in PostgreSQL's words.
  Result<std::shared_ptr<const yaml::Node>> parse(const SqlStatement& statement,
                                                  std::string_view path) const;

 private:
  struct Library;
  explicit PgParser(const Library& library) : library_(&library) {}

  const Library* library_;  ///< stays loaded
};

}  // namespace dcr::imports
