// SPDX-License-Identifier: Apache-2.0
#include "core/formats/observations.hpp"

#include "core/base/text.hpp"
#include "core/formats/csv.hpp"
#include "core/formats/problem_error.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace dcr::formats {
namespace {

constexpr std::array dataset_words = {"dataset", "dataset_id"};
constexpr std::string_view timestamp_word = "timestamp";

/// What is read, and what is wrong with it.
class Collector {
 public:
  void add(std::string dataset, Span place, std::string_view timestamp, Span timestamp_place) {
    const Result<Timestamp> at = parse_timestamp(timestamp);
    if (!at) return fail(timestamp_place, at.error().message, at.error().help);
    if (dataset.empty()) return fail(place, "the dataset has no name");
    observations_.push_back({std::move(dataset), *at, place});
  }

  void fail(Span place, std::string message, std::string help = {}) {
    Problem problem;
    problem.message = std::move(message);
    problem.at = place;
    problem.help = std::move(help);
    problems_.push_back(std::move(problem));
  }

  [[nodiscard]] Result<std::vector<Observation>> result(std::string_view path) && {
    if (!problems_.empty()) return error_of(problems_, path, ErrorKind::usage);
    if (!observations_.empty()) return std::move(observations_);
    return Error{ErrorKind::usage,
                 fmt::format("'{}' holds no observation", printable(path)),
                 {},
                 "an empty list would judge nothing, and pass"};
  }

 private:
  std::vector<Observation> observations_;
  std::vector<Problem> problems_;
};

class JsonReader {
 public:
  explicit JsonReader(Collector& collector) : collector_(collector) {}

  void read(const yaml::Node& root) {
    if (root.is_sequence()) {
      for (const auto& item : root.items) read_object(*item);
    } else if (dataset_of(root) && root.find(timestamp_word)) {
      read_object(root);
    } else {
      for (const yaml::Entry& entry : root.entries) {
        add(entry.key, entry.key_at, *entry.value, fmt::format("'{}'", printable(entry.key)));
      }
    }
  }

 private:
  static const yaml::Entry* dataset_of(const yaml::Node& object) {
    for (const char* word : dataset_words) {
      if (const yaml::Entry* entry = object.find_entry(word)) return entry;
    }
    return nullptr;
  }

  void read_object(const yaml::Node& object) {
    if (!object.is_mapping()) {
      return collector_.fail(object.at, fmt::format("an observation is an object, not {}",
                                                    yaml::describe(object.kind)));
    }
    const yaml::Entry* dataset = dataset_of(object);
    const yaml::Node* timestamp = object.find(timestamp_word);
    if (!dataset || !timestamp) {
      return collector_.fail(object.at, fmt::format("this observation has no '{}'",
                                                    dataset ? timestamp_word : dataset_words[0]));
    }
    if (!dataset->value->is_string()) {
      return collector_.fail(dataset->value->at,
                             fmt::format("the name of a dataset is a string, not {}",
                                         yaml::describe(dataset->value->kind)));
    }
    add(dataset->value->text, dataset->value->at, *timestamp, "'timestamp'");
  }

  void add(const std::string& dataset, Span place, const yaml::Node& timestamp,
           const std::string& what) {
    if (timestamp.is_string()) return collector_.add(dataset, place, timestamp.text, timestamp.at);
    collector_.fail(timestamp.at, fmt::format("{} must be a timestamp in a string, not {}", what,
                                              yaml::describe(timestamp.kind)));
  }

  Collector& collector_;
};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

/// The place of a column in the header.
std::optional<std::size_t> column(const std::vector<CsvField>& header, std::string_view name,
                                  Collector& collector) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (trimmed(header[i].text) != name) continue;
    if (found) collector.fail(header[i].at, fmt::format("a second column '{}'", name));
    found = i;
  }
  return found;
}

/// The column of the header's nearest word where `name` is none of them.
void report_missing(const std::vector<CsvField>& header, std::string_view name,
                    Collector& collector) {
  std::vector<std::string_view> words;
  words.reserve(header.size());
  for (const CsvField& field : header) words.push_back(field.text);
  const std::optional<std::string> meant = nearest(name, words);
  const std::string instead =
      meant ? fmt::format("; '{}' looks like it", printable(*meant)) : std::string();
  collector.fail(header.front().at, fmt::format("the header names no column '{}'{}", name, instead),
                 "the first line is: dataset,timestamp");
}

void read_csv(std::string_view text, Collector& collector) {
  const CsvTable table = parse_csv(text);
  for (const Problem& problem : table.problems) collector.fail(problem.at, problem.message);
  if (!table.problems.empty() || table.rows.empty()) return;
  const std::vector<CsvField>& header = table.rows.front();
  std::optional<std::size_t> dataset;
  for (const char* word : dataset_words) {
    if (!dataset) dataset = column(header, word, collector);
  }
  const std::optional<std::size_t> timestamp = column(header, timestamp_word, collector);
  if (!dataset) report_missing(header, dataset_words[0], collector);
  if (!timestamp) report_missing(header, timestamp_word, collector);
  if (!dataset || !timestamp) return;
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const std::vector<CsvField>& row = table.rows[i];
    if (row.size() <= std::max(*dataset, *timestamp)) {
      collector.fail(row.front().at, fmt::format("this line has {}, and the header {}",
                                                 counted(row.size(), "field"), header.size()));
      continue;
    }
    const CsvField& at = row[*timestamp];
    collector.add(trimmed(row[*dataset].text), row[*dataset].at, trimmed(at.text), at.at);
  }
}

bool begins_as_json(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

}  // namespace

Result<std::vector<Observation>> read_observations(std::string_view text, std::string_view path) {
  Collector collector;
  if (begins_as_json(text)) {
    // By this name the text is held to JSON, whatever the file is called.
    const yaml::Stream stream = yaml::parse(text, "observations.json");
    for (const Problem& problem : stream.problems) {
      collector.fail(problem.at, problem.message, problem.help);
    }
    if (stream.ok() && !stream.documents.empty()) {
      JsonReader(collector).read(*stream.documents.front().root);
    }
  } else {
    read_csv(text, collector);
  }
  return std::move(collector).result(path);
}

}  // namespace dcr::formats
