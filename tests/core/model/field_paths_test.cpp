// SPDX-License-Identifier: Apache-2.0
#include "core/model/field_paths.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <utility>

namespace dcr {
namespace {

Field field(const std::string& name) {
  Field made;
  made.name.value = name;
  return made;
}

Object object(const std::string& name) {
  Object made;
  made.name.value = name;
  Field order = field("order");
  order.children.fields.push_back(field("zip.code"));
  made.fields.fields.push_back(std::move(order));
  Field tags = field("tags");
  tags.items = std::make_unique<Field>(field(""));
  tags.items->children.fields.push_back(field("word"));
  made.fields.fields.push_back(std::move(tags));
  return made;
}

TEST_CASE("field paths are spelled as in reports, with the object where there are several") {
  Contract contract;
  CHECK(field_paths(contract).empty());
  contract.objects.push_back(object("a"));
  CHECK(field_paths(contract) ==
        std::set<std::string>{"order", "order.\"zip.code\"", "tags", "tags[]", "tags[].word"});
  contract.objects.push_back(object("b.c"));
  const std::set<std::string> paths = field_paths(contract);
  CHECK(paths.size() == 12);
  CHECK(paths.contains("a"));
  CHECK(paths.contains("a.tags[].word"));
  CHECK(paths.contains("\"b.c\".order"));
}

}  // namespace
}  // namespace dcr
