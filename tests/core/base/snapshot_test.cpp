// SPDX-License-Identifier: Apache-2.0
#include "core/base/snapshot.hpp"

#include "tests/support/memory_snapshot.hpp"

#include <doctest/doctest.h>

#include <string>

using dcr::ErrorKind;
using dcr::Glob;
using dcr::ObjectId;
using dcr::PathFilter;
using dcr::test::MemorySnapshot;

TEST_CASE("an object id reads back as it prints") {
  const std::string hex = "3f2c1ab000ff0123456789abcdefdeadbeef0042";
  const auto id = ObjectId::parse(hex);
  REQUIRE(id.has_value());
  CHECK(id->hex() == hex);
  CHECK(id->short_hex() == "3f2c1ab");
  CHECK_FALSE(id->is_zero());
  CHECK(ObjectId::parse("3F2C1AB000FF0123456789ABCDEFDEADBEEF0042") == id);
  CHECK(ObjectId::parse(std::string(40, '0'))->is_zero());
}

TEST_CASE("what is not forty hexadecimal digits is no object id") {
  const std::string good(40, 'a');
  for (const std::string& bad : {std::string(), good.substr(1), good + "a", "g" + good.substr(1),
                                 good.substr(1) + " ", "-" + good.substr(1)}) {
    CAPTURE(bad);
    CHECK_FALSE(ObjectId::parse(bad).has_value());
  }
}

TEST_CASE("a memory snapshot lists, finds and reads its files") {
  const MemorySnapshot snapshot({{"b.yaml", "2"}, {"a.yaml", "1"}, {"a.txt", "1"}});
  const PathFilter yaml({*Glob::compile("*.yaml")});
  const auto files = snapshot.list(yaml);
  REQUIRE(files.has_value());
  REQUIRE(files->size() == 2);
  CHECK(files->front().path == "a.yaml");
  CHECK(snapshot.read(files->front()).value() == "1");
  CHECK(snapshot.find("a.txt")->id == files->front().id);
  CHECK(snapshot.find("b.yaml")->id != files->front().id);
  CHECK(snapshot.find("c").error().kind == ErrorKind::not_found);
}
