// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_types.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace dcr::formats {

namespace {

/// Source: the logicalType enumeration of ODCS 3.0.2, 3.1.0 (timestamp, time) and 3.2 (map,
/// vector).
const std::vector<std::string_view> type_words = {"string",  "date",    "timestamp", "time",
                                                  "number",  "integer", "object",    "array",
                                                  "boolean", "map",     "vector"};

std::optional<TypeFamily> logical_family(std::string_view word) {
  if (word == "string") return TypeFamily::string;
  if (word == "date") return TypeFamily::date;
  if (word == "timestamp") return TypeFamily::timestamp;
  if (word == "time") return TypeFamily::time;
  if (word == "number") return TypeFamily::number;
  if (word == "integer") return TypeFamily::integer;
  if (word == "object") return TypeFamily::object;
  if (word == "array") return TypeFamily::array;
  if (word == "boolean") return TypeFamily::boolean;
  if (word == "map") return TypeFamily::map;
  if (word == "vector") return TypeFamily::vector;
  return std::nullopt;
}

struct Option {
  std::string_view key;
  std::string_view constraint;
};

constexpr auto counts = std::to_array<Option>({{"minLength", "min_length"},
                                               {"maxLength", "max_length"},
                                               {"minItems", "min_items"},
                                               {"maxItems", "max_items"},
                                               {"minProperties", "min_properties"},
                                               {"maxProperties", "max_properties"}});

/// `i64`, `u8`, `f32`: the width of a number, which is a part of its type and no limit.
bool read_width(std::string_view format, SizedType& type) {
  const bool integer = format.starts_with('i') || format.starts_with('u');
  const bool fits = (integer && type.family == TypeFamily::integer) ||
                    (format.starts_with('f') && type.family == TypeFamily::number);
  if (!fits) return false;
  int bits = 0;
  const char* end = format.data() + format.size();
  const auto [stop, error] = std::from_chars(format.data() + 1, end, bits);
  if (error != std::errc() || stop != end || bits < 8 || bits > 128) return false;
  type.bits = bits;
  if (format.starts_with('u')) type.word = "unsigned";
  return true;
}

class OptionReader {
 public:
  OptionReader(const yaml::Node& options, const std::string& path, Field& field,
               ProblemList& problems)
      : reader_(options, path, Dialect::loose, problems),
        path_(path),
        field_(field),
        problems_(problems) {}

  std::vector<std::string> read() {
    if (auto pattern = reader_.text("pattern")) keep("pattern", *pattern);
    read_format();
    for (const Option& option : counts) {
      if (auto count = reader_.count(option.key)) {
        // `minItems: 0` is what the standard says of a list without it.
        const bool vacuous = count->value == 0 && option.key.starts_with("min");
        if (!vacuous) keep(option.constraint, {std::to_string(count->value), count->at});
      }
    }
    if (auto unique = reader_.boolean("uniqueItems"); unique && unique->value) {
      keep("unique_items", {"true", unique->at});
    }
    if (const yaml::Node* multiple = reader_.number("multipleOf")) {
      keep("multiple_of", {number_text(*multiple), multiple->at});
    }
    read_bound("minimum", "exclusiveMinimum", "exclusive_minimum");
    read_bound("maximum", "exclusiveMaximum", "exclusive_maximum");
    read_vector();
    std::vector<std::string> required;
    for (auto& name : reader_.names("required")) required.push_back(std::move(name.value));
    keep_values(reader_, {"timezone", "defaultTimezone"}, "logicalTypeOptions", field_.other);
    TextMap unknown;
    keep_unknown_keys(reader_, unknown);
    for (auto& [key, value] : unknown) {
      field_.other.emplace(join_path("logicalTypeOptions", key), std::move(value));
    }
    return required;
  }

