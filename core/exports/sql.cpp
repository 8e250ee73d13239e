// SPDX-License-Identifier: Apache-2.0
#include "core/exports/sql.hpp"

#include "core/base/text.hpp"
#include "core/exports/losses.hpp"
#include "core/exports/native_type.hpp"
#include "core/exports/sql_checks.hpp"
#include "core/exports/sql_types.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace dcr::exports {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

class SqlWriter {
 public:
  SqlWriter(const Contract& contract, SqlDialect dialect)
      : contract_(contract),
        dialect_(dialect),
        losses_({Term::version, Term::description, Term::object_name, Term::object_description,
                 Term::object_other, Term::primary_key, Term::field_description, Term::unique}) {}

  Exported write() {
    losses_.add_contract(contract_);
    std::string text;
    for (const Object& object : contract_.objects) {
      if (object.fields.fields.empty()) {
        losses_.add(object_path(contract_, object), "an object without fields");
        continue;
      }
      if (text.empty()) {
        text =
            fmt::format("-- {} {}\n", printable(contract_.full_name()), contract_.version->text());
      }
      text += "\n" + table(object);
    }
    if (contract_.objects.empty()) losses_.add("", "a contract without fields");
    return {std::move(text), losses_.take()};
  }

 private:
  [[nodiscard]] std::string name(std::string_view text) const { return sql_name(text, dialect_); }

  [[nodiscard]] bool comments_apart() const {
    return dialect_ == SqlDialect::postgres || dialect_ == SqlDialect::duckdb;
  }

  std::string table(const Object& object) {
    const std::string path = object_path(contract_, object);
    losses_.add_object(object, path);
    for (const auto& [key, value] : object.other) {
      if (key != "physicalName") losses_.add(path, fmt::format("{} {}", key, quoted(value)));
    }
    std::vector<std::string> parts = table_name(contract_, object);
    for (std::string& part : parts) part = name(part);
    const std::string table = fmt::format("{}", fmt::join(parts, "."));
    losses_.add_replaced_name(object, path);
    std::vector<std::string> lines;
    std::string comments;
    const std::vector<std::string> key = key_columns(object, path);
    std::set<std::string> folded;
    for (const Field& field : object.fields.fields) {
      const std::string own = field_path(path, field);
      if (dialect_ != SqlDialect::postgres && !folded.insert(lower(field.name.value)).second) {
        losses_.add(own, fmt::format("the field: {} tells names apart by more than capitals",
                                     to_string(dialect_)));
        continue;
      }
      lines.push_back(column(field, own, key));
      if (comments_apart() && !field.description->empty()) {
        comments += fmt::format("COMMENT ON COLUMN {}.{} IS {};\n", table, name(field.name.value),
                                sql_text(field.description.value, dialect_));
      }
    }
    if (key.size() > 1 || (!key.empty() && dialect_ == SqlDialect::bigquery)) {
      lines.push_back(fmt::format("  PRIMARY KEY ({}){}", fmt::join(key, ", "),
                                  dialect_ == SqlDialect::bigquery ? " NOT ENFORCED" : ""));
    }
    const std::string description = description_of(object, path);
    std::string out = fmt::format("CREATE TABLE {} (\n{}\n){};\n", table, fmt::join(lines, ",\n"),
                                  table_comment(description));
    if (comments_apart() && !description.empty()) {
      out += fmt::format("COMMENT ON TABLE {} IS {};\n", table, sql_text(description, dialect_));
    }
    return out + comments;
  }

  std::string description_of(const Object& object, const std::string& path) {
    const std::string& own = object.description.value;
    const std::string& shared = contract_.description.value;
    const bool single = path.empty();
    const std::string& written = own.empty() || (single && !shared.empty()) ? shared : own;
    const std::string& left = &written == &own ? shared : own;
    if (!left.empty() && left != written) losses_.add(path, "the description " + quoted(left));
    return written;
  }

  /// The columns of the key, as the dialect spells them; empty where it takes none.
  std::vector<std::string> key_columns(const Object& object, const std::string& path) {
    std::vector<std::string> columns;
    for (const std::string& part : *object.primary_key) {
      for (const Field& field : object.fields.fields) {
        if (part != field.name.value && part != path_component(field.name.value)) continue;
        if (can_be_key(field)) columns.push_back(name(field.name.value));
        break;
      }
    }
    const bool whole = columns.size() == object.primary_key->size();
    if (whole && dialect_ != SqlDialect::spark) {
      for (const std::string& part : *object.primary_key)
        losses_.add_optional_key(object, part, path);
      return columns;
    }
    if (!object.primary_key->empty()) {
      losses_.add(path, fmt::format("the primary key [{}]", fmt::join(*object.primary_key, ", ")));
    }
    return {};
  }

  /// Whether the dialect can tell values of the type apart in an index.
  [[nodiscard]] bool can_be_key(const Field& field) const {
    const TypeFamily family = meaning_of(field).family;
    const bool nested = family == TypeFamily::array || family == TypeFamily::object ||
                        family == TypeFamily::map || family == TypeFamily::vector ||
                        family == TypeFamily::json;
    return !nested || dialect_ == SqlDialect::postgres;
  }

  std::string column(const Field& field, const std::string& path,
                     const std::vector<std::string>& key) {
    losses_.add_field(field, path);
    const std::string own = name(field.name.value);
    std::string line = fmt::format("  {} {}", own, sql_type(field, dialect_, path, losses_));
    if (field.required.value) line += takes_not_null(field, dialect_) ? " NOT NULL" : "";
    if (key.size() == 1 && key.front() == own && dialect_ != SqlDialect::bigquery) {
      line += " PRIMARY KEY";
    }
    const bool unique = dialect_ != SqlDialect::bigquery && dialect_ != SqlDialect::spark;
    if (field.unique.value && unique && can_be_key(field)) {
      line += " UNIQUE";
    } else if (field.unique.value) {
      losses_.add(path, "that it is unique");
    }
    for (const std::string& check : sql_checks(field, dialect_, path, losses_)) {
      line += fmt::format(" CHECK ({})", check);
    }
    if (!comments_apart() && !field.description->empty()) {
      const std::string text = sql_text(field.description.value, dialect_);
      line += dialect_ == SqlDialect::bigquery ? fmt::format(" OPTIONS(description={})", text)
                                               : " COMMENT " + text;
    }
    return line;
  }

  [[nodiscard]] std::string table_comment(const std::string& description) const {
    if (description.empty()) return "";
    const std::string text = sql_text(description, dialect_);
    switch (dialect_) {
      case SqlDialect::postgres:
      case SqlDialect::duckdb: return "";
      case SqlDialect::snowflake: return " COMMENT = " + text;
      case SqlDialect::bigquery: return fmt::format("\nOPTIONS(description={})", text);
      case SqlDialect::spark: return "\nCOMMENT " + text;
    }
    return "";
  }

  const Contract& contract_;
  SqlDialect dialect_;
  Losses losses_;
};

}  // namespace

Exported write_sql(const Contract& contract, SqlDialect dialect) {
  return SqlWriter(contract, dialect).write();
}

}  // namespace dcr::exports
