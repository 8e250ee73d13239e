// SPDX-License-Identifier: Apache-2.0
#include "core/imports/csv.hpp"

#include "core/base/text.hpp"
#include "core/base/timestamp.hpp"
#include "core/formats/csv.hpp"
#include "core/formats/names.hpp"
#include "core/imports/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <utility>

// A column starts out as everything it could be; each value strikes out what it is not. What is
// left first in the order of `guesses` is the type.
namespace dcr::imports {
namespace {

using formats::CsvField;
using Row = std::vector<CsvField>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Of a number `-12.5e3` the digits before the point: `007` is an article's number, not seven.
bool has_leading_zero(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && is_digit(text[1]);
}

bool is_boolean(std::string_view text) {
  constexpr auto words =
      std::to_array<std::string_view>({"true", "false", "True", "False", "TRUE", "FALSE"});
  return std::ranges::find(words, text) != words.end();
}

bool is_integer(std::string_view text) {
  long long value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end && !has_leading_zero(text);
}

bool is_number(std::string_view text) {
  if (text.empty() || has_leading_zero(text)) return false;
  const bool begins = is_digit(text[0]) || (text[0] == '-' && text.size() > 1 && is_digit(text[1]));
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return begins && error == std::errc() && stop == end;
}

bool is_uuid(std::string_view text) {
  constexpr std::size_t length = 36;
  if (text.size() != length) return false;
  for (std::size_t i = 0; i < length; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

bool has_date_shape(std::string_view text) {
  return text.size() >= 10 && all_digits(text.substr(0, 4)) && text[4] == '-' &&
         all_digits(text.substr(5, 2)) && text[7] == '-' && all_digits(text.substr(8, 2));
}

bool is_date(std::string_view text) {
  return text.size() == 10 && has_date_shape(text) && parse_timestamp(text).has_value();
}

bool is_timestamp(std::string_view text) {
  return text.size() > 10 && has_date_shape(text) && parse_timestamp(text).has_value();
}

bool is_time(std::string_view text) {
  if (text.size() < 5 || text.size() > 18 || text[2] != ':' || !is_digit(text.back())) return false;
  return text.find_first_not_of("0123456789:.") == std::string_view::npos &&
         parse_timestamp("2000-01-01T" + std::string(text)).has_value();
}

struct Guess {
  TypeFamily family;
  bool (*holds)(std::string_view);
};

constexpr auto guesses = std::to_array<Guess>({{TypeFamily::boolean, is_boolean},
                                               {TypeFamily::integer, is_integer},
                                               {TypeFamily::number, is_number},
                                               {TypeFamily::uuid, is_uuid},
                                               {TypeFamily::date, is_date},
                                               {TypeFamily::timestamp, is_timestamp},
                                               {TypeFamily::time, is_time}});

class Column {
 public:
  void look_at(const CsvField& value) {
    if (value.text.empty()) {
      ++empty_;
      return;
    }
    ++full_;
    if (has_leading_zero(value.text) && is_digit(value.text.back())) leading_zeros_ = true;
    for (std::size_t i = 0; i < guesses.size(); ++i) {
      if (possible_[i]) possible_[i] = guesses[i].holds(value.text);
    }
  }

  void missing() { ++empty_; }

  [[nodiscard]] TypeFamily family() const {
    for (std::size_t i = 0; full_ > 0 && i < guesses.size(); ++i) {
      if (possible_[i]) return guesses[i].family;
    }
    return TypeFamily::string;
  }

  [[nodiscard]] bool is_required() const { return empty_ == 0 && full_ > 0; }

  [[nodiscard]] std::string why() const {
    std::string out = is_required() ? "required " : "optional ";
    out += to_string(family());
    if (full_ == 0) return out + ": the sample has no value";
    if (leading_zeros_ && family() == TypeFamily::string) out += ", for leading zeros";
    if (empty_ > 0) out += fmt::format(", {} of {} empty", empty_, empty_ + full_);
    return out;
  }

 private:
  std::size_t empty_ = 0;
  std::size_t full_ = 0;
  bool leading_zeros_ = false;
  std::array<bool, guesses.size()> possible_{true, true, true, true, true, true, true};
};

/// The delimiter that cuts the first line into most parts, outside of quotes.
char sniffed(std::string_view text) {
  constexpr std::string_view candidates = ",;\t|";
  std::array<std::size_t, candidates.size()> counts{};
  bool quotes = false;
  for (const char c : text) {
    if (c == '"') quotes = !quotes;
    if (quotes) continue;
    if (c == '\n' || c == '\r') break;
    const std::size_t which = candidates.find(c);
    if (which != std::string_view::npos) ++counts[which];
  }
  const auto most = std::ranges::max_element(counts);
  return candidates[static_cast<std::size_t>(most - counts.begin())];
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

/// The columns' names: a header without text, or one that is there already, gets a name.
FieldList named_columns(const Row& header, std::vector<Inference>& inferred) {
  FieldList fields;
  std::set<std::string> taken;
  std::map<std::string, int> last_number;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string said = trimmed(header[i].text);
    std::string name;
    for (const char c : said) name += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    if (name.empty() || formats::has_control_character(name))
      name = fmt::format("column_{}", i + 1);
    const std::string wanted = name;
    // Counted on: a header of one word thousands of times is read in one pass.
    int& number = last_number.try_emplace(wanted, 1).first->second;
    while (!taken.insert(name).second) name = fmt::format("{}_{}", wanted, ++number);
    if (name != said) {
      inferred.push_back({path_component(name),
                          said.empty() ? fmt::format("the name, for column {} has none", i + 1)
                                       : fmt::format("the name, for column {} is called '{}'",
                                                     i + 1, printable(said))});
    }
    fields.fields.push_back(named_field(name, header[i].at));
  }
  return fields;
}

Result<formats::CsvTable> table_of(std::string_view text, std::string_view path,
                                   const CsvRequest& csv) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    return fault(path, {{1, 1}, 1}, "the file is UTF-16, not UTF-8",
                 "iconv -f UTF-16 -t UTF-8 FILE | dcr import csv -");
  }
  if (auto error = text_fault(text, path)) return *std::move(error);
  formats::CsvTable table = formats::parse_csv(text, csv.delimiter.value_or(sniffed(text)));
  if (!table.problems.empty()) {
    const Problem& first = table.problems.front();
    return fault(path, first.at, first.message);
  }
  return table;
}

/// Of the beginning of a file the last row may be cut off: up to its line end only.
std::string_view whole_rows(std::string_view text, std::size_t rows) {
  std::size_t lines = 0;
  std::size_t end = 0;
  bool quotes = false;
  for (std::size_t i = 0; i < text.size() && lines <= rows; ++i) {
    if (text[i] == '"') quotes = !quotes;
    if (quotes || text[i] != '\n') continue;
    end = i + 1;
    ++lines;
  }
  return text.substr(0, end);
}

/// What the values of each column leave of its guesses.
///
/// Errors: io for a row that is longer than the header.
Result<std::vector<Column>> columns_of(const std::vector<Row>& rows, std::size_t most,
                                       std::string_view path) {
  const Row& header = rows.front();
  std::vector<Column> columns(header.size());
  for (std::size_t r = 1; r < rows.size() && r <= most; ++r) {
    const Row& row = rows[r];
    if (row.size() > header.size()) {
      return fault(path, row[header.size()].at,
                   fmt::format("this row has {}, and the header {}", counted(row.size(), "value"),
                               header.size()));
    }
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (i < row.size()) {
        columns[i].look_at(row[i]);
      } else {
        columns[i].missing();
      }
    }
  }
  return columns;
}

std::string description_of(std::string_view path, std::size_t rows, bool all) {
  const std::string file(path.substr(path.rfind('/') + 1));
  return fmt::format("Types and required columns are inferred from {} {} of {}.",
                     all ? "all" : "the first", counted(rows, "row"),
                     path == "-" ? "the standard input" : printable(file));
}

}  // namespace

