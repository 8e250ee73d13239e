// SPDX-License-Identifier: Apache-2.0
#include "core/formats/lifecycle.hpp"

#include "core/base/text.hpp"
#include "core/formats/mapping_reader.hpp"
#include "core/formats/names.hpp"
#include "core/formats/problem_error.hpp"
#include "core/model/acceptance.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace dcr::formats {

namespace {

using Versions = std::map<Version, LifecycleEntry>;

const std::vector<std::string_view> status_words = {"active", "deprecated", "archived"};

class LedgerReader {
 public:
  void read(const yaml::Node& root) {
    if (root.is_null()) return;
    if (!root.is_mapping()) {
      problems_.error(
          "", root.at,
          fmt::format("the ledger must be a mapping of names, not {}", yaml::describe(root.kind)));
      return;
    }
    for (const yaml::Entry& entry : root.entries) read_name(entry);
  }

  void report(const Problem& problem) {
    problems_.error(problem.field, problem.at, problem.message, problem.help);
  }
  [[nodiscard]] std::vector<Problem> problems() && { return std::move(problems_).sorted(); }
  [[nodiscard]] Lifecycle ledger() && { return std::move(ledger_); }

 private:
  void read_name(const yaml::Entry& entry) {
    if (entry.key.empty() || has_control_character(entry.key)) {
      problems_.error("", entry.key_at,
                      fmt::format("'{}' cannot be the name of a contract", printable(entry.key)));
      return;
    }
    if (entry.value->is_null()) return;
    if (!entry.value->is_mapping()) {
      problems_.error("", entry.value->at,
                      fmt::format("'{}' must be a mapping of versions, not {}",
                                  printable(entry.key), yaml::describe(entry.value->kind)),
                      "write \"1.0.0\": {status: archived} below the name");
      return;
    }
    Versions& versions = ledger_.names[entry.key];
    for (const yaml::Entry& version : entry.value->entries) read_version(version, versions);
  }

  void read_version(const yaml::Entry& entry, Versions& versions) {
    const auto version = Version::parse(entry.key);
    if (!version) {
      const auto loose = Version::parse_loose(entry.key);
      problems_.error("", entry.key_at,
                      fmt::format("'{}' is not a semantic version", printable(entry.key)),
                      loose ? fmt::format("write \"{}\"", loose->text()) : std::string());
      return;
    }
    if (!entry.value->is_mapping()) {
      problems_.error("", entry.value->at,
                      fmt::format("version '{}' must be a mapping with a status, not {}", entry.key,
                                  yaml::describe(entry.value->kind)),
                      "write {status: archived}");
      return;
    }
    LifecycleEntry read = read_entry(entry);
    if (const auto [first, added] = versions.emplace(*version, std::move(read)); !added) {
      problems_.error("", entry.key_at,
                      fmt::format("version '{}' stands on line {} already", entry.key,
                                  first->second.at.begin.line));
    }
  }

  LifecycleEntry read_entry(const yaml::Entry& entry) {
    MappingReader reader(*entry.value, "", Dialect::exact, problems_);
    LifecycleEntry out;
    out.at = entry.key_at;
    if (const auto word = reader.text("status")) {
      read_status(*word, out);
    } else if (reader.value("status") == nullptr) {
      problems_.error("", entry.key_at, fmt::format("version '{}' has no status", entry.key),
                      "a status here is active, deprecated or archived");
    }
    if (const auto uri = reader.name("deprecation_uri")) out.deprecation_uri = uri->value;
    if (const auto text = reader.text("message")) out.message = text->value;
    if (const auto day = reader.text("since")) {
      if (!Date::parse(day->value)) {
        problems_.error("", day->at, "'since' must be a day like 2026-11-21");
      }
      out.since = day->value;
    }
    reader.report_unknown_keys();
    return out;
  }

  /// Active is here to take a deprecation back; a version that is published never is a draft again.
  void read_status(const Located<std::string>& word, LifecycleEntry& out) {
    const auto status = parse_status(word.value);
    if (status && *status != Status::draft) {
      out.status = *status;
      return;
    }
    problems_.error("", word.at,
                    status ? "a published version cannot become a draft again"
                           : fmt::format("unknown status '{}'{}", printable(word.value),
                                         problems_.suggestion(word.value, status_words)),
                    "a status here is active, deprecated or archived");
  }

  ProblemList problems_{Strictness::strict};
  Lifecycle ledger_;
};

}  // namespace

const LifecycleEntry* Lifecycle::find(std::string_view full_name, const Version& version) const {
  const auto name = names.find(full_name);
  if (name == names.end()) return nullptr;
  const auto entry = name->second.find(version);
  return entry == name->second.end() ? nullptr : &entry->second;
}

Result<Lifecycle> parse_lifecycle(std::string_view text, std::string_view path) {
  const yaml::Stream stream = yaml::parse(text, path);
  LedgerReader reader;
  for (const Problem& problem : stream.problems) reader.report(problem);
  if (stream.documents.size() > 1) {
    Problem second;
    second.at = stream.documents[1].root->at;
    second.message = "the ledger must be one document";
    reader.report(second);
  }
  if (!stream.documents.empty()) reader.read(*stream.documents.front().root);
  Lifecycle ledger = std::move(reader).ledger();
  std::vector<Problem> problems = std::move(reader).problems();
  if (!problems.empty()) return error_of(problems, path, ErrorKind::bad_config);
  return ledger;
}

}  // namespace dcr::formats
