// SPDX-License-Identifier: Apache-2.0
#include "core/exports/sql_checks.hpp"

#include "core/exports/native_type.hpp"
#include "core/exports/sql_types.hpp"
#include "core/exports/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string_view>
#include <utility>

namespace dcr::exports {
namespace {

class CheckWriter {
 public:
  CheckWriter(const Field& field, SqlDialect dialect)
      : field_(field),
        dialect_(dialect),
        type_(meaning_of(field)),
        column_(sql_name(field.name.value, dialect)) {}

  [[nodiscard]] std::optional<std::string> enumerated() const {
    std::vector<std::string> values;
    for (const std::string& text : field_.enum_values->value) {
      auto value = literal(text);
      if (!value) return std::nullopt;
      values.push_back(*std::move(value));
    }
    return fmt::format("{} IN ({})", column_, fmt::join(values, ", "));
  }

  [[nodiscard]] std::optional<std::string> limit(std::string_view name,
                                                 const std::string& value) const {
    if (name == "minimum") return compared(">=", value);
    if (name == "maximum") return compared("<=", value);
    if (name == "exclusive_minimum") return compared(">", value);
    if (name == "exclusive_maximum") return compared("<", value);
    if (name == "min_length" || name == "max_length") return length(name, value);
    if (name == "multiple_of") return multiple(value);
    if (name == "pattern") return pattern(value);
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool is_numeric() const {
    return type_.family == TypeFamily::integer || type_.family == TypeFamily::number ||
           type_.family == TypeFamily::decimal;
  }

  [[nodiscard]] bool is_temporal() const {
    return type_.family == TypeFamily::timestamp || type_.family == TypeFamily::date ||
           type_.family == TypeFamily::time;
  }

  /// A value of an enum, where it is one of the column's type.
  [[nodiscard]] std::optional<std::string> literal(const std::string& text) const {
    const auto value = json_value(text);
    if (!value) return std::nullopt;
    if (value->is_string() && type_.family == TypeFamily::string) {
      return sql_text(value->text, dialect_);
    }
    const bool number = value->kind == yaml::Kind::integer || value->kind == yaml::Kind::number;
    if (number && is_numeric()) return value->text;
    if (value->kind == yaml::Kind::boolean && type_.family == TypeFamily::boolean) {
      return value->text;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> compared(std::string_view sign,
                                                    const std::string& value) const {
    if (is_numeric() && number_value(value)) {
      return fmt::format("{} {} {}", column_, sign, value);
    }
    // A text that is no date would be refused by the database.
    const bool dated =
        value.size() >= 5 && value.find_first_not_of("0123456789-:.TZ+ ") == std::string::npos;
    if (!is_temporal() || !dated) return std::nullopt;
    return fmt::format("{} {} {}", column_, sign, sql_text(value, dialect_));
  }

  [[nodiscard]] std::optional<std::string> length(std::string_view name,
                                                  const std::string& value) const {
    const std::string_view sign = name == "min_length" ? ">=" : "<=";
    const bool bytes = type_.family == TypeFamily::bytes;
    if ((!bytes && type_.family != TypeFamily::string) || !number_value(value)) {
      return std::nullopt;
    }
    return fmt::format("{}({}) {} {}", bytes ? "octet_length" : "length", column_, sign, value);
  }

  [[nodiscard]] std::optional<std::string> multiple(const std::string& value) const {
    const auto number = number_value(value);
    if (!number || !is_numeric() || *number->as_number() <= 0) return std::nullopt;
    const bool exact = type_.family != TypeFamily::number;
    if (exact) return fmt::format("{} % {} = 0", column_, value);
    return std::nullopt;  // a remainder of binary fractions is rarely 0
  }

  /// Patterns of JSON Schema are those of ECMAScript; what PostgreSQL and RE2 have otherwise or not
  /// at all is not written.
  [[nodiscard]] std::optional<std::string> pattern(const std::string& value) const {
    if (type_.family != TypeFamily::string) return std::nullopt;
    for (const std::string_view foreign : {"(?", "\\p", "\\P", "\\u", "\\x", "\\c", "\\k", "\\b",
                                           "\\B", "[[", "\\1", "\\2", "*+", "++", "?+"}) {
      if (value.find(foreign) != std::string::npos) return std::nullopt;
    }
    if (!value.empty() && (value.starts_with("*") || value.starts_with("***"))) {
      return std::nullopt;
    }
    const std::string quoted_pattern = sql_text(value, dialect_);
    if (dialect_ == SqlDialect::duckdb) {
      return fmt::format("regexp_matches({}, {})", column_, quoted_pattern);
    }
    return fmt::format("{} ~ {}", column_, quoted_pattern);
  }

  const Field& field_;
  SqlDialect dialect_;
  SizedType type_;
  std::string column_;
};

std::string sql_type_of(const Field& field, SqlDialect dialect) {
  Losses unused({});
  return sql_type(field, dialect, "", unused);
}

/// Whether the type itself says how long a value may be.
bool type_has_length(const Field& field, SqlDialect dialect) {
  const std::string type = sql_type_of(field, dialect);
  // DuckDB reads VARCHAR(10) and takes longer values.
  return type.find('(') != std::string::npos && dialect != SqlDialect::duckdb;
}

}  // namespace

bool takes_not_null(const Field& field, SqlDialect dialect) {
  // BigQuery keeps no array that is NULL, and refuses the words.
  return dialect != SqlDialect::bigquery || !sql_type_of(field, dialect).starts_with("ARRAY<");
}

bool has_checks(SqlDialect dialect) {
  return dialect == SqlDialect::postgres || dialect == SqlDialect::duckdb;
}

std::vector<std::string> sql_checks(const Field& field, SqlDialect dialect, const std::string& path,
                                    Losses& losses) {
  const CheckWriter writer(field, dialect);
  std::vector<std::string> checks;
  if (field.enum_values) {
    auto check = has_checks(dialect) ? writer.enumerated() : std::nullopt;
    if (check) {
      checks.push_back(*std::move(check));
    } else {
      losses.add(path, fmt::format("the enum [{}]", fmt::join(field.enum_values->value, ", ")));
    }
  }
  for (const auto& [name, constraint] : field.constraints) {
    const bool text = meaning_of(field).family == TypeFamily::string;
    const bool sized = text || meaning_of(field).family == TypeFamily::bytes;
    if (name == "max_length" && sized && type_has_length(field, dialect)) continue;
    auto check = has_checks(dialect) ? writer.limit(name, constraint.value) : std::nullopt;
    if (check) {
      checks.push_back(*std::move(check));
    } else {
      losses.add_constraint(path, name, constraint);
    }
  }
  return checks;
}

}  // namespace dcr::exports
