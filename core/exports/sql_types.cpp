// SPDX-License-Identifier: Apache-2.0
#include "core/exports/sql_types.hpp"

#include "core/base/bug.hpp"
#include "core/exports/native_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::exports {
namespace {

/// One spelling a dialect, in the order of SqlDialect.
struct Spellings {
  std::string_view postgres;
  std::string_view snowflake;
  std::string_view bigquery;
  std::string_view duckdb;
  std::string_view spark;

  [[nodiscard]] std::string of(SqlDialect dialect) const {
    switch (dialect) {
      case SqlDialect::postgres: return std::string(postgres);
      case SqlDialect::snowflake: return std::string(snowflake);
      case SqlDialect::bigquery: return std::string(bigquery);
      case SqlDialect::duckdb: return std::string(duckdb);
      case SqlDialect::spark: return std::string(spark);
    }
    unreachable();
  }
};

constexpr Spellings text{"text", "VARCHAR", "STRING", "VARCHAR", "STRING"};
constexpr Spellings sized_text{"varchar", "VARCHAR", "STRING", "VARCHAR", "VARCHAR"};
constexpr Spellings small{"smallint", "SMALLINT", "INT64", "SMALLINT", "SMALLINT"};
constexpr Spellings medium{"integer", "INTEGER", "INT64", "INTEGER", "INT"};
constexpr Spellings large{"bigint", "BIGINT", "INT64", "BIGINT", "BIGINT"};
constexpr Spellings single_precision{"real", "FLOAT", "FLOAT64", "FLOAT", "FLOAT"};
constexpr Spellings double_precision{"double precision", "FLOAT", "FLOAT64", "DOUBLE", "DOUBLE"};
constexpr Spellings decimal{"numeric", "NUMBER", "NUMERIC", "DECIMAL", "DECIMAL"};
constexpr Spellings boolean{"boolean", "BOOLEAN", "BOOL", "BOOLEAN", "BOOLEAN"};
constexpr Spellings moment{"timestamptz", "TIMESTAMP_TZ", "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP"};
constexpr Spellings local_moment{"timestamp", "TIMESTAMP_NTZ", "DATETIME", "TIMESTAMP",
                                 "TIMESTAMP_NTZ"};
constexpr Spellings date{"date", "DATE", "DATE", "DATE", "DATE"};
constexpr Spellings time_of_day{"time", "TIME", "TIME", "TIME", "STRING"};
constexpr Spellings interval{"interval", "VARCHAR", "INTERVAL", "INTERVAL", "STRING"};
constexpr Spellings json{"jsonb", "VARIANT", "JSON", "JSON", "STRING"};
constexpr Spellings bytes{"bytea", "BINARY", "BYTES", "BLOB", "BINARY"};
constexpr Spellings uuid{"uuid", "VARCHAR(36)", "STRING(36)", "UUID", "STRING"};
constexpr Spellings any_list{"jsonb", "ARRAY", "JSON", "JSON", "STRING"};
constexpr Spellings any_object{"jsonb", "OBJECT", "JSON", "JSON", "STRING"};

class TypeWriter {
 public:
  TypeWriter(SqlDialect dialect, Losses& losses) : dialect_(dialect), losses_(losses) {}

  std::string type_of(const Field& field, const std::string& path) {
    const SizedType type = meaning_of(field);
    switch (type.family) {
      case TypeFamily::string: return text_type(field, type);
      case TypeFamily::integer: return integer(type, path);
      case TypeFamily::number:
        if (type.bits == 32 && double_precision.of(dialect_) == single_precision.of(dialect_)) {
          losses_.add(path, "the 32 bits of its type");
        }
        return (type.bits.value_or(64) <= 32 ? single_precision : double_precision).of(dialect_);
      case TypeFamily::decimal: return decimal_type(type, path);
      case TypeFamily::boolean: return boolean.of(dialect_);
      case TypeFamily::timestamp: return moment_type(field, type);
      case TypeFamily::date: return date.of(dialect_);
      case TypeFamily::time: return stand_in(time_of_day, "time", path);
      case TypeFamily::interval: return stand_in(interval, "interval", path);
      case TypeFamily::json: return stand_in(json, "json", path);
      case TypeFamily::bytes: return bytes_type(field, type);
      case TypeFamily::uuid: return stand_in(uuid, "uuid", path);
      case TypeFamily::array: return array(field, path);
      case TypeFamily::object: return object(field, path);
      case TypeFamily::map: return map(field, path);
      case TypeFamily::vector: return vector(type, path);
      case TypeFamily::unknown:
        losses_.add(path, type.word.empty() ? "a field without a type: it is written as text"
                                            : fmt::format("the type {}: it is written as text",
                                                          quoted(type.word)));
        return text.of(dialect_);
    }
    unreachable();
  }