 private:
  /// ODCS 3.2: how many numbers, and of what kind, are a part of the type of a vector.
  void read_vector() {
    SizedType& type = field_.type.value.logical;
    if (type.family != TypeFamily::vector) return;
    if (const auto count = reader_.count("dimensions")) {
      if (count->value <= std::numeric_limits<int>::max()) {
        type.length = static_cast<int>(count->value);
      }
    }
    if (auto element = reader_.text("elementType")) type.word = std::move(element->value);
    keep_values(reader_,
                {"distanceMetric", "normalized", "embeddingModel", "embeddingModelVersion"},
                "logicalTypeOptions", field_.other);
  }

  void keep(std::string_view constraint, Located<std::string> value) {
    field_.constraints[std::string(constraint)] = {std::move(value.value), value.at};
  }

  void read_format() {
    auto format = reader_.text("format");
    if (!format || read_width(format->value, field_.type.value.logical)) return;
    keep("format", std::move(*format));
  }

  /// A limit is a number, or a text for dates and times.
  std::optional<Located<std::string>> bound(std::string_view key) {
    const yaml::Node* found = reader_.value(key);
    if (found == nullptr || found->kind == yaml::Kind::boolean) return std::nullopt;
    if (found->is_scalar()) {
      return Located<std::string>{found->is_string() ? found->text : number_text(*found),
                                  found->at};
    }
    problems_.error(path_, found->at,
                    fmt::format("'{}' must be a number, a date or a time, not {}", key,
                                yaml::describe(found->kind)));
    return std::nullopt;
  }

  /// ODCS 3.0 says `minimum: 5, exclusiveMinimum: true` for what 3.1 writes `exclusiveMinimum: 5`.
  void read_bound(std::string_view key, std::string_view exclusive_key,
                  std::string_view exclusive_constraint) {
    auto inclusive = bound(key);
    const yaml::Node* exclusive = reader_.value(exclusive_key);
    if (exclusive != nullptr && exclusive->kind == yaml::Kind::boolean) {
      const bool excluded = exclusive->as_boolean().value_or(false);
      if (inclusive) keep(excluded ? exclusive_constraint : key, std::move(*inclusive));
      return;
    }
    if (inclusive) keep(key, std::move(*inclusive));
    if (auto limit = bound(exclusive_key)) keep(exclusive_constraint, std::move(*limit));
  }

  MappingReader reader_;
  const std::string& path_;
  Field& field_;
  ProblemList& problems_;
};

}  // namespace

void read_odcs_type(MappingReader& reader, const std::string& path, Field& field,
                    ProblemList& problems) {
  FieldType& type = field.type.value;
  const auto logical = reader.text("logicalType");
  const auto physical = reader.text("physicalType");
  type.logical_stated = false;
  if (physical) {
    type.physical = parse_physical_type(physical->value);
    type.logical = *type.physical;
    type.spelled = physical->value;
    field.type.at = physical->at;
  }
  if (!logical) return;
  field.type.at = logical->at;
  const bool both = physical && physical->value != logical->value;
  type.spelled = both ? fmt::format("{} ({})", logical->value, physical->value) : logical->value;
  if (const auto family = logical_family(logical->value)) {
    type.logical = SizedType{};
    // ODCS 3.0 has no `timestamp`: a `date` that is stored as a timestamp always meant one.
    const bool stored_as_timestamp = physical && type.physical->family == TypeFamily::timestamp;
    type.logical.family =
        *family == TypeFamily::date && stored_as_timestamp ? TypeFamily::timestamp : *family;
    type.logical_stated = true;
    return;
  }
  problems.loose(path, logical->at,
                 fmt::format("unknown logicalType '{}'{}", printable(logical->value),
                             problems.suggestion(logical->value, type_words)),
                 "a logicalType is one of string, date, timestamp, time, number, integer, object, "
                 "array, boolean, map, vector");
  if (!physical) {
    type.logical = parse_physical_type(logical->value);
    type.logical_stated = true;
  }
}

std::vector<std::string> read_odcs_options(MappingReader& reader, const std::string& path,
                                           Field& field, ProblemList& problems) {
  const yaml::Node* options = reader.mapping("logicalTypeOptions");
  if (options == nullptr) return {};
  return OptionReader(*options, path, field, problems).read();
}

}  // namespace dcr::formats
