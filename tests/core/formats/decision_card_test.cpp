// SPDX-License-Identifier: Apache-2.0
#include "core/formats/decision_card.hpp"

#include <doctest/doctest.h>

#include <array>

using dcr::Owner;
using dcr::formats::parse_decision_card;

TEST_CASE("a decision card names the buyer, then the decision maker") {
  struct Case {
    std::string_view card;
    std::vector<Owner> owners;
  };
  for (const Case& c : std::to_array<Case>({
           {R"({"buyer": {"name": "Springfield USD", "contact": "#data-platform"},
                "decision_maker": {"role": "Director of Data", "name": "Alex Chen",
                                   "authority": null}})",
            {{"Springfield USD", "#data-platform", {}}, {"Director of Data (Alex Chen)", "", {}}}},
           {R"({"buyer": {"name": "a", "contact": null}, "decision_maker": null})",
            {{"a", "", {}}}},
           {R"({"x": [1], "buyer": {"name": "a", "contact": "", "y": 2},
                "decision_maker": {"role": "CFO", "authority": "board@example.com"}})",
            {{"a", "", {}}, {"CFO", "board@example.com", {}}}},
       })) {
    CAPTURE(c.card);
    const auto owners = parse_decision_card(c.card, "card.json");
    REQUIRE(owners.has_value());
    CHECK(*owners == c.owners);
  }
}

TEST_CASE("a decision card that is wrong says where") {
  const auto owners =
      parse_decision_card("{\"buyer\": {\"name\": 3},\n \"decision_maker\": []}", "card.json");
  REQUIRE(!owners.has_value());
  CHECK(owners.error().kind == dcr::ErrorKind::usage);
  CHECK(owners.error().where->path == "card.json");
  CHECK(owners.error().where->at.begin == dcr::Position{1, 20});
  CHECK(owners.error().message ==
        "'buyer.name' must be a string, not an integer (1 of 2 problems)\n"
        "card.json:2:20: 'decision_maker' must be an object, not a list");
}
