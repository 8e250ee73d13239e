// SPDX-License-Identifier: Apache-2.0
#include "core/report/omds_paths.hpp"

#include <doctest/doctest.h>

using dcr::report::field_pointer;
using dcr::report::level_pointer;

TEST_CASE("a field is found by the names on the way to it") {
  CHECK(field_pointer("id", {"orders"}) == "/schema[name=orders]/properties[name=id]");
  CHECK(field_pointer("b.tags[].x", {"a", "b"}) ==
        "/schema[name=b]/properties[name=tags]/items/properties[name=x]");
  CHECK(field_pointer("\"a.b\"", {""}) == "/schema/0/properties[name=a.b]");
  CHECK(field_pointer("\"a[0]\"", {}) == "/schema/0/properties[name=\"a[0]\"]");
  CHECK(field_pointer("", {"orders"}) == "/schema[name=orders]");
}

TEST_CASE("a service level is found by what it promises, of what and for whom") {
  CHECK(level_pointer("latency") == "/slaProperties[property=latency]");
  CHECK(level_pointer("latency of 'orders.at' (analytics)") ==
        "/slaProperties[property=latency,element=orders.at,driver=analytics]");
}
