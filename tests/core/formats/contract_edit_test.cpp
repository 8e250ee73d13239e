// SPDX-License-Identifier: Apache-2.0
#include "core/formats/contract_edit.hpp"

#include "core/formats/lifecycle.hpp"
#include "core/formats/read.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

namespace {

using namespace std::string_literals;
using dcr::Contract;
using dcr::Owner;
using dcr::Status;
using dcr::Version;
using dcr::formats::LifecycleEntry;

/// The contract of `text` with the name, as a caller has it.
Contract contract_of(std::string_view text, std::string_view name) {
  auto file = dcr::formats::read_contracts(text, "c.yaml");
  for (auto& document : file.documents) {
    if (document.contract.name == name) return std::move(document.contract);
  }
  return {};
}

std::string outcome(const dcr::Result<std::string>& edited) {
  if (edited) return *edited;
  const dcr::Error& error = edited.error();
  const dcr::Position at = error.where ? error.where->at.begin : dcr::Position{};
  return fmt::format("{}:{} {}", at.line, at.column, error.message);
}

const std::vector<Owner> two_owners{{"sales", "#sales", {}}, {"Head of Sales", "", {}}};

}  // namespace

TEST_CASE("the contract of a stream that is meant is the one that changes") {
  const std::string text =
      "# a\ndataset_id: a\nversion: '1.0.0'\n---\n# b\ndataset_id: b\nversion: '1.0.0'\n";
  CHECK(outcome(dcr::formats::with_version(text, "c.yaml", contract_of(text, "b"),
                                           *Version::parse("2.0.0"))) ==
        "# a\ndataset_id: a\nversion: '1.0.0'\n---\n# b\ndataset_id: b\nversion: '2.0.0'\n");
  CHECK(outcome(dcr::formats::with_version(text, "c.yaml", contract_of(text, "a"),
                                           *Version::parse("1.1.0-rc.1"))) ==
        "# a\ndataset_id: a\nversion: '1.1.0-rc.1'\n---\n# b\ndataset_id: b\nversion: '1.0.0'\n");
}

TEST_CASE("a status and what belongs to it go where the format has a place for them") {
  const std::string native = "dataset_id: a\nversion: \"1.0.0\"\nowners: [{team: b}]\n";
  CHECK(outcome(
            dcr::formats::with_status(native, "c.yaml", contract_of(native, "a"),
                                      {Status::deprecated, "https://example.com/a", "move on"})) ==
        "dataset_id: a\nversion: \"1.0.0\"\nstatus: deprecated\n"
        "deprecation_uri: https://example.com/a\ndeprecation_message: move on\n"
        "owners: [{team: b}]\n");
  const std::string odcs = "kind: DataContract\nid: a\nversion: 1.0.0\nstatus: 'active'\n";
  CHECK(outcome(dcr::formats::with_status(odcs, "c.yaml", contract_of(odcs, "a"),
                                          {Status::archived, "https://example.com/a", "x"})) ==
        "kind: DataContract\nid: a\nversion: 1.0.0\nstatus: 'retired'\n");
}

TEST_CASE("owners are written as each format has them and read back the same") {
  struct Case {
    std::string before;
    std::string after;
  };
  const std::string odcs = "kind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n";
  const std::string standard_3_0 = "apiVersion: v3.0.2\n" + odcs;
  for (const Case& c : std::to_array<Case>({
           {"dataset_id: a\nversion: '1.0.0'\n",
            "dataset_id: a\nversion: '1.0.0'\nowners:\n  - team: sales\n    contact: \"#sales\"\n"
            "  - team: Head of Sales\n"},
           {"{\"dataset_id\": \"a\", \"version\": \"1.0.0\", \"owners\": [{\"team\": \"x\"}]}",
            "{\"dataset_id\": \"a\", \"version\": \"1.0.0\", \"owners\": [{\"team\": \"sales\", "
            "\"contact\": \"#sales\"}, {\"team\": \"Head of Sales\"}]}"},
           {odcs, odcs + "team:\n  members:\n    - username: \"#sales\"\n      name: sales\n"
                         "      role: owner\n    - username: Head of Sales\n      role: owner\n"},
           {standard_3_0, standard_3_0 +
                              "team:\n  - username: \"#sales\"\n    name: sales\n    role: owner\n"
                              "  - username: Head of Sales\n    role: owner\n"},
           {odcs + "team: {name: T}\n", "5:14 the team has a name, which is the first owner"},
       })) {
    CAPTURE(c.before);
    const auto edited =
        dcr::formats::with_owners(c.before, "c.yaml", contract_of(c.before, "a"), two_owners);
    CHECK(outcome(edited) == c.after);
    if (edited) CHECK(contract_of(*edited, "a").owners == two_owners);
  }
}

TEST_CASE("a contract goes without its neighbours") {
  const std::string two = "dataset_id: a\nversion: '1.0.0'\n---\ndataset_id: b\nversion: '1.0.0'\n";
  const auto rest = dcr::formats::without_contract(two, "c.yaml", contract_of(two, "b"));
  REQUIRE(rest.has_value());
  CHECK(rest->value_or("") == "dataset_id: a\nversion: '1.0.0'\n");
  const std::string one = "dataset_id: a\nversion: '1.0.0'\n";
  const auto none = dcr::formats::without_contract(one, "c.yaml", contract_of(one, "a"));
  REQUIRE(none.has_value());
  CHECK(!none->has_value());
}