 private:
  /// A type that some dialects have, and others keep in a text.
  std::string stand_in(const Spellings& spellings, std::string_view type, const std::string& path) {
    std::string spelled = spellings.of(dialect_);
    if (spelled.starts_with("STRING") || spelled.starts_with("VARCHAR")) {
      losses_.add(path, fmt::format("the type '{}': it is written as {}", type, spelled));
    }
    return spelled;
  }

  static std::optional<int> longest(const Field& field, const SizedType& type) {
    const auto stated = field.constraints.find("max_length");
    std::optional<int> length = type.length;
    if (stated == field.constraints.end()) return length;
    int limit = 0;
    const std::string& value = stated->second.value;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), limit);
    const bool whole = fault == std::errc() && end == value.data() + value.size();
    if (whole && limit > 0 && (!length || limit < *length)) length = limit;
    return length;
  }

  [[nodiscard]] std::string text_type(const Field& field, const SizedType& type) const {
    // PostgreSQL's longest varchar, and about what the others have.
    constexpr int most = 10'485'760;
    const auto length = longest(field, type);
    if (!length || *length > most) return text.of(dialect_);
    return fmt::format("{}({})", sized_text.of(dialect_), *length);
  }

  [[nodiscard]] std::string bytes_type(const Field& field, const SizedType& type) const {
    const auto length = longest(field, type);
    const bool sized = dialect_ == SqlDialect::snowflake || dialect_ == SqlDialect::bigquery;
    if (!length || !sized) return bytes.of(dialect_);
    return fmt::format("{}({})", bytes.of(dialect_), *length);
  }

  std::string integer(const SizedType& type, const std::string& path) {
    const bool is_unsigned = type.word == "unsigned";
    const int bits = type.bits.value_or(64) + (is_unsigned ? 1 : 0);
    const Spellings& spelled = bits <= 16 ? small : bits <= 32 ? medium : large;
    const bool one_size = dialect_ == SqlDialect::bigquery && type.bits && bits != 64;
    if (bits > 64 || one_size) {
      losses_.add(path, fmt::format("the size of its type: {} bits{}", *type.bits,
                                    is_unsigned ? ", unsigned" : ""));
    }
    return spelled.of(dialect_);
  }

  std::string decimal_type(const SizedType& type, const std::string& path) {
    const bool wide = dialect_ == SqlDialect::bigquery;
    if (!type.precision) return wide && type.word == "big" ? "BIGNUMERIC" : decimal.of(dialect_);
    const int precision = *type.precision;
    const int scale = type.scale.value_or(0);
    // Source: the manuals' largest precisions; of BigQuery's NUMERIC 29 digits before the point.
    const int most = dialect_ == SqlDialect::postgres ? 1000 : wide ? 76 : 38;
    if (precision > most || scale < 0 || scale > (wide ? 38 : precision)) {
      losses_.add(path, fmt::format("the digits of the type 'decimal({},{})'", precision, scale));
      return wide ? "BIGNUMERIC" : decimal.of(dialect_);
    }
    const bool big = wide && (scale > 9 || precision - scale > 29);
    return fmt::format("{}({},{})", big ? "BIGNUMERIC" : decimal.of(dialect_), precision, scale);
  }

  [[nodiscard]] std::string moment_type(const Field& field, const SizedType& type) const {
    // A stored type without a word on time zones has none; a contract's own timestamp is a moment.
    const bool bare = field.type.value.physical && type.word.empty();
    if (dialect_ == SqlDialect::snowflake && type.word == "local") return "TIMESTAMP_LTZ";
    return (bare || type.word == "unzoned" ? local_moment : moment).of(dialect_);
  }

  /// Nothing but the name of a container says what is in it.
  std::string untyped(const Spellings& spellings, std::string_view what, const std::string& path) {
    std::string spelled = spellings.of(dialect_);
    losses_.add(path, fmt::format("{}: it is written as {}", what, spelled));
    return spelled;
  }

  std::string array(const Field& field, const std::string& path) {
    if (!field.items) {
      if (dialect_ == SqlDialect::snowflake) return any_list.of(dialect_);
      return untyped(any_list, "an array of anything", path);
    }
    const TypeFamily inner = meaning_of(*field.items).family;
    const bool structured = inner == TypeFamily::object || inner == TypeFamily::map ||
                            inner == TypeFamily::array || inner == TypeFamily::vector;
    const bool nests = dialect_ == SqlDialect::duckdb || dialect_ == SqlDialect::spark ||
                       (dialect_ == SqlDialect::bigquery && inner == TypeFamily::object &&
                        !field.items->children.fields.empty());
    if (dialect_ == SqlDialect::snowflake || (structured && !nests)) {
      return untyped(any_list, "what the items of an array are", path);
    }
    const std::string item = item_type(*field.items, path + "[]");
    if (dialect_ == SqlDialect::postgres || dialect_ == SqlDialect::duckdb) return item + "[]";
    return fmt::format("ARRAY<{}>", item);
  }

  std::string item_type(const Field& item, const std::string& path) {
    losses_.add_field_but({Term::field_description, Term::unique, Term::unit, Term::aliases,
                           Term::classification, Term::deprecated},
                          item, path);
    const bool is_text = meaning_of(item).family == TypeFamily::string;
    for (const auto& [name, constraint] : item.constraints) {
      if (name != "max_length" || !is_text) losses_.add_constraint(path, name, constraint);
    }
    if (item.enum_values) losses_.add(path, "its enum");
    if (item.required.value) losses_.add(path, "that it is required");
    return type_of(item, path);
  }

  std::string object(const Field& field, const std::string& path) {
    const bool typed = dialect_ == SqlDialect::bigquery || dialect_ == SqlDialect::duckdb ||
                       dialect_ == SqlDialect::spark;
    if (field.children.fields.empty()) {
      if (dialect_ == SqlDialect::snowflake) return any_object.of(dialect_);
      return untyped(any_object, "an object of any fields", path);
    }
    if (!typed) return untyped(any_object, "what the fields of an object are", path);
    std::vector<std::string> members;
    for (const Field& child : field.children.fields) {
      const std::string own = field_path(path, child);
      members.push_back(fmt::format("{}{} {}", sql_name(child.name.value, dialect_),
                                    dialect_ == SqlDialect::spark ? ":" : "",
                                    item_type(child, own)));
    }
    const std::string inside = fmt::format("{}", fmt::join(members, ", "));
    return dialect_ == SqlDialect::duckdb ? "STRUCT(" + inside + ")" : "STRUCT<" + inside + ">";
  }

  std::string map(const Field& field, const std::string& path) {
    const bool typed = dialect_ == SqlDialect::duckdb || dialect_ == SqlDialect::spark;
    if (!typed) return untyped(any_object, "what the values of a map are", path);
    std::string value = text.of(dialect_);
    if (field.items) {
      value = item_type(*field.items, path + "[]");
    } else {
      losses_.add(path, fmt::format("a map of anything: it is written as one of {}", value));
    }
    const std::string inside = text.of(dialect_) + ", " + value;
    return dialect_ == SqlDialect::duckdb ? "MAP(" + inside + ")" : "MAP<" + inside + ">";
  }

  std::string vector(const SizedType& type, const std::string& path) {
    if (type.length && dialect_ == SqlDialect::duckdb) {
      return fmt::format("FLOAT[{}]", *type.length);
    }
    if (type.length && dialect_ == SqlDialect::snowflake) {
      return fmt::format("VECTOR(FLOAT, {})", *type.length);
    }
    losses_.add(path, "the count of the numbers of a vector");
    if (dialect_ == SqlDialect::postgres) return "real[]";
    if (dialect_ == SqlDialect::duckdb) return "FLOAT[]";
    if (dialect_ == SqlDialect::snowflake) return "ARRAY";
    return dialect_ == SqlDialect::bigquery ? "ARRAY<FLOAT64>" : "ARRAY<FLOAT>";
  }

  SqlDialect dialect_;
  Losses& losses_;
};

}  // namespace

std::string sql_type(const Field& field, SqlDialect dialect, const std::string& path,
                     Losses& losses) {
  return TypeWriter(dialect, losses).type_of(field, path);
}

}  // namespace dcr::exports