bool holds_rows(std::string_view text, std::size_t rows) {
  std::size_t lines = 0;
  bool quotes = false;
  for (const char c : text) {
    if (c == '"') quotes = !quotes;
    if (!quotes && c == '\n' && ++lines > rows + 1) return true;
  }
  return false;
}

Result<Imported> read_csv(std::string_view text, std::string_view path, const CsvRequest& csv) {
  if (!csv.is_whole) text = whole_rows(text, csv.sample_rows);
  const auto table = table_of(text, path, csv);
  if (!table) return table.error();
  if (table->rows.empty()) return fault(path, {{1, 1}, 1}, "the file has no header");
  const auto columns = columns_of(table->rows, csv.sample_rows, path);
  if (!columns) return columns.error();
  std::vector<Inference> inferred;
  FieldList fields = named_columns(table->rows.front(), inferred);
  for (std::size_t i = 0; i < columns->size(); ++i) {
    const Column& column = (*columns)[i];
    Field& field = fields.fields[i];
    field.type.value = type_of(column.family());
    field.required.value = column.is_required();
    inferred.push_back({path_component(field.name.value), column.why()});
  }
  const std::size_t rows = std::min(table->rows.size() - 1, csv.sample_rows);
  ImportedContract out = one_object(stem_of(path), std::move(fields));
  out.inferred = std::move(inferred);
  out.contract.description.value =
      description_of(path, rows, csv.is_whole && rows + 1 == table->rows.size());
  Imported imported;
  imported.contracts.push_back(std::move(out));
  return imported;
}

}  // namespace dcr::imports
