// SPDX-License-Identifier: Apache-2.0
#include "core/model/field_index.hpp"

#include "core/base/steps.hpp"

#include <doctest/doctest.h>

#include <string>

using dcr::Field;
using dcr::FieldIndex;
using dcr::FieldList;

namespace {

void add(FieldList& list, const std::string& name) {
  Field field;
  field.name = {name, {}};
  list.fields.push_back(std::move(field));
}

}  // namespace

TEST_CASE("a field is found by name, also where the list grew since") {
  FieldList list;
  FieldIndex index(list);
  CHECK(index.find("a") == nullptr);
  add(list, "a");
  add(list, "b");
  CHECK(index.find("a") == &list.fields[0]);
  for (int i = 0; i < 100; ++i) add(list, "more" + std::to_string(i));
  CHECK(index.find("b") == &list.fields[1]);
  CHECK(index.find("more99") == &list.fields[101]);
  CHECK(index.find("") == nullptr);
  add(list, "a");
  CHECK(index.find("a") == &list.fields[0]);
}

TEST_CASE("each look-up costs the same" * doctest::skip(!dcr::steps_are_counted)) {
  FieldList list;
  for (int i = 0; i < 2000; ++i) add(list, "field" + std::to_string(i));
  FieldIndex index(list);
  const auto before = dcr::steps_taken();
  for (int i = 0; i < 2000; ++i) REQUIRE(index.find("field" + std::to_string(i)) != nullptr);
  CHECK(dcr::steps_taken() - before <= 2U * 2000U);
}
