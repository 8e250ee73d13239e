// SPDX-License-Identifier: Apache-2.0
#include "core/exports/sql_dialect.hpp"

#include "core/base/bug.hpp"

#include <algorithm>
#include <array>

namespace dcr::exports {
namespace {

/// Words that one of the dialects does not take as a name. Quotes around a word that needs none in
/// another do no harm.
constexpr auto reserved = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "anti",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "at",
    "authorization",
    "between",
    "binary",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "connect",
    "connection",
    "constraint",
    "contains",
    "create",
    "cross",
    "cube",
    "current",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "database",
    "default",
    "deferrable",
    "define",
    "delete",
    "desc",
    "describe",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "enum",
    "escape",
    "except",
    "exclude",
    "exists",
    "extract",
    "false",
    "fetch",
    "filter",
    "following",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "grouping",
    "groups",
    "hash",
    "having",
    "if",
    "ignore",
    "ilike",
    "in",
    "increment",
    "initially",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "issue",
    "join",
    "lambda",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "lookup",
    "merge",
    "minus",
    "natural",
    "new",
    "no",
    "not",
    "notnull",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "organization",
    "outer",
    "over",
    "overlaps",
    "partition",
    "pivot",
    "placing",
    "preceding",
    "primary",
    "proto",
    "qualify",
    "range",
    "recursive",
    "references",
    "regexp",
    "respect",
    "returning",
    "revoke",
    "right",
    "rlike",
    "rollup",
    "row",
    "rows",
    "sample",
    "schema",
    "select",
    "semi",
    "session_user",
    "set",
    "similar",
    "some",
    "start",
    "struct",
    "summarize",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "treat",
    "trigger",
    "true",
    "try_cast",
    "unbounded",
    "union",
    "unique",
    "unnest",
    "unpivot",
    "update",
    "user",
    "using",
    "values",
    "variadic",
    "verbose",
    "view",
    "when",
    "whenever",
    "where",
    "window",
    "with",
    "within",
});

bool is_word(std::string_view name, bool capitals) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (capitals && c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
  });
}

bool is_reserved(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::find(reserved.begin(), reserved.end(), lower) != reserved.end();
}

bool needs_quotes(std::string_view name, SqlDialect dialect) {
  if (is_reserved(name)) return true;
  switch (dialect) {
    case SqlDialect::postgres: return !is_word(name, false);
    case SqlDialect::snowflake: {
      // What stands without quotes becomes capitals: so does a name in small letters.
      const bool mixed =
          std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
          std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      return mixed || !is_word(name, true);
    }
    case SqlDialect::bigquery:
    case SqlDialect::duckdb:
    case SqlDialect::spark: return !is_word(name, true);
  }
  unreachable();
}

std::string doubled(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    out += c;
    if (c == quote) out += c;
  }
  return out + quote;
}

std::string escaped(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == quote || c == '\\') out += '\\';
    out += c;
  }
  return out + quote;
}

}  // namespace

std::string_view to_string(SqlDialect dialect) {
  switch (dialect) {
    case SqlDialect::postgres: return "postgres";
    case SqlDialect::snowflake: return "snowflake";
    case SqlDialect::bigquery: return "bigquery";
    case SqlDialect::duckdb: return "duckdb";
    case SqlDialect::spark: return "spark";
  }
  unreachable();
}

std::optional<SqlDialect> parse_sql_dialect(std::string_view word) {
  for (const SqlDialect dialect : {SqlDialect::postgres, SqlDialect::snowflake,
                                   SqlDialect::bigquery, SqlDialect::duckdb, SqlDialect::spark}) {
    if (word == to_string(dialect)) return dialect;
  }
  return std::nullopt;
}

std::string sql_name(std::string_view name, SqlDialect dialect) {
  if (!needs_quotes(name, dialect)) return std::string(name);
  switch (dialect) {
    case SqlDialect::postgres:
    case SqlDialect::snowflake:
    case SqlDialect::duckdb: return doubled(name, '"');
    case SqlDialect::bigquery: return escaped(name, '`');
    case SqlDialect::spark: return doubled(name, '`');
  }
  unreachable();
}

std::string sql_text(std::string_view text, SqlDialect dialect) {
  switch (dialect) {
    case SqlDialect::postgres:
    case SqlDialect::duckdb: return doubled(text, '\'');
    case SqlDialect::snowflake:
    case SqlDialect::bigquery:
    case SqlDialect::spark: return escaped(text, '\'');
  }
  unreachable();
}

std::vector<std::string> table_name(const Contract& contract, const Object& object) {
  const auto physical = object.other.find("physicalName");
  std::string_view name = contract.name;
  if (!object.name->empty()) name = object.name.value;
  if (physical != object.other.end() && !physical->second.empty()) name = physical->second;
  std::vector<std::string> parts;
  for (std::string_view rest = name;;) {
    const std::size_t dot = rest.find('.');
    if (!is_word(rest.substr(0, dot), true)) return {std::string(name)};
    parts.emplace_back(rest.substr(0, dot));
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return parts.size() > 3 ? std::vector{std::string(name)} : parts;
}

}  // namespace dcr::exports
