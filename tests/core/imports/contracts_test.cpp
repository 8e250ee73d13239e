// SPDX-License-Identifier: Apache-2.0
#include "core/imports/contracts.hpp"

#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>

namespace dcr::imports {
namespace {

constexpr std::string_view two = R"(apiVersion: v3.1.0
kind: DataContract
id: sales
version: 1.2.0
status: active
team: {name: shop}
schema:
  - {name: orders, properties: [{name: id, logicalType: integer, required: true}]}
  - {name: customers, properties: [{name: id, logicalType: string}]}
)";

TEST_CASE("every object of a contract becomes one") {
  CHECK(described(read_documents(two, "a.yaml", Format::odcs, true, {})) ==
        "sales.orders 1.2.0 shop<>\nid: integer\nsales.customers 1.2.0 shop<>\nid: string?\n");
  CHECK(described(read_documents(two, "a.yaml", Format::odcs, true, {.only = {"orders"}})) ==
        "sales.orders 1.2.0 shop<>\nid: integer\n");
}

TEST_CASE("for ODCS a contract stays whole") {
  const auto whole = read_documents(two, "a.yaml", Format::odcs, false, {});
  REQUIRE(whole);
  REQUIRE(whole->contracts.size() == 1);
  CHECK(whole->contracts.front().contract.objects.size() == 2);
}

TEST_CASE("a file without contracts of the format is an error with its place") {
  CHECK(described(read_documents(two, "a.yaml", Format::dcs, true, {})) ==
        "a.yaml:1:1: the file holds no Data Contract Specification contract");
  CHECK(described(read_documents("kind: DataContract\nid: [\n", "a.yaml", Format::odcs, true, {}))
            .starts_with("a.yaml:"));
}

}  // namespace
}  // namespace dcr::imports
