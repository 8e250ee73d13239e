// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace {

/// The documents schemas/contract.schema.json is tested with, by the start of their names.
std::vector<std::string> fixtures(std::string_view start) {
  const std::string folder = "tests/schemas/contract";
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(DCR_SOURCE_DIR) + "/" + folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(start)) paths.push_back(folder + "/" + name);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("what the schema calls valid is read without a problem") {
  const std::vector<std::string> paths = fixtures("valid-");
  CHECK(paths.size() >= 5);
  for (const std::string& path : paths) {
    CAPTURE(path);
    CHECK(dcr::test::problems_of(dcr::test::text_of(path)).empty());
    CHECK(dcr::test::only_document(dcr::test::text_of(path)).usable);
  }
}

TEST_CASE("what the schema calls invalid has exactly the one error it was made for") {
  const std::vector<std::string> paths = fixtures("invalid-");
  CHECK(paths.size() >= 20);
  for (const std::string& path : paths) {
    CAPTURE(path);
    const auto document = dcr::test::only_document(dcr::test::text_of(path));
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems.front().severity == dcr::Severity::error);
  }
}
