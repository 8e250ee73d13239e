// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <array>

namespace {

std::string contract_with(std::string_view comment) {
  return "dataset_id: a\nversion: \"1.0.0\"\nowners: [{team: b}]\nfields:\n  " +
         std::string(comment) + "\n  - {name: c, type: date}\n";
}

}  // namespace

TEST_CASE("an acceptance names a rule, a field, a day and a reason") {
  const auto document = dcr::test::only_document(contract_with(
      R"(# dcr:accept field_removed(line."a)b") until=2027-03-01 reason="moved to \"lines\"")"));
  CHECK(document.problems.empty());
  REQUIRE(document.contract.acceptances.size() == 1);
  const dcr::InlineAcceptance& acceptance = document.contract.acceptances.front();
  CHECK(acceptance.rule == "field_removed");
  CHECK(acceptance.field == "line.\"a)b\"");
  CHECK(acceptance.until == dcr::Date{2027, 3, 1});
  CHECK(acceptance.reason == "moved to \"lines\"");
  CHECK(acceptance.at.begin == dcr::Position{5, 3});
  CHECK(acceptance.applies_to_line == 6);
}

TEST_CASE("an acceptance needs neither a field nor a day, and its terms have no order") {
  const auto document = dcr::test::only_document(
      contract_with("# dcr:accept owner_changed  reason=\"a b\"  until=2027-03-01"));
  REQUIRE(document.contract.acceptances.size() == 1);
  CHECK(document.contract.acceptances.front().reason == "a b");
  CHECK(document.contract.acceptances.front().until == dcr::Date{2027, 3, 1});
  const auto forever = dcr::test::only_document(
      "dataset_id: a # dcr:accept contract_removed reason=\"x\"\nversion: \"1.0.0\"\n");
  REQUIRE(forever.contract.acceptances.size() == 1);
  CHECK_FALSE(forever.contract.acceptances.front().until.has_value());
  CHECK(forever.contract.acceptances.front().field.empty());
  CHECK(forever.contract.acceptances.front().applies_to_line == 1);
}

TEST_CASE("a comment that only mentions acceptances is a comment") {
  CHECK(dcr::test::problems_of(contract_with("# see dcr:accept in the manual")).empty());
}

TEST_CASE("an acceptance that is not understood is an error that shows the right form") {
  struct Case {
    std::string_view comment;
    std::string_view fault;
  };
  for (const Case& c : std::to_array<Case>({
           {"dcr:accept", "an acceptance needs the id of a rule"},
           {"dcr:accept reason=\"x\"", "an acceptance needs the id of a rule"},
           {"dcr:accepts field_removed reason=\"x\"", "unknown word 'dcr:accepts'"},
           {"dcr:accept field_removed", "an acceptance needs a reason"},
           {"dcr:accept field_removed reason=\" \"", "an acceptance needs a reason"},
           {"dcr:accept field_removed reason=later", "the reason must stand in double quotes"},
           {"dcr:accept field_removed reason=\"x", "the reason is not closed by a double quote"},
           {"dcr:accept field_removed(a reason=\"x\"", "the parenthesis is not closed"},
           {"dcr:accept field_removed() reason=\"x\"", "the parentheses name no field"},
           {"dcr:accept Field-removed reason=\"x\"", "an acceptance needs the id of a rule"},
           {"dcr:accept field-removed reason=\"x\"", "unknown word 'field-removed'"},
           {"dcr:accept field_removed till=2027-01-01 reason=\"x\"",
            "unknown word 'till=2027-01-01'"},
           {"dcr:accept field_removed until=2027-02-29 reason=\"x\"",
            "'2027-02-29' is not a day of the calendar"},
       })) {
    CAPTURE(c.comment);
    const std::string comment = "# " + std::string(c.comment);
    CHECK(dcr::test::problems_of(contract_with(comment)) ==
          fmt::format("5:3+{} error[contract_invalid] this dcr:accept is not understood: {} | "
                      "write # dcr:accept RULE(field) until=2027-03-01 reason=\"why this is "
                      "safe\"\n",
                      comment.size(), c.fault));
  }
}
