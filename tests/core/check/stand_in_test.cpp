// SPDX-License-Identifier: Apache-2.0
#include "core/check/stand_in.hpp"

#include "tests/support/memory_snapshot.hpp"

#include <doctest/doctest.h>

#include <map>

namespace dcr::check {

namespace {

std::string stand_in_of(const std::string& gone, std::map<std::string, std::string> left) {
  const test::MemorySnapshot after(left);
  std::vector<FileRef> files;
  for (const auto& [path, text] : left) {
    if (path != "dcr.yaml") files.push_back({path, test::id_of(text)});
  }
  report::Comparison comparison;
  comparison.contracts.resize(2);
  comparison.contracts[0].path = gone;
  comparison.contracts[0].change = report::Change::removed;
  comparison.contracts[1].path = gone;
  CHECK(add_stand_ins(comparison, after, [&]() -> Result<std::vector<FileRef>> { return files; }));
  CHECK(comparison.contracts[1].stand_in == "");
  return comparison.contracts[0].stand_in;
}

}  // namespace

TEST_CASE("a removed contract is stood in for by what is nearest to it") {
  const std::string gone = "contracts/a/users.yaml";
  CHECK(stand_in_of(gone, {{gone, "x"}, {"dcr.yaml", "x"}}) == gone);
  CHECK(stand_in_of(gone, {{"contracts/a/x.yaml", "x"}, {"dcr.yaml", "x"}}) == "dcr.yaml");
  CHECK(
      stand_in_of(gone, {{"a.yaml", "x"}, {"contracts/a/x.yaml", "x"}, {"contracts/b.yaml", ""}}) ==
      "contracts/a/x.yaml");
  CHECK(stand_in_of(gone, {}) == "");
}

}  // namespace dcr::check
