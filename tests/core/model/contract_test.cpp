// SPDX-License-Identifier: Apache-2.0
#include "core/model/contract.hpp"

#include <doctest/doctest.h>

using dcr::Contract;
using dcr::ContractKind;
using dcr::Field;
using dcr::FieldList;
using dcr::Format;

TEST_CASE("the full name holds the namespace, where there is one") {
  Contract contract;
  contract.name = "users.daily";
  CHECK(contract.full_name() == "users.daily");
  contract.name_space = "growth";
  CHECK(contract.full_name() == "growth::users.daily");
}

TEST_CASE("a document that is silent about its status is no draft") {
  Contract contract;
  CHECK_FALSE(contract.says_draft());
  contract.status = dcr::Located<dcr::Status>{dcr::Status::draft, {}};
  CHECK(contract.says_draft());
}

TEST_CASE("a field list finds a field by its exact name") {
  FieldList list;
  list.fields.emplace_back().name.value = "a";
  list.fields.emplace_back().name.value = "b";
  REQUIRE(list.find("b") != nullptr);
  CHECK(list.find("b") == &list.fields[1]);
  CHECK(list.find("B") == nullptr);
}

TEST_CASE("kinds and formats have the words of reports") {
  CHECK(to_string(ContractKind::contract) == "contract");
  CHECK(to_string(ContractKind::model) == "model");
  CHECK(to_string(ContractKind::mod) == "mod");
  CHECK(to_string(Format::dcr) == "dcr");
  CHECK(to_string(Format::odcs) == "odcs");
}
