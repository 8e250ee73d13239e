// SPDX-License-Identifier: Apache-2.0
#include "core/formats/lifecycle.hpp"

#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace {

using dcr::Status;
using dcr::Version;
using dcr::formats::LifecycleEntry;
using dcr::formats::parse_lifecycle;

/// "1:2 message | help", or nothing for a ledger that is read.
std::string fault_of(std::string_view text) {
  const auto ledger = parse_lifecycle(text);
  if (ledger) return {};
  const dcr::Error& error = ledger.error();
  CHECK(error.kind == dcr::ErrorKind::bad_config);
  REQUIRE(error.where.has_value());
  CHECK(error.where->path == ".dcr/lifecycle.yaml");
  const dcr::Position at = error.where->at.begin;
  return fmt::format("{}:{} {}{}{}", at.line, at.column, error.message,
                     error.help.empty() ? "" : " | ", error.help);
}

}  // namespace

TEST_CASE("a ledger says what became of each version") {
  const auto ledger = parse_lifecycle(
      "# reviewed\n"
      "growth::orders:\n"
      "  \"1.0.0\":\n"
      "    status: deprecated\n"
      "    deprecation_uri: https://example.com/plan\n"
      "    message: move on\n"
      "    since: 2026-11-21\n"
      "  1.1.0-rc.1: {status: archived}\n"
      "users:\n");
  REQUIRE(ledger.has_value());
  const LifecycleEntry* entry = ledger->find("growth::orders", *Version::parse("1.0.0"));
  REQUIRE(entry != nullptr);
  CHECK(entry->status == Status::deprecated);
  CHECK(entry->deprecation_uri == "https://example.com/plan");
  CHECK(entry->message == "move on");
  CHECK(entry->since == "2026-11-21");
  CHECK(entry->at.begin == dcr::Position{3, 3});
  const LifecycleEntry* candidate = ledger->find("growth::orders", *Version::parse("1.1.0-rc.1"));
  REQUIRE(candidate != nullptr);
  CHECK(candidate->status == Status::archived);
  CHECK(candidate->since.empty());
  CHECK(ledger->find("growth::orders", *Version::parse("1.1.0")) == nullptr);
  CHECK(ledger->find("orders", *Version::parse("1.0.0")) == nullptr);
}

TEST_CASE("a text without content is an empty ledger") {
  for (const std::string_view text : {"", "\n", "# nothing yet\n", "---\n", "{}"}) {
    CAPTURE(text);
    const auto ledger = parse_lifecycle(text);
    REQUIRE(ledger.has_value());
    CHECK(ledger->names.empty());
  }
}

TEST_CASE("what is wrong with a ledger is said with its place") {
  struct Case {
    std::string_view text;
    std::string_view fault;
  };
  for (const Case& c : std::to_array<Case>({
           {"[a]", "1:1 the ledger must be a mapping of names, not a list"},
           {"a: b\n",
            "1:4 'a' must be a mapping of versions, not a string | "
            "write \"1.0.0\": {status: archived} below the name"},
           {"\"a\\nb\": {}\n", "1:1 'a\\nb' cannot be the name of a contract"},
           {"a:\n  1.0: {status: archived}\n",
            "2:3 '1.0' is not a semantic version | write \"1.0.0\""},
           {"a:\n  latest: {status: archived}\n", "2:3 'latest' is not a semantic version"},
           {"a: {1.0.0: archived}\n",
            "1:12 version '1.0.0' must be a mapping with a status, not a string | "
            "write {status: archived}"},
           {"a: {1.0.0: {since: 2026-11-21}}\n",
            "1:5 version '1.0.0' has no status | a status here is active, deprecated or archived"},
           {"a: {1.0.0: {status: archive}}\n",
            "1:21 unknown status 'archive'; did you mean 'archived'? | "
            "a status here is active, deprecated or archived"},
           {"a: {1.0.0: {status: draft}}\n",
            "1:21 a published version cannot become a draft again | "
            "a status here is active, deprecated or archived"},
           {"a: {1.0.0: {status: archived, mesage: x}}\n",
            "1:31 unknown key 'mesage'; did you mean 'message'?"},
           {"a: {1.0.0: {status: archived, since: 2026-02-30}}\n",
            "1:38 'since' must be a day like 2026-11-21"},
           {"a: {1.0.0: {status: archived, since: 7}}\n",
            "1:38 'since' must be a string, not an integer | quote it: since: \"7\""},
           {"a: {1.0.0+x: {status: archived}, 1.0.0+y: {status: archived}}\n",
            "1:34 version '1.0.0+y' stands on line 1 already"},
           {"a: {}\n---\nb: {}\n", "3:1 the ledger must be one document"},
           {"a: {}\na: {}\n", "2:1 duplicate key 'a'; the first one is on line 1, column 1"},
       })) {
    CAPTURE(c.text);
    CHECK(fault_of(c.text) == c.fault);
  }
}

TEST_CASE("every problem of a ledger is said at once") {
  CHECK(fault_of("a: {1: {status: archived}}\nb: 2\n") ==
        "1:5 '1' is not a semantic version (1 of 2 problems)\n"
        ".dcr/lifecycle.yaml:2:4: 'b' must be a mapping of versions, not an integer | "
        "write \"1.0.0\"");
}

TEST_CASE("the schema of the ledger and its reader agree") {
  const std::string folder = "tests/schemas/lifecycle";
  int seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(DCR_SOURCE_DIR) + "/" + folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const std::string text = dcr::test::text_of(folder + "/" + name);
    CHECK(fault_of(text).empty() == name.starts_with("valid-"));
    ++seen;
  }
  CHECK(seen >= 10);
}
