// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff.hpp"
#include "core/compat/service_level.hpp"
#include "core/exports/native.hpp"
#include "core/exports/odcs.hpp"
#include "core/formats/read.hpp"
#include "tests/support/random_contract.hpp"

#include <doctest/doctest.h>

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

}  // namespace

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
