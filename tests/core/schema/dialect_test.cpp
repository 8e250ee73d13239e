// SPDX-License-Identifier: Apache-2.0
#include "core/schema/dialect.hpp"

#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr::schema {

TEST_CASE("a schema that names no draft is of the one it is spelled in") {
  struct Case {
    std::string schema;
    Draft draft;
  };
  for (const Case& one : std::to_array<Case>({
           {"{type: string}", Draft::draft2020_12},
           {"{minimum: 3, exclusiveMinimum: true}", Draft::draft4},
           {"{minimum: 3, exclusiveMinimum: 3}", Draft::draft2020_12},
           {"{properties: {a: {items: [{type: string}]}}}", Draft::draft7},
           {"{definitions: {A: {type: string}}}", Draft::draft7},
           {"{definitions: {A: {type: string}}, $defs: {}}", Draft::draft2020_12},
           {"{items: [{}], properties: {a: {prefixItems: [{}]}}}", Draft::draft2020_12},
           {"{properties: {definitions: {type: object}}}", Draft::draft2020_12},
           {"{properties: {items: {items: [{}]}}}", Draft::draft7},
           {"{$defs: {dependencies: {properties: {a: {}}}}}", Draft::draft2020_12},
           {"{default: {definitions: {}, items: [1]}}", Draft::draft2020_12},
           {"{enum: [{items: [1]}]}", Draft::draft2020_12},
       })) {
    CAPTURE(one.schema);
    CHECK(to_string(likely_draft(*test::node(one.schema))) == to_string(one.draft));
  }
  CHECK(likely_draft(*test::node("{type: string}"), Draft::draft7) == Draft::draft7);
}

}  // namespace dcr::schema
