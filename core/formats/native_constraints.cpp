// SPDX-License-Identifier: Apache-2.0
#include "core/formats/native_constraints.hpp"

#include "core/formats/canonical.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>

namespace dcr::formats {

namespace {

/// What a constraint limits, and so which types can have it.
enum class Limits { text, length, order };

bool fits(Limits limits, TypeFamily family) {
  switch (limits) {
    case Limits::text: return family == TypeFamily::string;
    case Limits::length: return family == TypeFamily::string || family == TypeFamily::bytes;
    case Limits::order:
      return family == TypeFamily::integer || family == TypeFamily::number ||
             family == TypeFamily::decimal || family == TypeFamily::timestamp ||
             family == TypeFamily::date || family == TypeFamily::time;
  }
  return false;
}

std::string_view owners_of(Limits limits) {
  switch (limits) {
    case Limits::text: return "strings";
    case Limits::length: return "strings and bytes";
    case Limits::order: return "numbers, dates and times";
  }
  return "";
}

bool is_temporal(TypeFamily family) {
  return family == TypeFamily::timestamp || family == TypeFamily::date ||
         family == TypeFamily::time;
}

class ConstraintReader {
 public:
  ConstraintReader(MappingReader& reader, const std::string& path, Field& field,
                   ProblemList& problems)
      : reader_(reader), path_(path), field_(field), problems_(problems) {}

  void read() {
    for (const std::string_view key : {"pattern", "format"}) {
      if (auto text = reader_.text(key)) keep(key, Limits::text, text->value, text->at);
    }
    for (const std::string_view key : {"min_length", "max_length"}) {
      if (auto count = reader_.count(key)) {
        keep(key, Limits::length, std::to_string(count->value), count->at);
      }
    }
    for (const std::string_view key : {"minimum", "maximum"}) read_bound(key);
    check_order("min_length", "max_length");
    check_order("minimum", "maximum");
  }

 private:
  [[nodiscard]] TypeFamily family() const { return field_.type.value.logical.family; }

  void read_bound(std::string_view key) {
    if (is_temporal(family())) {
      if (auto text = reader_.text(key)) keep(key, Limits::order, text->value, text->at);
    } else if (family() == TypeFamily::unknown) {
      reader_.value(key);  // what it must be depends on the type, and that is a problem already
    } else if (const yaml::Node* number = reader_.number(key)) {
      keep(key, Limits::order, number_text(*number), number->at);
    }
  }

  void keep(std::string_view key, Limits limits, std::string value, Span at) {
    if (family() != TypeFamily::unknown && !fits(limits, family())) {
      problems_.error(path_, reader_.place(key),
                      fmt::format("'{}' is for {}, and the type of '{}' is {}", key,
                                  owners_of(limits), path_, field_.type.value.spelled));
      return;
    }
    field_.constraints[std::string(key)] = {std::move(value), at};
  }

  void check_order(std::string_view low_key, std::string_view high_key) {
    const yaml::Node* low = reader_.value(low_key);
    const yaml::Node* high = reader_.value(high_key);
    if (low == nullptr || high == nullptr) return;
    const auto low_number = low->as_number();
    const auto high_number = high->as_number();
    if (low_number && high_number && *low_number > *high_number) {
      problems_.error(path_, low->at,
                      fmt::format("'{}' is {}, which is more than '{}' ({})", low_key,
                                  number_text(*low), high_key, number_text(*high)));
    }
  }

  MappingReader& reader_;
  const std::string& path_;
  Field& field_;
  ProblemList& problems_;
};

}  // namespace

void read_native_constraints(MappingReader& reader, const std::string& path, Field& field,
                             ProblemList& problems) {
  ConstraintReader(reader, path, field, problems).read();
}

}  // namespace dcr::formats
