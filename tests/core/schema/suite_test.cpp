// SPDX-License-Identifier: Apache-2.0
// The official test suite of JSON Schema, as Debian ships it (libtest-json-schema-acceptance-perl),
// with the metaschemas of python3-jsonschema for the schemas that refer to them.
#include "core/schema/validate.hpp"
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace dcr::schema {

namespace {

namespace fs = std::filesystem;

const std::string suite = "/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance";
const std::string metaschemas = "/usr/lib/python3/dist-packages/jsonschema/schemas";

struct Folder {
  const char* name;
  Draft draft;
  std::size_t least_tests;  // fewer would mean that the suite is not where it was
};

constexpr auto folders = std::to_array<Folder>({
    {"draft4", Draft::draft4, 500},
    {"draft6", Draft::draft6, 700},
    {"draft7", Draft::draft7, 800},
    {"draft2019-09", Draft::draft2019_09, 1000},
    {"draft2020-12", Draft::draft2020_12, 1000},
});

/// "folder/file: case: test", or "folder/file: case" for all tests of a schema, and why dcr answers
/// otherwise. A line that is not needed fails the test.
const std::map<std::string, std::string>& skipped() {
  static const std::string why =
      "a metaschema of the user's own: dcr refuses a '$schema' it does not know by name";
  static const std::map<std::string, std::string> list{
      {"draft2019-09/vocabulary.json: schema that uses custom metaschema with with no validation "
       "vocabulary",
       why},
      {"draft2019-09/vocabulary.json: ignore unrecognized optional vocabulary", why},
      {"draft2020-12/vocabulary.json: schema that uses custom metaschema with with no validation "
       "vocabulary",
       why},
      {"draft2020-12/vocabulary.json: ignore unrecognized optional vocabulary", why},
  };
  return list;
}

std::shared_ptr<const yaml::Node> read_json(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  const yaml::Stream read = yaml::parse(text.str(), "x.json");
  return read.ok() && !read.documents.empty() ? read.documents.front().root : nullptr;
}

/// The suite's remotes are at http://localhost:1234, the metaschemas at their own addresses.
std::shared_ptr<const yaml::Node> load(const std::string& uri) {
  const std::string local = "http://localhost:1234/";
  if (uri.starts_with(local)) {
    const std::string path = suite + "/remotes/" + uri.substr(local.size());
    return fs::exists(path) ? read_json(path) : nullptr;
  }
  static const std::map<std::string, std::string> files{
      {"http://json-schema.org/draft-04/schema", "draft4.json"},
      {"http://json-schema.org/draft-06/schema", "draft6.json"},
      {"http://json-schema.org/draft-07/schema", "draft7.json"},
      {"https://json-schema.org/draft/2019-09/schema", "draft2019-09.json"},
      {"https://json-schema.org/draft/2020-12/schema", "draft2020-12.json"},
  };
  const auto file = files.find(uri);
  if (file != files.end()) return read_json(metaschemas + "/" + file->second);
  static const std::shared_ptr<const yaml::Node> all =
      read_json(metaschemas + "/vocabularies.json");
  const yaml::Entry* vocabulary = all == nullptr ? nullptr : all->find_entry(uri);
  return vocabulary == nullptr ? nullptr : vocabulary->value;
}

struct Outcome {
  std::size_t tests = 0;
  std::vector<std::string> wrong;
  std::set<std::string> skips_used;
};

/// Empty when dcr answers as the suite says.
std::string compare(const Compilation& compiled, const yaml::Node& test) {
  if (!compiled.ok()) {
    return compiled.problems.empty() ? "not compiled" : compiled.problems.front().message;
  }
  const auto found = validate(*compiled.schema, *test.find("data"));
  const bool expected = test.find("valid")->as_boolean().value();
  const Validity verdict = judge(compiled.schema->root(), *test.find("data"));
  if (found.empty() != (verdict == Validity::valid)) return "validate() and judge() differ";
  if (found.empty() == expected) return {};
  return expected ? found.front().message : "is called valid";
}

void run_file(const std::string& file, Draft draft, Formats formats, Outcome& outcome) {
  const std::shared_ptr<const yaml::Node> cases = read_json(suite + "/tests/" + file);
  REQUIRE_MESSAGE(cases != nullptr, file);
  for (const auto& each : cases->items) {
    CompileOptions options;
    options.default_draft = draft;
    options.unknown_keywords = std::nullopt;
    options.load = load;
    options.formats = formats;
    const Compilation compiled = Schema::compile(each->find_entry("schema")->value, options);
    const std::string name = file + ": " + each->find("description")->text;
    for (const auto& test : each->find("tests")->items) {
      ++outcome.tests;
      const std::string full = name + ": " + test->find("description")->text;
      const std::string difference = compare(compiled, *test);
      const std::string& skip = skipped().contains(name) ? name : full;
      if (difference.empty()) continue;
      if (skipped().contains(skip)) {
        outcome.skips_used.insert(skip);
      } else {
        outcome.wrong.push_back(full + " -> " + difference);
      }
    }
  }
}

void run_folder(const std::string& folder, Draft draft, Formats formats, Outcome& outcome) {
  std::set<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(suite + "/tests/" + folder)) {
    if (entry.is_regular_file()) files.insert(folder + "/" + entry.path().filename().string());
  }
  for (const std::string& file : files) run_file(file, draft, formats, outcome);
}

}  // namespace

TEST_CASE("the official suite is passed, but for what is named here") {
  REQUIRE_MESSAGE(fs::exists(suite), "tests/setup.sh installs the suite");
  std::set<std::string> skips_used;
  for (const Folder& folder : folders) {
    Outcome outcome;
    run_folder(folder.name, folder.draft, Formats::annotate, outcome);
    CAPTURE(folder.name);
    CHECK(outcome.tests >= folder.least_tests);
    for (const std::string& wrong : outcome.wrong) CHECK_MESSAGE(false, wrong);
    skips_used.merge(outcome.skips_used);
  }
  for (const auto& [skip, why] : skipped()) {
    CHECK_MESSAGE(skips_used.contains(skip), "passes, so it is not to be skipped: " << skip);
  }
}

}  // namespace dcr::schema
