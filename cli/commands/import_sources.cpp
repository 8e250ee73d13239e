// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/import_sources.hpp"

#include "cli/input_file.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/imports/avro.hpp"
#include "core/imports/contracts.hpp"
#include "core/imports/csv.hpp"
#include "core/imports/dbt.hpp"
#include "core/imports/json_schema.hpp"
#include "core/imports/sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <utility>

namespace dcr::cli {
namespace {

constexpr std::size_t largest_source = imports::largest_manifest;

/// A file of the user; of dbt, whose manifests are large, and of SQL more than a contract may have.
Result<std::string> read_source(const std::string& path, const Session& session) {
  if (path == "-") return session.read_stdin(largest_source);
  std::error_code failure;
  if (std::filesystem::file_size(path, failure) <= largest_input || failure) {
    return read_input_file(path);
  }
  if (auto text = read_whole_file(path, largest_source)) return *std::move(text);
  return cannot_read(path, "larger than 1 GiB, or not readable");
}

/// The beginning of a file that holds enough rows.
struct Sample {
  std::string text;
  bool is_whole = true;
};

Result<Sample> read_sample(const std::string& path, std::size_t rows, const Session& session) {
  if (path == "-") {
    auto text = session.read_stdin(largest_source);
    if (!text) return text.error();
    return Sample{*std::move(text), true};
  }
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    const bool there = std::filesystem::exists(path, failure);
    return cannot_read(path, there ? "not a regular file" : "no such file");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return cannot_read(path, "permission denied");
  Sample sample;
  std::size_t wanted = std::size_t{1} << 20U;
  while (sample.text.size() < imports::largest_sample_bytes) {
    const std::size_t begin = sample.text.size();
    sample.text.resize(wanted);
    file.read(sample.text.data() + begin, static_cast<std::streamsize>(wanted - begin));
    sample.text.resize(begin + static_cast<std::size_t>(file.gcount()));
    if (file.bad()) return cannot_read(path, "it cannot be read to its end");
    sample.is_whole = sample.text.size() < wanted;
    if (sample.is_whole || imports::holds_rows(sample.text, rows)) break;
    wanted *= 2;
  }
  return sample;
}

Result<imports::CsvRequest> csv_request(const ImportOptions& options) {
  imports::CsvRequest request;
  if (options.sample) {
    const std::string& text = *options.sample;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, request.sample_rows);
    if (error != std::errc() || stop != end || request.sample_rows == 0) {
      return wrong_usage(fmt::format("'{}' is no number of rows", printable(text)));
    }
  }
  if (options.delimiter) {
    const std::string& text = *options.delimiter;
    const bool is_tab = text == "tab" || text == "\\t";
    if (!is_tab && (text.size() != 1 || text[0] == '"' || text[0] == '\n' || text[0] == '\r' ||
                    static_cast<unsigned char>(text[0]) >= 0x80)) {
      return wrong_usage(fmt::format("'{}' is no delimiter", printable(text)),
                         "one character, or the word tab");
    }
    request.delimiter = is_tab ? '\t' : text[0];
  }
  return request;
}

Result<imports::Imported> read_one(const std::string& kind, const std::string& path,
                                   const ImportOptions& options, const Session& session) {
  const imports::ImportRequest request{.only = options.only,
                                       .physical_types = options.to == "odcs"};
  if (kind == "csv") {
    auto csv = csv_request(options);
    if (!csv) return csv.error();
    const auto sample = read_sample(path, csv->sample_rows, session);
    if (!sample) return sample.error();
    csv->is_whole = sample->is_whole;
    return imports::read_csv(sample->text, path, *csv);
  }
  const auto text = read_source(path, session);
  if (!text) return text.error();
  if (kind == "json-schema") return imports::read_json_schema(*text, path, request);
  if (kind == "avro") return imports::read_avro(*text, path, request);
  if (kind == "sql") return imports::read_sql(*text, path, request);
  if (kind == "dbt") return imports::read_dbt(*text, path, request);
  const Format format = kind == "odcs" ? Format::odcs : Format::dcs;
  return imports::read_documents(*text, path, format, options.to != "odcs", request);
}

}  // namespace

const std::vector<std::string_view>& contract_kinds() {
  static const std::vector<std::string_view> kinds = {"json-schema", "avro", "sql", "odcs",
                                                      "dcs",         "dbt",  "csv"};
  return kinds;
}

Result<ImportSources> read_sources(const ImportOptions& options, const Session& session) {
  const std::string& kind = options.words.front();
  const std::vector<std::string> paths(options.words.begin() + 1, options.words.end());
  if (paths.empty()) {
    return wrong_usage("no file named", fmt::format("dcr import {} FILE, or - to read the standard "
                                                    "input",
                                                    kind));
  }
  if (std::ranges::count(paths, "-") > 1) return wrong_usage("the standard input is read once");
  if (kind != "csv" && (options.sample || options.delimiter)) {
    return wrong_usage("--sample and --delimiter are for csv");
  }
  ImportSources sources;
  for (const std::string& path : paths) {
    auto imported = read_one(kind, path, options, session);
    if (!imported) return imported.error();
    for (imports::ImportedContract& each : imported->contracts) {
      sources.contracts.push_back({std::move(each), path});
    }
    std::ranges::move(imported->notes, std::back_inserter(sources.notes));
  }
  return sources;
}

}  // namespace dcr::cli