TEST_CASE("a ledger takes an entry and keeps every other byte") {
  const LifecycleEntry archived{.status = Status::archived, .since = "2026-11-21"};
  const auto with = [&](std::string_view text, std::string_view name, std::string_view version) {
    const auto edited =
        dcr::formats::with_lifecycle_entry(text, name, *Version::parse(version), archived);
    if (edited) {
      const auto ledger = dcr::formats::parse_lifecycle(*edited);
      REQUIRE(ledger.has_value());
      const LifecycleEntry* entry = ledger->find(name, *Version::parse(version));
      REQUIRE(entry != nullptr);
      CHECK(entry->status == Status::archived);
      CHECK(entry->since == "2026-11-21");
    }
    return outcome(edited);
  };
  CHECK(with("", "n::a", "1.0.0") ==
        "# What became of versions that the files no longer have; see dcr deprecate --help.\n"
        "n::a:\n  \"1.0.0\":\n    status: archived\n    since: \"2026-11-21\"\n");
  CHECK(with("# mine", "a", "1.0.0") ==
        "# mine\na:\n  \"1.0.0\":\n    status: archived\n    since: \"2026-11-21\"\n");
  CHECK(with("a:\r\n  1.0.0: {status: deprecated} # why\r\n", "a", "1.0.0") ==
        "a:\r\n  1.0.0: {status: archived, since: \"2026-11-21\"} # why\r\n");
  CHECK(with("a: # none\n", "a", "1.0.0") ==
        "a: # none\n  \"1.0.0\":\n    status: archived\n    since: \"2026-11-21\"\n");
  CHECK(with("a:\n    1.0.0+x: {status: active}", "a", "1.0.0") ==
        "a:\n    1.0.0+x: {status: archived, since: \"2026-11-21\"}");
  CHECK(with("a:\n    1.0.0: {status: active}\nb: {}\n", "a", "1.1.0") ==
        "a:\n    1.0.0: {status: active}\n    \"1.1.0\":\n      status: archived\n"
        "      since: \"2026-11-21\"\nb: {}\n");
  CHECK(with("{}\n", "a", "1.0.0") ==
        "{\"a\": {\"1.0.0\": {\"status\": \"archived\", \"since\": \"2026-11-21\"}}}\n");
  for (const std::string_view null : {"~\n", "null # nothing yet\n", "!/"}) {
    CHECK(with(null, "a", "1.0.0") ==
          "1:1 the ledger holds a null where its first entry would stand");
  }
  CHECK(with("a: 1\n", "a", "1.0.0") == "1:4 'a' must be a mapping of versions, not an integer");
}

TEST_CASE("a contract of DCS says its version, status and owner in its info") {
  const std::string head = "dataContractSpecification: 1.1.0\nid: a\n";
  const std::string text = head + "info: # who\n  title: A\n  version: 1.0.0 # three\n";
  const Contract contract = contract_of(text, "a");
  CHECK(outcome(dcr::formats::with_version(text, "c.yaml", contract, *Version::parse("1.1.0"))) ==
        head + "info: # who\n  title: A\n  version: 1.1.0 # three\n");
  CHECK(outcome(dcr::formats::with_status(text, "c.yaml", contract, {Status::archived, "", ""})) ==
        head + "info: # who\n  title: A\n  version: 1.0.0 # three\n  status: retired\n");
  CHECK(outcome(dcr::formats::with_status(text, "c.yaml", contract,
                                          {Status::deprecated, "https://example.com", "gone"})) ==
        head + "info: # who\n  title: A\n  version: 1.0.0 # three\n  status: deprecated\n");
  CHECK(outcome(dcr::formats::with_status(text, "c.yaml", contract, {Status::draft, "", ""})) ==
        head + "info: # who\n  title: A\n  version: 1.0.0 # three\n  status: in development\n");
  CHECK(outcome(dcr::formats::with_owners(text, "c.yaml", contract, two_owners)) ==
        "1:1 a contract of the Data Contract Specification has one owner");
  CHECK(outcome(dcr::formats::with_owners(text, "c.yaml", contract, {{"sales", "", {}}})) ==
        head + "info: # who\n  title: A\n  version: 1.0.0 # three\n  owner: sales\n");
}

TEST_CASE("the contact of a DCS contract follows its owner") {
  const std::string head = "dataContractSpecification: 1.1.0\nid: a\ninfo:\n  version: 1.0.0\n";
  const std::string text = head + "  owner: sales\n  contact: {email: s@example.com, name: Jo}\n";
  const auto with_owner = [&](const std::string& before, const Owner& owner) {
    return outcome(dcr::formats::with_owners(before, "c.yaml", contract_of(before, "a"), {owner}));
  };
  CHECK(with_owner(text, {"it", "s@example.com", {}}) ==
        head + "  owner: it\n  contact: {email: s@example.com, name: Jo}\n");
  CHECK(with_owner(text, {"it", "https://example.com/it", {}}) ==
        head + "  owner: it\n  contact: {url: \"https://example.com/it\"}\n");
  CHECK(with_owner(text, {"it", "#it", {}}) == head + "  owner: it\n  contact: {name: \"#it\"}\n");
  CHECK(with_owner(text, {"it", "", {}}) == head + "  owner: it\n  contact: {}\n");
  const std::string ownerless = head + "  contact: {email: s@example.com}\n";
  CHECK(with_owner(ownerless, {"it", "", {}}) == head + "  owner: it\n  contact: {}\n");
}
