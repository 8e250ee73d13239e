// SPDX-License-Identifier: Apache-2.0
#include "core/registry/file_snapshot.hpp"

#include <doctest/doctest.h>

namespace dcr {
namespace {

TEST_CASE("one file is a tree that has nothing else") {
  const FileSnapshot tree("mods.json", "{}");
  const auto glob = Glob::compile("*.json");
  REQUIRE(glob);
  const auto files = tree.list(PathFilter({*glob}));
  REQUIRE(files);
  REQUIRE(files->size() == 1);
  CHECK(tree.read(files->front()).value() == "{}");
  CHECK(tree.find("mods.json")->path == "mods.json");
  CHECK(tree.find("other.json").error().kind == ErrorKind::not_found);
  CHECK(tree.read({"other.json", {}, FileKind::regular}).error().kind == ErrorKind::not_found);
  const auto other = Glob::compile("*.yaml");
  REQUIRE(other);
  CHECK(tree.list(PathFilter({*other}))->empty());
}

}  // namespace
}  // namespace dcr
