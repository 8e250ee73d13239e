// SPDX-License-Identifier: Apache-2.0
// Every input of the corpus through its target, without libFuzzer.
#include "tests/fuzz/targets.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace dcr::fuzz {
namespace {

struct Target {
  std::string_view name;
  void (*run)(std::string_view);
};

constexpr auto targets = std::to_array<Target>({{"config", fuzz_config},
                                                {"containment", fuzz_containment},
                                                {"contract", fuzz_contract},
                                                {"diff", fuzz_diff},
                                                {"edit", fuzz_edit},
                                                {"exports", fuzz_exports},
                                                {"imports", fuzz_imports},
                                                {"job", fuzz_job},
                                                {"json", fuzz_json},
                                                {"mod_registry", fuzz_mod_registry},
                                                {"readers", fuzz_readers},
                                                {"reference", fuzz_reference},
                                                {"semver", fuzz_semver},
                                                {"sql", fuzz_sql},
                                                {"yaml", fuzz_yaml}});

const std::filesystem::path folder = std::filesystem::path(DCR_SOURCE_DIR) / "tests" / "fuzz";

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> names_in(const std::filesystem::path& path) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    names.insert(entry.path().stem().string());
  }
  return names;
}

TEST_CASE("every input of the corpora of the fuzz targets") {
  std::size_t inputs = 0;
  for (const Target& target : targets) {
    for (const auto& entry : std::filesystem::directory_iterator(folder / "corpus" / target.name)) {
      CAPTURE(entry.path().string());
      CHECK_NOTHROW(target.run(content_of(entry.path())));
      ++inputs;
    }
  }
  CHECK(inputs > 100);
}

TEST_CASE("every fuzz target has a corpus and is replayed") {
  std::set<std::string> names;
  for (const Target& target : targets) names.emplace(target.name);
  CHECK(names_in(folder / "targets") == names);
  CHECK(names_in(folder / "corpus") == names);
}

}  // namespace
}  // namespace dcr::fuzz
