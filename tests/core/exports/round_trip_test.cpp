// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/service_level.hpp"
#include "core/exports/native.hpp"
#include "core/exports/odcs.hpp"
#include "core/formats/read.hpp"
#include "tests/support/random_contract.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace {

constexpr std::uint32_t seeds = 400;

dcr::Contract read_back(const std::string& text) {
  dcr::formats::ReadFile file = dcr::formats::read_contracts(text, "contracts/written.yaml",
                                                             dcr::formats::Strictness::strict);
  REQUIRE(file.problems.empty());
  REQUIRE(file.documents.size() == 1);
  for (const dcr::Problem& problem : file.documents.front().problems) {
    FAIL_CHECK(problem.field << ": " << problem.message);
  }
  return std::move(file.documents.front().contract);
}

/// One line a difference; those of `expected` kinds are left out.
std::string differences(const dcr::Contract& before, const dcr::Contract& after,
                        const std::set<dcr::ChangeKind>& expected = {}) {
  std::string out;
  for (const dcr::Change& change : dcr::diff(before, after)) {
    if (expected.contains(change.kind)) continue;
    out += std::to_string(static_cast<int>(change.kind)) + " " + change.field + " " +
           change.detail + ": '" + change.before + "' '" + change.after + "'\n";
  }
  return out;
}

void forget(dcr::Field& field);

/// Takes what ODCS 3.1 has no place for out of the fields.
void forget(dcr::FieldList& list) {
  for (dcr::Field& field : list.fields) forget(field);
}

void forget(dcr::Field& field) {
  field.deprecated = {};
  field.unit = {};
  field.aliases.clear();
  forget(field.children);
  if (field.type.value.logical.family == dcr::TypeFamily::map) field.items.reset();
  if (field.items) forget(*field.items);
}

/// What ODCS has a place for, as it is read from there.
dcr::Contract as_odcs_says_it(dcr::Contract contract) {
  contract.name_space.reset();
  contract.compatibility.reset();
  contract.deprecation_uri = {};
  contract.deprecation_message = {};
  contract.consumers.clear();
  contract.freshness_sla.reset();
  if (!contract.status) contract.status = dcr::Located<dcr::Status>{dcr::Status::draft, {}};
  std::map<std::string, std::string> metadata;
  for (const auto& [key, value] : contract.metadata) {
    metadata["customProperties." + key] = value;
  }
  contract.metadata = metadata;
  for (dcr::Object& object : contract.objects) {
    forget(object.fields);
    // A key of ODCS is made of paths, a native one of names.
    for (std::string& part : object.primary_key.value) part = dcr::path_component(part);
  }
  return contract;
}

}  // namespace

TEST_CASE("what ODCS can say of a contract is written and read back without a difference") {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    dcr::Contract contract = dcr::test::random_contract(seed);
    const std::optional<double> lag = dcr::promised_lag(contract);
    const dcr::exports::Exported written = dcr::exports::write_odcs(contract);
    CAPTURE(written.text);
    const dcr::Contract again = read_back(written.text);
    CHECK(dcr::promised_lag(again) == lag);
    contract = as_odcs_says_it(std::move(contract));
    CHECK(differences(contract, again, {dcr::ChangeKind::sla_tightened}) == "");
    CHECK(dcr::exports::write_odcs(again).text == written.text);
    CHECK(dcr::exports::write_odcs(again).losses.empty());
  }
}

TEST_CASE("what a native contract says is written and read back without a difference") {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    const dcr::Contract contract = dcr::test::random_contract(seed);
    const dcr::exports::Exported written = dcr::exports::write_native(contract);
    CAPTURE(written.text);
    CHECK(written.losses.empty());
    const dcr::Contract again = read_back(written.text);
    CHECK(differences(contract, again) == "");
    CHECK(dcr::exports::write_native(again).text == written.text);
  }
}

TEST_CASE("random contracts are written for other programs") {
  // tests/exports/outsiders.py names a folder, and exports from there.
  const char* folder = std::getenv("DCR_RANDOM_CONTRACTS");
  const std::string place = folder == nullptr ? "" : folder;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const dcr::Contract contract = dcr::test::random_contract(seed);
    const dcr::exports::Exported written = dcr::exports::write_native(contract);
    CHECK_FALSE(written.text.empty());
    if (place.empty()) continue;
    std::ofstream(place + "/" + std::to_string(seed) + ".yaml") << written.text;
  }
}
