// SPDX-License-Identifier: Apache-2.0
#include "core/formats/dcs_types.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace dcr::formats {

namespace {

using enum TypeFamily;

struct TypeWord {
  std::string_view word;
  TypeFamily family;
  int bits = 0;
  std::string_view zone{};  ///< as SizedType::word
};

/// Source: the data types of the Data Contract Specification 1.2.1. A `timestamp` is one with a
/// time zone, which is an instant: no database needs to keep the zone for it.
constexpr auto words = std::to_array<TypeWord>({
    {"string", string},
    {"text", string},
    {"varchar", string},
    {"number", number},
    {"decimal", number},
    {"numeric", number},
    {"int", integer, 32},
    {"integer", integer, 32},
    {"long", integer, 64},
    {"bigint", integer, 64},
    {"float", number, 32},
    {"double", number, 64},
    {"boolean", boolean},
    {"timestamp", timestamp, 0, "local"},
    {"timestamp_tz", timestamp, 0, "local"},
    {"timestamp_ntz", timestamp, 0, "unzoned"},
    {"date", date},
    {"time", time},
    {"array", array},
    {"map", map},
    {"object", object},
    {"record", object},
    {"struct", object},
    {"bytes", bytes},
    {"variant", json},
    {"json", json},
    {"null", unknown},
});

/// The databases whose types `config` may state, as the types of servers are called.
constexpr auto databases = std::to_array<std::string_view>(
    {"postgres", "bigquery", "snowflake", "redshift", "sqlserver", "databricks", "glue", "oracle",
     "mysql", "trino", "clickhouse", "duckdb", "athena", "impala"});

const TypeWord* find_word(std::string_view text) {
  const auto found = std::ranges::find(words, text, &TypeWord::word);
  return found == words.end() ? nullptr : &*found;
}

std::string suggested_type(std::string_view text, const ProblemList& problems) {
  std::vector<std::string_view> known;
  for (const TypeWord& word : words) known.push_back(word.word);
  return problems.suggestion(text, known);
}

void read_word(const Located<std::string>& stated, const std::string& path, FieldType& type,
               ProblemList& problems) {
  type.spelled = stated.value;
  type.logical_stated = true;
  const TypeWord* word = find_word(stated.value);
  if (word == nullptr) {
    type.logical = parse_physical_type(stated.value);
    problems.loose(path, stated.at,
                   fmt::format("unknown type '{}'{}", printable(stated.value),
                               suggested_type(stated.value, problems)),
                   "see the data types of the Data Contract Specification");
    return;
  }
  type.logical.family = word->family;
  type.logical.word = word->family == unknown ? word->word : word->zone;
  if (word->bits > 0) type.logical.bits = word->bits;
  // ODCS has one `number` for these and says the rest by how it is stored.
  if (word->word == "decimal" || word->word == "numeric" || word->family == json ||
      (word->family == number && word->bits > 0)) {
    type.physical = parse_physical_type(word->word);
  }
  // ODCS has no JSON at all: what is stored tells what is meant.
  if (word->family == json) type.logical_stated = false;
}

/// Source: the specification's defaults: 38 digits, none of them after the point.
void read_digits(MappingReader& reader, const std::string& path, Field& field,
                 ProblemList& problems) {
  const auto precision = reader.count("precision");
  const auto scale = reader.count("scale");
  if (!precision && !scale) return;
  FieldType& type = field.type.value;
  if (type.logical.family != number || type.logical.bits) {
    if (precision) field.other["precision"] = std::to_string(precision->value);
    if (scale) field.other["scale"] = std::to_string(scale->value);
    return;
  }
  constexpr long long most = 1'000'000;
  for (const auto& digits : {precision, scale}) {
    if (digits && digits->value > most) {
      problems.error(path, digits->at, fmt::format("no number has more than {} digits", most));
      return;
    }
  }
  SizedType stored;
  stored.family = decimal;
  stored.precision = precision ? static_cast<int>(precision->value) : 38;
  stored.scale = scale ? static_cast<int>(scale->value) : 0;
  type.physical = stored;
  type.spelled += fmt::format("({},{})", *stored.precision, *stored.scale);
}

/// The key of `config` that says how the field is stored.
const yaml::Entry* stored_type(const yaml::Node& config, std::string_view database) {
  const yaml::Entry* first = nullptr;
  for (const yaml::Entry& entry : config.entries) {
    const std::string_view key = entry.key;
    if (!key.ends_with("Type") || !entry.value->is_string()) continue;
    const std::string_view name = key.substr(0, key.size() - std::string_view("Type").size());
    if (std::ranges::find(databases, name) == databases.end()) continue;
    if (name == database) return &entry;
    if (first == nullptr) first = &entry;
  }
  return first;
}

void read_config(MappingReader& reader, std::string_view database, Field& field) {
  const yaml::Node* config = reader.mapping("config");
  if (config == nullptr) return;
  const yaml::Entry* stored = stored_type(*config, database);
  FieldType& type = field.type.value;
  if (stored != nullptr) {
    type.physical = parse_physical_type(stored->value->text);
    if (type.spelled.empty()) {
      type.logical = *type.physical;
      field.type.at = stored->value->at;
      type.spelled = stored->value->text;
    } else {
      type.spelled += fmt::format(" ({})", stored->value->text);
    }
  }
  for (const yaml::Entry& entry : config->entries) {
    if (&entry == stored) continue;
    flatten(*entry.value, join_path("config", path_component(entry.key)), field.other);
  }
}

}  // namespace

void read_dcs_type(MappingReader& reader, const std::string& path, std::string_view database,
                   Field& field, ProblemList& problems) {
  field.type.value.logical_stated = false;
  if (const auto stated = reader.text("type")) {
    field.type.at = stated->at;
    read_word(*stated, path, field.type.value, problems);
  }
  read_digits(reader, path, field, problems);
  read_config(reader, database, field);
}

std::string dcs_type_word(std::string_view word) {
  const TypeWord* found = find_word(word);
  const bool known = found != nullptr && found->family != unknown;
  return std::string(known ? to_string(found->family) : word);
}

}  // namespace dcr::formats
