// SPDX-License-Identifier: Apache-2.0
#include "core/exports/odcs.hpp"

#include "tests/core/exports/written.hpp"

#include <doctest/doctest.h>

using dcr::exports::Exported;
using dcr::exports::write_odcs;
using dcr::test::ContractText;
using dcr::test::lines_with;
using dcr::test::losses_of;
using dcr::test::odcs;

TEST_CASE("what ODCS keeps beside the contract goes back to its place") {
  const std::string properties =
      "{id: p-1, name: p, logicalType: string, tags: [a], businessName: P, partitioned: true, "
      "partitionKeyPosition: 1, transformSourceObjects: [x], examples: [1, b], customProperties: "
      "[{property: q, value: {r: 1}}]}";
  const dcr::Contract contract =
      odcs(properties,
           "domain: sales\ntags: [b]\nprice: {priceAmount: 5, priceCurrency: EUR}\n"
           "support: [{channel: help, url: https://example.com}]\n"
           "description: {purpose: a, usage: b, limitations: c, customProperties: [{property: z, "
           "value: 1}]}\n"
           "customProperties: [{property: tier, value: gold}]\n"
           "slaProperties: [{property: retention, value: 3, unit: y, driver: law, id: ret, "
           "valueExt: 5}]\n");
  const Exported written = write_odcs(contract);
  CHECK(losses_of(written).empty());
  const ContractText again(written.text);
  CHECK(again.contract.metadata == contract.metadata);
  CHECK(again.contract.other == contract.other);
  CHECK(again.contract.description.value == "a\nusage: b\nlimitations: c");
  const auto property = [](const dcr::Contract& of) {
    return of.objects.front().fields.fields[0].other;
  };
  CHECK(property(again.contract) == property(contract));
}

TEST_CASE("a description of three parts is cut where it was joined") {
  for (const char* description :
       {"plain", "usage: only", "limitations: only", "a\nusage: b", "a\nlimitations: c",
        "usage: b\nlimitations: c", "two\nlines\nusage: b\nmore", "no usage: here", "a\nusage: "}) {
    CAPTURE(description);
    dcr::Contract contract = dcr::test::native({"{name: a, type: string}"});
    contract.description.value = description;
    CHECK(ContractText(write_odcs(contract).text).contract.description.value == description);
  }
}

TEST_CASE("quality rules that v3.1.0 does not allow are named, the others written") {
  const Exported written = write_odcs(
      odcs("{name: p, logicalType: string, quality: [{rule: nullCheck, mustBe: 0}, {metric: "
           "rowCount, mustBe: 1, mustBeLessThan: 5}, {type: sql, query: SELECT 1, mustBe: 1}, "
           "{type: text, description: good}, {name: odd, metric: nullValues, mustBe: 0, extra: 1}, "
           "{type: custom, engine: e, implementation: {a: 1}}]}"));
  CHECK(losses_of(written) ==
        "p: the quality rule 'nullCheck'\np: the quality rule 'rowCount'\n"
        "p: the quality rule 'odd'\n");
  const ContractText again(written.text);
  CHECK(again.contract.objects.front().fields.fields.front().quality.size() == 3);
}
